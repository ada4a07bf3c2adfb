/**
 * What else to look at when a programme seems closed: its rule set's alternatives in their own order, without those
 * the same facts already rule out. Offered as soon as one criterion is unmet, even where only the bureau settles it.
 */
import type { ProgrammeId } from '../domain/programme'
import type { Outcome, RuleSet } from '../domain/rule-set'
import type { Decision } from './decide'

export function alternativesFor(
  set: RuleSet,
  decision: Decision,
  outcomeOf: (programme: ProgrammeId) => Outcome | undefined,
): readonly ProgrammeId[] {
  const closed = decision.criteria.some((each) => each.verdict === 'unmet')
  return closed ? set.alternatives.filter((each) => outcomeOf(each) !== 'unlikely') : []
}
