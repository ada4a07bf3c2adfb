/** What steps and items are called when we speak of them: 家庭成员1（配偶 李秀英） 收入1 每月金额. */
import type { Answers } from './dialog-state'
import { REPLIES } from './replies'
import { discreet } from './shown-values'
import { type FieldStep, fieldAt, type Item, type Step, type Walk } from './steps'

/** By what the resident told of the item: 配偶 李秀英; empty while nothing is told. */
export function calledAs(item: Item, walked: Walk, answers: Answers): string {
  const words = item.repeat.calledBy.flatMap((name) => {
    const step = fieldAt(walked, `${item.path}.${name}`)
    const state = step && answers[step.path]?.state
    return step && state?.kind === 'given' ? [discreet(step.field, state)] : []
  })
  return words.join(' ')
}

export function itemName(item: Item, walked: Walk, answers: Answers): string {
  const called = calledAs(item, walked, answers)
  const number = item.index + 1
  return called === '' ? REPLIES.itemName(item.repeat.of, number) : REPLIES.calledItem(called, item.repeat.of, number)
}

/** As said to the resident, with whom it is about. */
export function stepName(step: Step, walked: Walk, answers: Answers): string {
  const own = step.kind === 'field' ? step.field.label : step.repeat.of
  const around = itemsAround(step.item).map((item) => itemName(item, walked, answers))
  return [...around, own].join(' ')
}

/** As written in the case file: by numbers only, so that the label holds no personal words. */
export function stepLabel(step: FieldStep): string {
  const around = itemsAround(step.item).map((item) => REPLIES.itemName(item.repeat.of, item.index + 1))
  return [...around, step.field.label].join(' ')
}

/** Outermost first. */
export function itemsAround(item: Item | undefined): readonly Item[] {
  return item ? [...itemsAround(item.within), item] : []
}
