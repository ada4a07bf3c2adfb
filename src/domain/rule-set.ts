/** Eligibility rule sets as written in knowledge/<division>/<programme>/eligibility.yaml. Judged in the eligibility room. */
import type { Condition } from './conditions'
import type { Facts } from './facts'
import type { LegalDay } from './legal-day'
import type { Period } from './period'
import type { ProgrammeId } from './programme'
import type { Basis } from './source'

export interface Criterion {
  readonly id: string
  readonly label: string
  readonly basis: readonly Basis[]
  readonly when: Condition
  /**
   * Settled in the end by the bureau's means check or the registrar: a resident's word alone never makes it "no", however
   * far beyond a limit. `staff`: not met, it goes to a person at once.
   */
  readonly settledBy?: 'meansCheck' | 'registrar' | 'staff' | undefined
  /** Missed by no more than this many percent of a limit, the outcome stays open. Met is met, however narrowly. */
  readonly nearPercent?: number | undefined
  /** What to say when it is not met. */
  readonly unmet: string
}

export interface RuleException {
  readonly id: string
  readonly overrides: readonly string[]
  readonly label: string
  readonly basis: readonly Basis[]
  readonly when: Condition
}

export interface RuleSet extends Period {
  readonly id: string
  readonly programme: ProgrammeId
  readonly region: string
  readonly criteria: readonly Criterion[]
  readonly exceptions: readonly RuleException[]
  readonly alternatives: readonly ProgrammeId[]
}

export const OUTCOMES = ['likely', 'unlikely', 'cannotTell', 'needsHuman'] as const
export type Outcome = (typeof OUTCOMES)[number]

export interface EligibilityCase {
  readonly name: string
  readonly ruleSet: string
  readonly on: LegalDay
  readonly region: string
  /** Standards assumed for the example, in fen, where none is published. */
  readonly assume: Readonly<Record<string, number>>
  readonly facts: Facts
  readonly expect: Outcome
  readonly where: { readonly file: string; readonly line: number }
}
