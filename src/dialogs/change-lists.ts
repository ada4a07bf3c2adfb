/** Adds and removes items of repeating groups by what people call them: 再加一个家庭成员, 把李秀英删掉, 那个两千三去掉. */
import { advance, stay } from './advance'
import { ANSWER_TYPES } from './answer-types'
import { addItem, removeItem } from './change-answers'
import type { Group, Repeat } from './dialog'
import { locate } from './locate-steps'
import { present } from './present'
import { REPLIES } from './replies'
import { itemName, itemsAround } from './step-names'
import { baseOf, given, type Item, withoutNumbers } from './steps'
import { answerContext, handOf, type Talk } from './talk'
import type { AskTurn, ReviewTurn } from './turn'

interface List {
  readonly group: Group
  readonly repeat: Repeat
  /** `members`, or `members[0].incomes`. */
  readonly base: string
}

export function removeNamed(talk: Talk, target: string): AskTurn | ReviewTurn | undefined {
  const item = itemMeant(talk, target)
  if (item) return remove(talk, item)
  const several = locate(target, talk.walked, talk.state.answers).items
  const list = listsNamed(talk, target)[0] ?? (isWord(target) ? listsIn(talk).find(isOfPeople) : undefined)
  if (several.length > 1) return chooseToRemove(talk, several)
  if (!list) return undefined
  const items = talk.walked.items.filter((each) => baseOf(each.path) === list.base)
  return items.length > 0
    ? chooseToRemove(talk, items)
    : present(talk, talk.state, [REPLIES.nothingToRemove(list.repeat.of)])
}

/** Each choice is a whole command of its own, so that nothing has to be remembered. */
function chooseToRemove(talk: Talk, items: readonly Item[]): AskTurn | ReviewTurn {
  const turn = present(talk, talk.state)
  const choices = items.map((each) => REPLIES.choices.remove(fullName(each, talk)))
  const of = items[0]?.repeat.of ?? ''
  return { ...turn, text: `${REPLIES.whichToRemove(of)}\n${REPLIES.list(choices)}`, choices }
}

const isOfPeople = ({ group }: List) => group.fields.some((field) => field.type === 'personName')

/** 把老二删掉: a person called by a word we do not hold. */
const isWord = (target: string) => /^(?:老[大二三四五幺]|他|她|这个|那个|这个人|那个人|这位|那位)$/.test(target)

export function addNamed(talk: Talk, target: string): AskTurn | ReviewTurn | undefined {
  const lists = target === '' ? listAsked(talk) : listsNamed(talk, target)
  const list = lists[0]
  if (!list) return target === '' ? chooseList(talk) : undefined
  const { repeat, base } = list
  const count = talk.walked.items.filter((item) => baseOf(item.path) === base).length
  if (count >= repeat.max) return present(talk, talk.state, [REPLIES.fullList(repeat.of, repeat.max)])
  return advance(talk, addItem(talk.state.answers, base, count, handOf(talk.context)), [])
}

/** 再加一个, where nothing tells of what. */
function chooseList(talk: Talk): AskTurn | ReviewTurn | undefined {
  const choices = listsIn(talk).flatMap(({ base, repeat }) =>
    base.includes('.') ? [] : [REPLIES.choices.add(repeat.of)],
  )
  return choices.length > 0
    ? { ...stay(talk, []), text: `${REPLIES.whichList}\n${REPLIES.list(choices)}`, choices }
    : undefined
}

function remove(talk: Talk, item: Item): AskTurn | ReviewTurn {
  const { state } = talk
  const count = Object.keys(state.answers).filter((path) => path.startsWith(`${item.path}.`)).length
  const answers = removeItem(state.answers, baseOf(item.path), item.index)
  return advance(talk, answers, [REPLIES.removed(fullName(item, talk), count)], { undoable: true, tellDropped: false })
}

function itemMeant(talk: Talk, target: string): Item | undefined {
  const { items, steps } = locate(target, talk.walked, talk.state.answers)
  const [named, another] = items
  if (named && !another && steps.length === 0) return named
  const inside = named ? steps.filter((step) => itemsAround(step.item).includes(named)) : []
  const inner = inside.length === 1 ? inside[0]?.item : undefined
  return inner ?? (named && !another ? named : itemHolding(talk, target))
}

/** “那个两千三去掉”: the only item in which this was answered. */
function itemHolding(talk: Talk, target: string): Item | undefined {
  const words = target.replace(/^(?:那个|这个|那笔|这笔|那一?项)/, '')
  const holding = talk.walked.steps.filter((step) => {
    const stored = given(talk.state.answers[step.path]?.state)
    if (step.kind !== 'field' || !step.item || stored === undefined) return false
    const parsed = ANSWER_TYPES[step.field.type].read(words, step.field, answerContext(talk.context))
    return parsed.ok && parsed.exact && parsed.value === stored
  })
  return holding.length === 1 ? holding[0]?.item : undefined
}

/** Lists whose items are called so; inside the named item, or the one being filled in, before any other. */
function listsNamed(talk: Talk, target: string): readonly List[] {
  const { items } = locate(target, talk.walked, talk.state.answers)
  const near = [...items, ...(talk.place.kind === 'review' ? [] : itemsAround(talk.place.step.item))].map(
    (item) => item.path,
  )
  return listsIn(talk)
    .filter(({ repeat, group }) => isCalled(target, repeat.of) || isCalled(target, group.title))
    .sort(
      (a, b) =>
        Number(near.some((path) => b.base.startsWith(path))) - Number(near.some((path) => a.base.startsWith(path))),
    )
}

function isCalled(target: string, name: string): boolean {
  if (target.length === 0) return false
  return target.includes(name) || (target.length >= 2 && name.includes(target.replace(/^(?:一?个|一?位|一?笔)/, '')))
}

function listAsked(talk: Talk): readonly List[] {
  const { place } = talk
  const inner = place.kind === 'review' ? undefined : place.step.item
  const base =
    place.kind !== 'review' && place.step.kind === 'gate' ? baseOf(place.step.path) : inner && baseOf(inner.path)
  const lists = listsIn(talk)
  return base === undefined ? (lists.length === 1 ? lists : []) : lists.filter((list) => list.base === base)
}

/** Every list that exists now, outer ones first. */
function listsIn({ walked }: Talk): readonly List[] {
  const seen = new Map<string, List>()
  for (const step of walked.steps) {
    if (step.kind !== 'gate') continue
    seen.set(baseOf(step.path), { group: step.group, repeat: step.repeat, base: baseOf(step.path) })
  }
  return [...seen.values()].sort(
    (a, b) => withoutNumbers(a.base).split('.').length - withoutNumbers(b.base).split('.').length,
  )
}

function fullName(item: Item, talk: Talk): string {
  return itemsAround(item)
    .map((each) => itemName(each, talk.walked, talk.state.answers))
    .join(' ')
}
