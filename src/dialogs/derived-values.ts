/** Values computed from the answers, whenever they are needed and never stored. What is not fully known is unknown. */
import { judge } from '../domain/conditions'
import type { FactValue } from '../domain/facts'
import { ageOn, type LegalDay, weekday } from '../domain/legal-day'
import { birthOf, dayOf, reached } from './ages'
import type { Derivation, DerivedField, Dialog } from './dialog'
import type { Answers } from './dialog-state'
import { given, itemsOf, type Walk, withoutNumbers } from './steps'

export interface DerivedValue {
  readonly field: DerivedField
  readonly value: FactValue
}

export function derivedValues(
  dialog: Dialog,
  walked: Walk,
  answers: Answers,
  today: LegalDay,
): readonly DerivedValue[] {
  return derivedFrom(dialog.derived, walked, answers, today)
}

export function derivedFrom(
  fields: readonly DerivedField[],
  walked: Walk,
  answers: Answers,
  today: LegalDay,
): readonly DerivedValue[] {
  return fields.flatMap((field) => {
    const value = derive(field.from, walked, answers, today)
    return value === undefined ? [] : [{ field, value }]
  })
}

function derive(from: Derivation, walked: Walk, answers: Answers, today: LegalDay): FactValue | undefined {
  const day = (name: string) => (name === 'today' ? today : dayOf(walked.facts[name]))
  switch (from.kind) {
    case 'count':
      return isOpen(from.of, walked, answers) ? undefined : itemsOf(from.of, walked).length + from.plus
    case 'sum':
      return sum(from.of, walked, answers)
    case 'age': {
      const [birth, on] = [birthOf(walked.facts[from.birth]), day(from.on)]
      return birth && on ? ageOn(birth, on) : undefined
    }
    case 'reaches': {
      const [birth, on] = [birthOf(walked.facts[from.birth]), day(from.on)]
      return birth && on ? reached(birth, from.years, on) : undefined
    }
    case 'weekend': {
      const on = day(from.of)
      return on ? [0, 6].includes(weekday(on)) : undefined
    }
    case 'holds': {
      const verdict = judge(from.when, walked.facts)
      return verdict === 'unknown' ? undefined : verdict === 'met'
    }
  }
}

/** One amount not given, or one list not closed, leaves the sum unknown: missing is never zero. */
function sum(patterns: readonly string[], walked: Walk, answers: Answers): number | undefined {
  let total = 0
  for (const pattern of patterns) {
    const lists = pattern.split('.').slice(0, -1)
    const open = lists.some((_, i) => isOpen(lists.slice(0, i + 1).join('.'), walked, answers))
    if (open) return undefined
    const name = lastOf(pattern)
    for (const step of walked.steps) {
      if (step.kind !== 'field' || step.field.name !== name || withoutNumbers(step.path) !== pattern) continue
      const value = given(answers[step.path]?.state)
      if (typeof value !== 'number') return undefined
      total += value
    }
  }
  return total
}

/** Somebody was not asked yet whether there is another one. */
function isOpen(list: string, walked: Walk, answers: Answers): boolean {
  return walked.steps.some(
    (step) =>
      step.kind === 'gate' &&
      list.endsWith(step.group.id) &&
      answers[step.path] === undefined &&
      withoutNumbers(step.path) === list,
  )
}

/** members.incomes.amount → amount */
const lastOf = (pattern: string) => pattern.slice(pattern.lastIndexOf('.') + 1)
