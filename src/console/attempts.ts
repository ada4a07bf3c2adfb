/** Failed sign-ins by address: a few, then a pause. In memory; a success or the pause's end forgets them. */
import type { Clock } from '../base/clock'

export interface Attempts {
  /** Counts one before it is judged, so that parallel tries are counted too; otherwise the seconds to wait. */
  begin(address: string): { ok: true } | { ok: false; retryAfterSeconds: number }
  succeeded(address: string): void
}

const MOST_FAILURES = 5
const PAUSE_MS = 10 * 60_000
const MOST_ADDRESSES = 10_000

export function signInAttempts(clock: Clock): Attempts {
  const tried = new Map<string, { count: number; since: number }>()
  return {
    begin(address) {
      const now = clock.now().getTime()
      const before = tried.get(address)
      const current = before && now - before.since < PAUSE_MS ? before : { count: 0, since: now }
      if (current.count >= MOST_FAILURES) {
        return { ok: false, retryAfterSeconds: Math.ceil((current.since + PAUSE_MS - now) / 1000) }
      }
      tried.delete(address) // re-inserted last: the map stays in order of use
      tried.set(address, { ...current, count: current.count + 1 })
      const oldest = tried.size > MOST_ADDRESSES ? tried.keys().next().value : undefined
      if (oldest !== undefined) tried.delete(oldest)
      return { ok: true }
    },
    succeeded: (address) => void tried.delete(address),
  }
}
