/**
 * Posts alerts to the address the bureau gave: signed, one after the other, from a short queue. Whoever raises one
 * goes on at once; an alert that finds the queue full or nobody at the other end is dropped and the log says so.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../base/clock'
import type { Ids } from '../../base/ids'
import type { Log } from '../../base/log'
import { signWebhook } from '../../cases/webhook'
import type { Endpoint } from './case-backend'

export interface AlertHook {
  send(alert: { readonly kind: string; readonly subject: string }): void
  /** Ends the waiting ones; the one under way is cut off. */
  stop(): Promise<void>
}

const MOST_WAITING = 100
const TIMEOUT_MS = 5_000
const PAUSES_MS: readonly number[] = [1_000, 5_000]

interface Waiting {
  readonly id: string
  readonly body: string
}

interface Deps {
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
}

export function alertHook(endpoint: Endpoint, deps: Deps, pausesMs = PAUSES_MS): AlertHook {
  const waiting: Waiting[] = []
  const stopping = new AbortController()
  let sending: Promise<void> | undefined

  async function drain(): Promise<void> {
    for (let next = waiting.shift(); next && !stopping.signal.aborted; next = waiting.shift()) {
      const sent = await deliver(endpoint, deps, next, pausesMs, stopping.signal)
      if (!sent) deps.log.warn('alert.dropped', { why: 'unreached' })
    }
    sending = undefined
  }

  return {
    send({ kind, subject }) {
      if (stopping.signal.aborted) return
      if (waiting.length >= MOST_WAITING) return deps.log.warn('alert.dropped', { why: 'queueFull' })
      const at = deps.clock.now().toISOString()
      waiting.push({ id: deps.ids.next('turn'), body: JSON.stringify({ kind, subject, at }) })
      sending ??= drain()
    },
    async stop() {
      stopping.abort()
      await sending
    },
  }
}

async function deliver(
  endpoint: Endpoint,
  deps: Deps,
  alert: Waiting,
  pausesMs: readonly number[],
  signal: AbortSignal,
): Promise<boolean> {
  for (const pauseMs of [...pausesMs, undefined]) {
    if (await post(endpoint, deps, alert, signal)) return true
    if (pauseMs === undefined || signal.aborted) break
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined)
  }
  return false
}

async function post(
  { url, secrets, timeoutMs }: Endpoint,
  { clock }: Deps,
  { id, body }: Waiting,
  signal: AbortSignal,
): Promise<boolean> {
  const signed = signWebhook({ id, at: clock.now(), body, secrets })
  const headers = { ...signed, 'content-type': 'application/json; charset=utf-8' }
  const within = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS)])
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: within })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false // nobody there, or too slow: tried again, then dropped and logged
  }
}
