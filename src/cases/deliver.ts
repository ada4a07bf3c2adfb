/** One tick of the poller: claims due hand-offs, posts each to the backend, records how it ended, tells who asked. */
import type { Clock } from '../base/clock'
import type { Log } from '../base/log'
import type { Breaker } from './breaker'
import type { CaseBackend } from './case-backend'
import type { CaseFile, CaseState } from './case-file'
import type { Delivery, HandOff, HandOffQueue } from './hand-off-queue'
import { deliveryOf } from './schedule'
import { stageOf } from './stage'

export interface DeliverDeps {
  readonly handOffs: HandOffQueue
  readonly backend: CaseBackend
  readonly breaker: Breaker
  readonly clock: Clock
  readonly log: Log
  /** Called when the stage of a case changed, after it is recorded. */
  readonly onStatus: (caseFile: CaseFile, state: CaseState) => Promise<void>
  /** Must outlast the backend's timeout, or a second process sends what the first is still sending. */
  readonly leaseMs?: number
}

export const BATCH = 10
const LEASE_MS = 60_000

/** The number of hand-offs tried. A fault in one does not keep the others from being settled; it is thrown at the end. */
export async function deliver(deps: DeliverDeps): Promise<number> {
  const now = deps.clock.now()
  const atMost = deps.breaker.allows(BATCH, now)
  if (atMost === 0) return 0
  const until = new Date(now.getTime() + (deps.leaseMs ?? LEASE_MS))
  const claimed = await deps.handOffs.claim({ now, until, atMost })
  const ends = await Promise.allSettled(claimed.map((handOff) => deliverOne(deps, handOff)))
  const fault = ends.find((end) => end.status === 'rejected')
  if (fault) throw fault.reason
  return claimed.length
}

async function deliverOne(deps: DeliverDeps, handOff: HandOff): Promise<void> {
  const { id: key, caseFile, event } = handOff
  const submission = await deps.backend.submit(caseFile, { key, at: deps.clock.now(), event })
  const at = deps.clock.now()
  deps.breaker.heard(submission, at)
  const delivery = deliveryOf(handOff, submission, at)
  const state = await deps.handOffs.settle(handOff, delivery, at)
  if (!state) {
    deps.log.warn('handOff.lapsed', { handOff: handOff.id, kind: delivery.kind })
    return
  }
  record(deps.log, handOff, delivery, state)
  const before = stageOf([{ state: 'due', attempts: handOff.attempts }])
  if (state.stage !== before) await deps.onStatus(handOff.caseFile, state)
}

function record(log: Log, handOff: HandOff, delivery: Delivery, state: CaseState): void {
  const fields = { handOff: handOff.id, caseId: handOff.caseFile.id, attempts: state.attempts }
  switch (delivery.kind) {
    case 'accepted':
      log.info('handOff.accepted', fields)
      break
    case 'refused':
      log.error('handOff.refused', fields)
      break
    case 'unreached':
      log.warn('handOff.unreached', { ...fields, why: delivery.why })
      break
    case 'expired':
      log.error('handOff.expired', { ...fields, why: delivery.why })
      break
  }
}
