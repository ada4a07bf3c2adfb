/** How an errand answers and what it tells the backend: shared by those that look after a case and those that put it right. */
import { createHash } from 'node:crypto'
import type { CaseEvent } from '../cases/case-event'
import type { Conversation, Errand } from './conversation'
import { CHOICES } from './replies'
import type { Done, Turn } from './turn'

export const eventHead = (turn: Turn, caseId: string, number: string) => ({
  ...{ case: caseId, number, at: turn.deps.clock.now().toISOString() },
})

/** Named by the message: a turn tried again, or a message sent twice, tells it once. */
export function amend({ deps, message, conversation }: Turn, event: CaseEvent) {
  const digest = createHash('sha256').update(`${conversation.id}\n${message.id}`).digest('hex')
  deps.log.info('case.amending', { caseId: event.case, type: event.type })
  return deps.cases.amend({ event, handOff: `handoff_${digest.slice(0, 26)}`, at: deps.clock.now() })
}

export function ask(turn: Turn, errand: Omit<Errand, 'since'>, text: string, choices?: readonly string[]): Done {
  const since = turn.deps.clock.now().toISOString()
  return said({ ...turn.conversation, errand: { ...errand, since } }, text, choices ?? [CHOICES.human], errand.number)
}

export function close(turn: Turn, text: string, number?: string): Done {
  return said({ ...turn.conversation, errand: undefined }, text, [CHOICES.human], number)
}

function said(conversation: Conversation, text: string, choices: readonly string[], caseNumber?: string): Done {
  return { reply: { kind: 'status', text, citations: [], choices, caseNumber }, conversation }
}
