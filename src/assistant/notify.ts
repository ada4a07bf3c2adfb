/** Tells a resident how their case goes on: into the transcript first, then over the channel they used. */
import type { Clock } from '../base/clock'
import { Fault } from '../base/fault'
import type { Log } from '../base/log'
import type { KeptCase } from '../cases/case-store'
import { sayCaseStatus } from './case-status'
import type { ConversationStore } from './conversation'
import { CHOICES } from './replies'
import type { Reply } from './reply'
import { replyText } from './reply-text'
import type { ResidentLine } from './resident-line'

export interface NotifyDeps {
  readonly conversations: ConversationStore
  readonly line: ResidentLine
  readonly clock: Clock
  readonly log: Log
}

const TRIES = 4

/** `event` names the change; the same change told twice is told once. */
export async function notifyOfCase(deps: NotifyDeps, kept: KeptCase, event: string): Promise<void> {
  const { id, number, conversation } = kept.caseFile
  const reply: Reply = {
    kind: 'status',
    text: sayCaseStatus(kept),
    citations: [],
    choices: [CHOICES.human],
    caseNumber: number,
  }
  if (!(await append(deps, conversation, reply, `status:${id}:${event}`))) return
  const sent = await deps.line.send(conversation, reply)
  deps.log.info('case.told', { caseId: id, event, sent })
}

async function append(deps: NotifyDeps, id: string, reply: Reply, entry: string): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries++) {
    const conversation = await deps.conversations.load(id)
    // A case filed without a conversation here (imported, or erased since) has nobody to tell.
    if (!conversation) return false
    const at = deps.clock.now().toISOString()
    const outcome = await deps.conversations.commit(conversation, [
      { id: entry, from: 'assistant', text: replyText(reply), reply, at },
    ])
    if (outcome !== 'conflict') return outcome === 'committed'
  }
  throw new Fault('conversation.conflict', 'a status could not be appended', { facts: { conversation: id } })
}
