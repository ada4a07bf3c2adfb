/** What the channels need of the rest of the house: somebody who answers, and the transcript they show. */
import type { ConversationStore } from '../assistant/conversation'
import type { Message } from '../assistant/message'
import type { Reply } from '../assistant/reply'

export interface ResidentAssistant {
  /**
   * Answers one message and stores the turn before it resolves; the resident's entry bears the message's id. The same
   * id again gets the same reply and changes nothing.
   */
  handle(message: Message): Promise<Reply>
}

export type History = ConversationStore['history']
