/** Token buckets by key: a burst, then a steady refill. Kept in memory per process; forgotten keys are full buckets. */
import type { Clock } from '../base/clock'

export interface Allowance {
  readonly burst: number
  readonly perMinute: number
}

export interface RateLimit {
  /** Takes one; otherwise the whole seconds until one is there again. */
  take(key: string): { ok: true } | { ok: false; retryAfterSeconds: number }
}

const MOST_KEYS = 20_000

export function rateLimit(allowance: Allowance, clock: Clock): RateLimit {
  const buckets = new Map<string, { tokens: number; at: number }>()
  const perMs = allowance.perMinute / 60_000

  function refilled(key: string, now: number): number {
    const bucket = buckets.get(key)
    if (!bucket) return allowance.burst
    return Math.min(allowance.burst, bucket.tokens + (now - bucket.at) * perMs)
  }

  return {
    take(key) {
      const now = clock.now().getTime()
      const tokens = refilled(key, now)
      const ok = tokens >= 1
      buckets.delete(key) // re-inserted last: the map stays in order of use
      buckets.set(key, { tokens: ok ? tokens - 1 : tokens, at: now })
      const oldest = buckets.size > MOST_KEYS ? buckets.keys().next().value : undefined
      if (oldest !== undefined) buckets.delete(oldest)
      return ok ? { ok } : { ok, retryAfterSeconds: Math.max(1, Math.ceil((1 - tokens) / perMs / 1000)) }
    },
  }
}
