/** When a hand-off that did not get through is tried again, and when trying ends. Pure. */
import { createHash } from 'node:crypto'
import type { Submission } from './case-backend'
import type { Delivery, HandOff } from './hand-off-queue'

const SHORTEST_WAIT_MS = 5_000
const LONGEST_WAIT_MS = 3_600_000
/** A backend may ask for patience, not for a year. */
const LONGEST_RETRY_AFTER_MS = 24 * 3_600_000
export const HORIZON_MS = 10 * 24 * 3_600_000

export function deliveryOf(handOff: HandOff, submission: Submission, at: Date): Delivery {
  switch (submission.kind) {
    case 'accepted':
    case 'refused':
      return submission
    case 'unreached': {
      const ends = handOff.firstTriedAt.getTime() + HORIZON_MS
      if (at.getTime() >= ends) return { kind: 'expired', why: submission.why }
      const retryAt = new Date(Math.min(ends, retryTime(handOff, submission.retryAfter, at)))
      return { kind: 'unreached', retryAt, why: submission.why }
    }
  }
}

/**
 * Waits about as long as it has been trying already, so the waits double: from 5 seconds to an hour, spread by a
 * quarter to either side. A replay begins anew without a counter of its own.
 */
function retryTime(handOff: HandOff, retryAfter: Date | undefined, at: Date): number {
  const tried = at.getTime() - handOff.firstTriedAt.getTime()
  const wait = Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, tried))
  const own = at.getTime() + Math.round(wait * (0.75 + 0.5 * spread(handOff)))
  const asked = Math.min(retryAfter?.getTime() ?? 0, at.getTime() + LONGEST_RETRY_AFTER_MS)
  return Math.max(own, asked)
}

/** 0 ≤ spread < 1, from the id and the attempt: hand-offs that failed together do not come back together. */
function spread(handOff: HandOff): number {
  const digest = createHash('sha256').update(`${handOff.id}:${handOff.attempts}`).digest()
  return digest.readUInt32BE(0) / 2 ** 32
}
