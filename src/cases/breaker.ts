/**
 * Keeps the poller from hammering a backend that is down: after five failures in a row it rests half a minute, then
 * lets one hand-off try. One per endpoint and process; while it rests nothing is claimed, so no attempt is used up.
 */
import type { Submission } from './case-backend'

export interface Breaker {
  /** How many of `wanted` hand-offs may be tried now. */
  allows(wanted: number, now: Date): number
  heard(submission: Submission, at: Date): void
  /** The backend said it is gone (410). Stays so until the service is started again, with the new address. */
  isOff(): boolean
}

const FAILURES = 5
const REST_MS = 30_000

export function newBreaker(): Breaker {
  let failures = 0
  let restsUntil = 0
  let off = false
  return {
    allows: (wanted, now) => {
      if (off || now.getTime() < restsUntil) return 0
      return failures >= FAILURES ? Math.min(1, wanted) : wanted
    },
    heard: (submission, at) => {
      if (submission.kind === 'refused' && submission.endpointOff) off = true
      failures = submission.kind === 'unreached' ? failures + 1 : 0
      restsUntil = failures >= FAILURES ? at.getTime() + REST_MS : 0
    },
    isOff: () => off,
  }
}
