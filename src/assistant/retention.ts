/** How long things are kept, and the job that lets them go, hourly while the service runs. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../base/clock'
import type { Log } from '../base/log'
import type { Expired, Limits, PersonalData } from './personal-data'

/** In days. A case counts from the backend's receipt, the others from the last word said. */
export interface RetentionDays {
  readonly drafts: number
  readonly delivered: number
  readonly questions: number
}

export interface RetentionDeps {
  readonly personalData: PersonalData
  readonly days: RetentionDays
  /** Deletes files residents sent before an instant; how many. */
  readonly expireUploads: (before: Date) => Promise<number>
  readonly clock: Clock
  readonly log: Log
}

const DAY_MS = 24 * 3_600_000
const HOUR_MS = 3_600_000

export function limitsAt(now: Date, days: RetentionDays): Limits {
  const before = (count: number) => new Date(now.getTime() - count * DAY_MS)
  return { drafts: before(days.drafts), delivered: before(days.delivered), questions: before(days.questions) }
}

export async function applyRetention(deps: RetentionDeps): Promise<Expired & { readonly uploads: number }> {
  const now = deps.clock.now()
  const limits = limitsAt(now, deps.days)
  const expired = await deps.personalData.expire(limits, now)
  // The longest of the limits: by then the case a file came with was delivered, kept its time and went.
  const uploads = await deps.expireUploads(limits.questions)
  deps.log.info('retention.applied', { ...expired, uploads })
  return { ...expired, uploads }
}

/** The one catch of a run is here: the next hour tries again. */
export function startRetention(deps: RetentionDeps, everyMs = HOUR_MS): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const ended = run(deps, everyMs, stopping.signal)
  return {
    stop: () => {
      stopping.abort()
      return ended
    },
  }
}

async function run(deps: RetentionDeps, everyMs: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await applyRetention(deps).catch((cause) => deps.log.error('retention.failed', {}, cause))
    await sleep(everyMs, undefined, { signal }).catch(() => undefined)
  }
}
