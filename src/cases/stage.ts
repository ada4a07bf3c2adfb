/** The stage a case is in, derived from its hand-offs and never stored. */
import type { CaseStage } from './case-file'

export interface HandOffProgress {
  readonly state: 'due' | 'delivered' | 'parked'
  readonly attempts: number
}

/** One parked hand-off needs a person; short of that, one still due is under way once it has been tried. */
export function stageOf(handOffs: readonly HandOffProgress[]): CaseStage {
  if (handOffs.some((handOff) => handOff.state === 'parked')) return 'needsPerson'
  const due = handOffs.filter((handOff) => handOff.state === 'due')
  if (due.length === 0) return 'delivered'
  return due.some((handOff) => handOff.attempts > 0) ? 'handingOff' : 'accepted'
}
