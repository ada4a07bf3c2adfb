/** Which question or item a resident means by 电话, 老伴的收入, 第二个家庭成员, 老大, or simply 李秀英. */
import type { Field } from './dialog'
import type { Answers } from './dialog-state'
import { plainly } from './hear'
import { itemWordsIn } from './item-names'
import { itemsAround } from './step-names'
import type { FieldStep, Item, Walk } from './steps'

export interface Located {
  /** The questions that fit the words best; several when the words fit several equally. */
  readonly steps: readonly FieldStep[]
  /** The items the words name. */
  readonly items: readonly Item[]
}

export function locate(text: string, walked: Walk, answers: Answers): Located {
  const plain = plainly(text)
  const fields = walked.steps.filter((step): step is FieldStep => step.kind === 'field')
  const called = fields.filter((step) => namesOf(step.field)[0] === plain)
  // 不住在一起的子女或父母 is a question of its own, and names no child.
  if (called.length > 0) return { items: [], steps: called }
  const { items, rest } = itemsNamed(plain, walked, answers)
  return { items, steps: bestFitting(insideOf(items, fields), rest) }
}

function insideOf(items: readonly Item[], steps: readonly FieldStep[]): readonly FieldStep[] {
  const paths = new Set(items.map((item) => item.path))
  return paths.size === 0 ? steps : steps.filter((step) => itemsAround(step.item).some((item) => paths.has(item.path)))
}

function bestFitting(steps: readonly FieldStep[], text: string): readonly FieldStep[] {
  const scores = new Map<Field, number>()
  for (const { field } of steps) if (!scores.has(field)) scores.set(field, scoreOf(field, text))
  const best = Math.max(0, ...scores.values())
  return best === 0 ? [] : steps.filter(({ field }) => scores.get(field) === best)
}

/** What a field is called, the label first; fields do not change, and there are few of them for many steps. */
const NAMES = new WeakMap<Field, readonly string[]>()

function namesOf(field: Field): readonly string[] {
  const names = NAMES.get(field) ?? [field.label, ...field.also].map(plainly)
  NAMES.set(field, names)
  return names
}

/** The length of the longest name of the field in the text; a shorter text inside a name counts for its own length. */
function scoreOf(field: Field, text: string): number {
  const scores = namesOf(field).map((name, i) => {
    if (name === text) return name.length + 1
    if (name.length >= 2 && text.includes(name)) return name.length + (i === 0 ? 0.5 : 0)
    return text.length >= 2 && name.includes(text) ? text.length : 0
  })
  return Math.max(0, ...scores)
}

/** Longer names first, so that 家庭成员12 is not heard as 家庭成员1; inner items inside the outer ones named. */
function itemsNamed(text: string, walked: Walk, answers: Answers): { items: readonly Item[]; rest: string } {
  let rest = text
  const found = new Map<Item, number>()
  const names = [...itemWordsIn(text, walked, answers)].sort((a, b) => b.word.length - a.word.length)
  for (const { word } of names) {
    if (!rest.includes(word)) continue
    for (const each of names) if (each.word === word) found.set(each.item, (found.get(each.item) ?? 0) + 1)
    rest = rest.replaceAll(word, '')
  }
  return { items: innermost(found), rest }
}

/** 李国强 工资 is his wage; 工资 alone may be anybody's. */
function innermost(found: ReadonlyMap<Item, number>): readonly Item[] {
  const outer = mostNamed(
    [...found.keys()].filter((item) => !item.within),
    found,
  )
  const inner = [...found.keys()].filter((item) => {
    const around = itemsAround(item.within)
    return around.length > 0 && (outer.length === 0 || around.some((each) => outer.includes(each)))
  })
  return inner.length > 0 ? mostNamed(inner, found) : outer
}

/** 子女 李小军 names both children once, and him twice. */
function mostNamed(items: readonly Item[], found: ReadonlyMap<Item, number>): readonly Item[] {
  const most = Math.max(0, ...items.map((item) => found.get(item) ?? 0))
  return items.filter((item) => found.get(item) === most)
}
