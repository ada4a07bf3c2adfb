/** Ages as told: a birth date or the identity number that holds it, and how old it made somebody on the day it was given. */
import type { FactValue } from '../domain/facts'
import { ageOn, type LegalDay, legalDayOf } from '../domain/legal-day'
import { checkResidentId } from '../domain/resident-id'
import type { ConsentAge } from './dialog'
import type { StoredAnswer } from './dialog-state'

export function birthOf(value: FactValue | undefined): LegalDay | undefined {
  if (typeof value !== 'string') return undefined
  const checked = checkResidentId(value)
  return checked.ok ? checked.birth : dayOf(value)
}

export function dayOf(value: FactValue | undefined): LegalDay | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined
}

/** By the day it was told, so that the questions of a form do not change with the calendar. */
export function ageWhenTold(answer: StoredAnswer | undefined): number | undefined {
  const birth = answer?.state.kind === 'given' ? birthOf(answer.state.value) : undefined
  return answer && birth ? ageOn(birth, legalDayOf(new Date(answer.at))) : undefined
}

/** Whose age is not known is asked like an adult: nobody is left out. */
export function isOfAge(age: ConsentAge, told: StoredAnswer | undefined): boolean {
  const years = ageWhenTold(told)
  return 'below' in age ? years !== undefined && years < age.below : years === undefined || years >= age.atLeast
}
