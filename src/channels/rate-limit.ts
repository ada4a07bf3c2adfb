/**
 * Token buckets by key: a burst, then a steady refill. Each process has its own, in memory: cheap, and the first to
 * refuse. What costs work (a message, a new conversation) also takes from a bucket all processes share, where there is
 * one; while that cannot be reached, each process goes by its own.
 */
import type { Clock } from '../base/clock'
import type { Log } from '../base/log'

export interface Allowance {
  readonly burst: number
  readonly perMinute: number
}

export type Taken = { readonly ok: true } | { readonly ok: false; readonly retryAfterSeconds: number }

export interface RateLimit {
  /** Takes one; otherwise the whole seconds until one is there again. */
  take(key: string): Promise<Taken>
}

export interface SharedPace {
  /** Takes one in one step, however many processes take at once. */
  take(bucket: string, allowance: Allowance, at: Date): Promise<Taken>
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
    async take(key) {
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

export interface Sharing {
  readonly shared: SharedPace
  /** Keeps the buckets of one kind apart from those of another. */
  readonly name: string
  readonly allowance: Allowance
  readonly clock: Clock
  readonly log: Log
}

export function sharedRateLimit(own: RateLimit, { shared, name, allowance, clock, log }: Sharing): RateLimit {
  return {
    async take(key) {
      const taken = await own.take(key)
      if (!taken.ok) return taken
      try {
        return await shared.take(`${name} ${key}`, allowance, clock.now())
      } catch (cause) {
        log.error('pace.unshared', { name }, cause)
        return taken
      }
    },
  }
}
