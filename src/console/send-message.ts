/**
 * An operator's message on its way to the resident. It carries the token it was composed under: when the hold has
 * changed since, it is dropped and counted, and the operator is told. The same message id is sent once.
 */
import type { Entry } from '../assistant/conversation'
import { maskNumbers } from '../domain/mask'
import { changeConversation } from './change-conversation'
import { type Holder, isHeldBy, liveLease, takeoverReply } from './lease'
import type { TakeoverDeps } from './takeover'

export interface Composed extends Holder {
  /** The page's own id of this message; a repeat changes nothing. */
  readonly id: string
  readonly text: string
}

export type Sent =
  | { readonly kind: 'sent'; readonly reached: boolean; readonly covered: boolean }
  | { readonly kind: 'dropped'; readonly by?: string }
  | { readonly kind: 'unknown' }

type Decision = Extract<Sent, { kind: 'dropped' }> | { readonly kind: 'stored'; readonly entry: Entry }

export async function sendMessage(deps: TakeoverDeps, conversation: string, composed: Composed): Promise<Sent> {
  const { text, found } = maskNumbers(composed.text)
  const reply = takeoverReply(text, composed.operator)
  const changed = await changeConversation<Decision>(deps.conversations, conversation, (loaded) => {
    const now = deps.clock.now()
    const live = liveLease(loaded, now)
    if (!isHeldBy(live, composed)) return { outcome: { kind: 'dropped', by: live?.operator } }
    const entry: Entry = { id: `operator-${composed.id}`, from: 'operator', text, reply, at: now.toISOString() }
    return { outcome: { kind: 'stored', entry }, to: loaded, entries: [entry] }
  })
  if (changed.kind === 'unknown') return changed
  if (changed.outcome.kind === 'dropped') {
    deps.log.warn('console.messageDropped', { conversation })
    return changed.outcome
  }
  const covered = found.length > 0
  if (changed.kind === 'replayed') return { kind: 'sent', reached: true, covered }
  const reached = (await deps.line.send(conversation, reply)) === 'sent'
  if (!reached) deps.log.warn('console.unreached', { conversation })
  return { kind: 'sent', reached, covered }
}
