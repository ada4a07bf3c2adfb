/** Leaves a server alone for a while after failures in a row, so that nobody waits for what is not there. */
import type { Clock } from '../../base/clock'

export interface Rest {
  isOver(): boolean
  heard(failed: boolean): void
}

const FAILURES = 3
const REST_MS = 30_000

export function restAfterFailures(clock: Clock): Rest {
  let failures = 0
  let until = 0
  return {
    isOver: () => clock.now().getTime() >= until,
    heard(failed) {
      failures = failed ? failures + 1 : 0
      if (failures >= FAILURES) until = clock.now().getTime() + REST_MS
    },
  }
}
