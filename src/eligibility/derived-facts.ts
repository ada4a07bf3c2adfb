/** Facts computed from other facts on the as-of day. Missing inputs leave the result missing: nothing is assumed. */
import type { FactDefinition, Facts, FactValue } from '../domain/facts'
import { ageOn, type LegalDay } from '../domain/legal-day'

/** Formulas that the condition grammar cannot say, by the derived fact's name. */
const FORMULAS: Readonly<Record<string, (facts: Facts) => FactValue | undefined>> = {
  incomePerHeadFen: ({ monthlyHouseholdIncomeFen: income, householdSize: size }) =>
    typeof income === 'number' && typeof size === 'number' && size > 0 ? Math.floor(income / size) : undefined,
}

export const DERIVED_NAMES: readonly string[] = Object.keys(FORMULAS)

/**
 * The given facts with every derived fact that can be computed. A value given directly stays: an operator or a case
 * may know the age without the birth date.
 */
export function withDerived(facts: Facts, definitions: ReadonlyMap<string, FactDefinition>, on: LegalDay): Facts {
  const all: Record<string, FactValue | undefined> = { ...facts }
  for (const definition of definitions.values()) {
    if (!definition.derived || all[definition.name] !== undefined) continue
    const birth = definition.from === undefined ? undefined : all[definition.from]
    const value = typeof birth === 'string' ? ageOn(birth, on) : FORMULAS[definition.name]?.(all)
    if (value !== undefined) all[definition.name] = value
  }
  return all
}
