/** Changes a conversation by compare-and-commit: decided on what is loaded, decided anew when somebody was faster. */
import type { Conversation, ConversationStore, Entry } from '../assistant/conversation'
import { Fault } from '../base/fault'

export interface Change<T> {
  readonly outcome: T
  /** Absent: nothing is changed. The version is the loaded one's, whatever this says. */
  readonly to?: Conversation | undefined
  readonly entries?: readonly Entry[] | undefined
}

export type Changed<T> =
  | { readonly kind: 'changed' | 'unchanged' | 'replayed'; readonly outcome: T; readonly entries: readonly Entry[] }
  | { readonly kind: 'unknown' }

const TRIES = 8

export async function changeConversation<T>(
  store: ConversationStore,
  id: string,
  decide: (conversation: Conversation) => Promise<Change<T>> | Change<T>,
): Promise<Changed<T>> {
  for (let tries = 0; tries < TRIES; tries++) {
    const conversation = await store.load(id)
    if (!conversation) return { kind: 'unknown' }
    const { outcome, to, entries = [] } = await decide(conversation)
    if (!to) return { kind: 'unchanged', outcome, entries: [] }
    const end = await store.commit({ ...to, version: conversation.version }, entries)
    if (end === 'committed') return { kind: 'changed', outcome, entries }
    if (end === 'replayed') return { kind: 'replayed', outcome, entries: [] }
  }
  throw new Fault('conversation.conflict', 'the conversation kept changing', { facts: { tries: TRIES } })
}
