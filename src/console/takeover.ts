/** Takes, keeps and gives back conversations. The resident is told when a person joins and when one leaves. */
import type { ConversationStore, Entry, Lease } from '../assistant/conversation'
import type { ResidentLine } from '../assistant/resident-line'
import type { Clock } from '../base/clock'
import type { Ids } from '../base/ids'
import type { Log } from '../base/log'
import { changeConversation } from './change-conversation'
import {
  type Ending,
  ended,
  type Holder,
  isHeldBy,
  joinedEntry,
  leaseEnd,
  leftEntry,
  liveLease,
  newLease,
} from './lease'

export interface TakeoverDeps {
  readonly conversations: ConversationStore
  readonly line: ResidentLine
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
}

export type Taken =
  | { readonly kind: 'taken'; readonly lease: Lease }
  | { readonly kind: 'held'; readonly by: string }
  | { readonly kind: 'unknown' }

export async function take(deps: TakeoverDeps, id: string, operator: string): Promise<Taken> {
  const changed = await changeConversation<Taken>(deps.conversations, id, (conversation) => {
    const now = deps.clock.now()
    const live = liveLease(conversation, now)
    if (live && live.operator !== operator) return { outcome: { kind: 'held', by: live.operator } }
    const lease = newLease(conversation, operator, now)
    const entries = live ? [] : [joinedEntry(deps.ids.next('turn'), lease, now)]
    return { outcome: { kind: 'taken', lease }, to: { ...conversation, lease }, entries }
  })
  if (changed.kind === 'unknown') return changed
  if (changed.kind === 'changed') {
    deps.log.info('console.taken', { conversation: id })
    await tell(deps, id, changed.entries)
  }
  return changed.outcome
}

export type Kept = { readonly kind: 'kept'; readonly lease: Lease } | { readonly kind: 'lost' }

/** An expired hold nobody else took is kept on: the page was asleep, not gone. */
export async function renew({ conversations, clock }: TakeoverDeps, id: string, holder: Holder): Promise<Kept> {
  const changed = await changeConversation<Kept>(conversations, id, (conversation) => {
    const { lease: held } = conversation
    if (!held || !isHeldBy(held, holder)) return { outcome: { kind: 'lost' } }
    const lease = { ...held, until: leaseEnd(clock.now()) }
    return { outcome: { kind: 'kept', lease }, to: { ...conversation, lease } }
  })
  return changed.kind === 'unknown' ? { kind: 'lost' } : changed.outcome
}

export interface Leaving extends Holder {
  readonly ending: Ending
  /** The last line the operator has seen: a danger signal after it is not theirs to close. */
  readonly seen: number
}

export async function release(deps: TakeoverDeps, id: string, leaving: Leaving): Promise<'released' | 'lost'> {
  const { conversations, clock, ids } = deps
  const changed = await changeConversation<'released' | 'lost'>(conversations, id, async (conversation) => {
    const { lease } = conversation
    if (!lease || !isHeldBy(lease, leaving)) return { outcome: 'lost' }
    const unseen = (await conversations.history(id, leaving.seen)).some((entry) => entry.reply?.kind === 'crisis')
    const ending = unseen ? 'backToQueue' : leaving.ending
    const entries = [leftEntry(ids.next('turn'), ending, clock.now())]
    return { outcome: 'released', to: ended(conversation, ending), entries }
  })
  if (changed.kind !== 'changed') return changed.kind === 'unknown' ? 'lost' : changed.outcome
  deps.log.info('console.released', { conversation: id, ending: leaving.ending })
  await tell(deps, id, changed.entries)
  return 'released'
}

const MOST_HELD = 500

/** Puts back into the queue whatever this operator holds, or, without one, every hold that ran out. */
export async function letGo(deps: TakeoverDeps, operator?: string): Promise<number> {
  const { conversations, clock, ids } = deps
  const isOver = (lease: Lease | undefined) =>
    lease !== undefined &&
    (operator === undefined ? lease.until <= clock.now().toISOString() : lease.operator === operator)
  const over = (await conversations.waiting(MOST_HELD)).filter(({ lease }) => isOver(lease))
  for (const { id } of over) {
    const changed = await changeConversation(conversations, id, (conversation) => {
      const { lease } = conversation
      if (!lease || !isOver(lease)) return { outcome: undefined }
      const entries = [leftEntry(ids.next('turn'), 'backToQueue', clock.now())]
      return { outcome: undefined, to: ended(conversation, 'backToQueue'), entries }
    })
    if (changed.kind === 'changed') await tell(deps, id, changed.entries)
  }
  return over.length
}

async function tell({ line, log }: TakeoverDeps, id: string, entries: readonly Entry[]): Promise<void> {
  for (const { reply } of entries) {
    const reached = reply ? await line.send(id, reply) : 'sent'
    if (reached === 'unreached') log.warn('console.unreached', { conversation: id })
  }
}
