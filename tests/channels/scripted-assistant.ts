/**
 * An assistant that answers from a script and really keeps its transcript: the same message id gets the same reply and
 * adds nothing, identity numbers are stored masked. Small, and true to the port the channels rely on.
 */
import type { Entry } from '../../src/assistant/conversation'
import type { Message } from '../../src/assistant/message'
import type { Reply } from '../../src/assistant/reply'
import { replyText } from '../../src/assistant/reply-text'
import type { History, ResidentAssistant } from '../../src/channels/assistant-port'
import { maskNumbers } from '../../src/domain/mask'

type Script = Readonly<Record<string, Reply>>

export interface Scripted {
  readonly assistant: ResidentAssistant
  readonly history: History
  readonly received: readonly Message[]
  /** What an operator writes, or a status that comes later. */
  add(conversation: string, entry: Entry): void
}

export function scriptedAssistant(script: Script, options: { delayMs?: number } = {}): Scripted {
  const transcripts = new Map<string, (Entry & { sequence: number })[]>()
  const received: Message[] = []
  const lines = (conversation: string) => transcripts.get(conversation) ?? []

  function add(conversation: string, entry: Entry): void {
    const transcript = lines(conversation)
    transcripts.set(conversation, [...transcript, { ...entry, sequence: transcript.length + 1 }])
  }

  return {
    received,
    add,
    history: async (conversation, after) => lines(conversation).filter((entry) => entry.sequence > after),
    assistant: {
      async handle(message) {
        received.push(message)
        await new Promise((resolve) => setTimeout(resolve, options.delayMs ?? 0))
        const stored = lines(message.conversation).find((entry) => entry.id === `${message.id}#reply`)?.reply
        if (stored) return stored
        const reply = script[message.text] ?? notUnderstood
        const at = message.at.toISOString()
        add(message.conversation, { id: message.id, from: 'resident', text: maskNumbers(message.text).text, at })
        add(message.conversation, { id: `${message.id}#reply`, from: 'assistant', text: replyText(reply), reply, at })
        return reply
      },
    },
  }
}

const notUnderstood: Reply = {
  kind: 'notFound',
  text: '这个问题我没有找到可靠的依据，不敢随便答您。\n您可以换个说法再问一次，或者说“转人工”，也可以打12345。',
  citations: [],
  choices: ['转人工'],
}
