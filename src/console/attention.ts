/** Marks a conversation for the inbox when a turn failed: asking and danger are stored with their own turn. */
import type { Attention, ConversationStore } from '../assistant/conversation'
import type { Log } from '../base/log'
import { changeConversation } from './change-conversation'

/** What the assistant's `page` calls; never fails the turn it is called from. */
export function pageOperators(conversations: ConversationStore, log: Log) {
  return (conversation: string, why: Exclude<Attention, 'none'>): void => {
    log.info('console.paged', { conversation, why })
    if (why === 'fault') void markFault(conversations, conversation).catch((cause) => noteFailure(log, cause))
  }
}

/** A fault never hides that somebody is in danger or asked for a person. */
async function markFault(conversations: ConversationStore, id: string): Promise<void> {
  await changeConversation(conversations, id, (conversation) =>
    conversation.attention === 'none'
      ? { outcome: undefined, to: { ...conversation, attention: 'fault' } }
      : { outcome: undefined },
  )
}

function noteFailure(log: Log, cause: unknown): void {
  log.error('console.pageFailed', {}, cause)
}
