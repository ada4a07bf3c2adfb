/** Which question or item a resident means by 电话, 老伴的收入, 第二个家庭成员, or simply 李秀英. */
import type { Answers } from './dialog-state'
import { REPLIES } from './replies'
import { itemsAround } from './step-names'
import { type FieldStep, given, type Item, type Walk } from './steps'

export interface Located {
  /** The questions that fit the words best; several when the words fit several equally. */
  readonly steps: readonly FieldStep[]
  /** The items the words name. */
  readonly items: readonly Item[]
}

export function locate(text: string, walked: Walk, answers: Answers): Located {
  const { items, rest } = itemsNamed(text, walked, answers)
  const inside = new Set(items.map((item) => item.path))
  const scored = walked.steps
    .filter((step): step is FieldStep => step.kind === 'field')
    .filter((step) => inside.size === 0 || itemsAround(step.item).some((item) => inside.has(item.path)))
    .map((step) => ({ step, score: scoreOf(step, rest) }))
  const best = Math.max(0, ...scored.map((each) => each.score))
  return { items, steps: best === 0 ? [] : scored.filter((each) => each.score === best).map((each) => each.step) }
}

/** The length of the longest name of the field in the text; a shorter text inside a name counts for its own length. */
function scoreOf(step: FieldStep, text: string): number {
  const plain = text.replace(/[的\s]/g, '')
  const names = [step.field.label, ...step.field.also]
  const scores = names.map((name) => {
    if (name.length >= 2 && plain.includes(name)) return name.length + (name === step.field.label ? 0.5 : 0)
    return plain.length >= 2 && name.includes(plain) ? plain.length : 0
  })
  return Math.max(0, ...scores)
}

/** Items called by an answer (李秀英, 老伴) or by number; the innermost and longest names win. */
function itemsNamed(text: string, walked: Walk, answers: Answers): { items: readonly Item[]; rest: string } {
  let rest = text
  const found: Item[] = []
  for (const { item, word } of namesOfItems(walked, answers)) {
    if (!rest.includes(word)) continue
    found.push(item)
    rest = rest.replaceAll(word, '')
  }
  const innermost = found.filter((item) => !found.some((other) => other !== item && isInside(other, item)))
  return { items: innermost, rest }
}

function namesOfItems(walked: Walk, answers: Answers): readonly { item: Item; word: string }[] {
  const names = walked.items.flatMap((item) =>
    [...numberNames(item), ...answersAsNames(item, walked, answers)].map((word) => ({ item, word })),
  )
  return names.filter(({ word }) => word.length >= 2).sort((a, b) => b.word.length - a.word.length)
}

function numberNames(item: Item): readonly string[] {
  const { of } = item.repeat
  const number = item.index + 1
  const spoken = '一二三四五六七八九十'.charAt(item.index)
  const ordinals = [
    `第${number}个`,
    `第${number}位`,
    `第${number}笔`,
    ...(spoken ? [`第${spoken}个`, `第${spoken}位`, `第${spoken}笔`] : []),
  ]
  return [REPLIES.itemName(of, number), ...ordinals.flatMap((word) => [`${word}${of}`, ...(item.within ? [] : [word])])]
}

function answersAsNames(item: Item, walked: Walk, answers: Answers): readonly string[] {
  return item.repeat.calledBy.flatMap((name) => {
    const step = walked.steps.find((each) => each.kind === 'field' && each.path === `${item.path}.${name}`)
    const value = step && given(answers[step.path]?.state)
    if (step?.kind !== 'field' || value === undefined) return []
    const choice = step.field.choices[String(value)]
    if (!choice) return [String(value)]
    const words = [choice.label, ...choice.also]
    const place = placeAmongSame(item, step.path, walked, answers)
    return place === undefined
      ? words
      : words.flatMap((word) => [
          `第${'一二三四五六七八九'.charAt(place)}个${word}`,
          `${'大二三四五六七八九'.charAt(place)}${word}`,
        ])
  })
}

/** 0 for the first of several items with the same answer here: 大儿子, 二儿子; undefined when it is the only one. */
function placeAmongSame(item: Item, path: string, walked: Walk, answers: Answers): number | undefined {
  const name = path.slice(item.path.length)
  const value = given(answers[path]?.state)
  const same = walked.items.filter(
    (other) =>
      other.group.id === item.group.id &&
      other.within?.path === item.within?.path &&
      given(answers[other.path + name]?.state) === value,
  )
  return same.length > 1 ? same.findIndex((other) => other.path === item.path) : undefined
}

function isInside(inner: Item, outer: Item): boolean {
  return itemsAround(inner.within).some((item) => item.path === outer.path)
}
