/**
 * The words by which a text calls items: by number, and by the answers they are called by (李秀英, 老伴, 二儿子, 老大).
 * Only words the text holds are made: a large household has thousands of others.
 */
import { checkResidentId, type ResidentIdCheck } from '../domain/resident-id'
import { CHILD, type ChoiceWord, wordsOf } from './choice-words'
import type { Choice, Repeat } from './dialog'
import type { Answers } from './dialog-state'
import { plainly } from './hear'
import { REPLIES } from './replies'
import { baseOf, type FieldStep, fieldAt, given, type Item, type Walk } from './steps'

export interface ItemWord {
  readonly item: Item
  readonly word: string
}

interface Naming {
  readonly text: string
  readonly walked: Walk
  readonly answers: Answers
  readonly lists: ReadonlyMap<string, readonly Item[]>
  /** By list, field and answer: who answered the same. */
  readonly alike: Map<string, readonly Item[]>
}

/** `text` as `plainly` gives it, and so are the words. */
export function itemWordsIn(text: string, walked: Walk, answers: Answers): readonly ItemWord[] {
  const lists = new Map<string, Item[]>()
  for (const item of walked.items) {
    const base = baseOf(item.path)
    const list = lists.get(base)
    if (list) list.push(item)
    else lists.set(base, [item])
  }
  const naming: Naming = { text, walked, answers, lists, alike: new Map() }
  return [...lists.values()].flatMap((list) =>
    list.flatMap((item) =>
      [...numberWords(item), ...answersAsNames(item, naming)]
        .filter((word) => word.length >= 2 && text.includes(word))
        .map((word) => ({ item, word })),
    ),
  )
}

/** A form's lists do not change: their numbers are put into words once. */
const NUMBERS = new WeakMap<Repeat, (readonly string[])[]>()

function numberWords(item: Item): readonly string[] {
  const known = NUMBERS.get(item.repeat) ?? []
  NUMBERS.set(item.repeat, known)
  known[item.index] ??= numberNames(item).map(plainly)
  return known[item.index] ?? []
}

function numberNames(item: Item): readonly string[] {
  const { of } = item.repeat
  const number = item.index + 1
  const spoken = '一二三四五六七八九十'.charAt(item.index)
  const ordinals = [number, ...(spoken ? [spoken] : [])].flatMap((each) =>
    ['个', '位', '笔'].map((of) => `第${each}${of}`),
  )
  return [REPLIES.itemName(of, number), ...ordinals.flatMap((word) => [`${word}${of}`, ...(item.within ? [] : [word])])]
}

function answersAsNames(item: Item, naming: Naming): readonly string[] {
  return item.repeat.calledBy.flatMap((name) => {
    const step = fieldAt(naming.walked, `${item.path}.${name}`)
    const value = step && given(naming.answers[step.path]?.state)
    if (!step || value === undefined) return []
    const choice = step.field.choices[String(value)]
    return choice ? choiceNames(choice, step, item, naming) : [plainly(String(value))]
  })
}

/** 儿子 is nobody whose identity number is a woman's; whose number is not known may be meant by either. */
function choiceNames(choice: Choice, step: FieldStep, item: Item, naming: Naming): readonly string[] {
  const { text } = naming
  const words = wordsOf(choice)
  const isChild = words.some(({ word }) => CHILD.test(word))
  const said = words.filter(({ word }) => text.includes(word))
  const mayBePlace = isChild && /[老最]/.test(text)
  if (said.length === 0 && !mayBePlace) return []
  const same = alike(step, item, naming)
  const fitting = said.filter(({ sex }) => isOfSex(item, sex, naming))
  return [
    ...fitting.flatMap(({ word, sex }) => [
      word,
      ...placeNames(
        word,
        item,
        same.filter((each) => isOfSex(each, sex, naming)),
      ),
    ]),
    ...(mayBePlace ? childNames(item, same) : []),
  ]
}

/** 大儿子, 第二个女儿: the place among those who may be called so. */
function placeNames(word: string, item: Item, same: readonly Item[]): readonly string[] {
  if (same.length < 2) return []
  const place = same.indexOf(item)
  return [`第${'一二三四五六七八九'.charAt(place)}个${word}`, `${'大二三四五六七八九'.charAt(place)}${word}`]
}

/** 老大, 老幺: among all children. */
function childNames(item: Item, same: readonly Item[]): readonly string[] {
  const place = same.indexOf(item)
  return [
    `老${'大二三四五六七八九'.charAt(place)}`,
    ...(place === 0 ? ['最大'] : []),
    ...(place === same.length - 1 ? ['老幺', '老小', '最小'] : []),
  ]
}

/** Items with the same answer here, in the order told; the eldest first once every one's birth is known. */
function alike(step: FieldStep, item: Item, naming: Naming): readonly Item[] {
  const value = given(naming.answers[step.path]?.state)
  const base = baseOf(item.path)
  const key = `${base}.${step.field.name}=${value}`
  const known = naming.alike.get(key)
  if (known) return known
  const list = naming.lists.get(base) ?? []
  const same = list.filter((each) => given(naming.answers[`${each.path}.${step.field.name}`]?.state) === value)
  const sorted = eldestFirst(same, naming)
  naming.alike.set(key, sorted)
  return sorted
}

function eldestFirst(same: readonly Item[], naming: Naming): readonly Item[] {
  if (same.length < 2) return same
  const births = new Map(same.map((each) => [each, identityIn(each, naming)?.birth]))
  if ([...births.values()].includes(undefined)) return same
  return [...same].sort((a, b) => ((births.get(a) ?? '') < (births.get(b) ?? '') ? -1 : 1))
}

function isOfSex(item: Item, sex: ChoiceWord['sex'], naming: Naming): boolean {
  const known = sex && identityIn(item, naming)?.sex
  return known === undefined || known === sex
}

function identityIn(item: Item, { walked, answers }: Naming): Extract<ResidentIdCheck, { ok: true }> | undefined {
  const field = item.group.fields.find((each) => each.type === 'residentId')
  const step = field && fieldAt(walked, `${item.path}.${field.name}`)
  const checked = checkResidentId(String(given(step && answers[step.path]?.state) ?? ''))
  return checked.ok ? checked : undefined
}
