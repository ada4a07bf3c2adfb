/** Ages as told: a birth date or the identity number that holds it, and how old it made somebody on the day it was given. */
import type { FactValue } from '../domain/facts'
import { addMonths, ageOn, type LegalDay, legalDayOf } from '../domain/legal-day'
import { checkResidentId } from '../domain/resident-id'
import type { ConsentAge, Derivation, Dialog } from './dialog'
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

type Reaches = Extract<Derivation, { kind: 'reaches' }>
type Told = Readonly<Record<string, FactValue | undefined>>

/** The birthday on which somebody is that old. */
export const reachedOn = (birth: LegalDay, years: number): LegalDay => addMonths(birth, years * 12)

/** The day itself is told apart: whether an age counts as reached on the birthday is for the office to confirm. */
export function reached(birth: LegalDay, years: number, on: LegalDay): 'notYet' | 'today' | 'passed' {
  const day = reachedOn(birth, years)
  if (on < day) return 'notYet'
  return on === day ? 'today' : 'passed'
}

/** The derived values that tell whether somebody is old enough on a day the resident names: stops may rest on them. */
export function agesOnNamedDay({ derived }: Dialog): readonly { readonly name: string; readonly from: Reaches }[] {
  return derived.flatMap(({ name, from }) => (from.kind === 'reaches' && from.on !== 'today' ? [{ name, from }] : []))
}

/** What those are, as far as birth and day are told. */
export function reachedFacts(dialog: Dialog, told: Told): Told {
  const known = agesOnNamedDay(dialog).flatMap(({ name, from }) => {
    const [birth, on] = [birthOf(told[from.birth]), dayOf(told[from.on])]
    return birth && on ? [[name, reached(birth, from.years, on)] as const] : []
  })
  return Object.fromEntries(known)
}
