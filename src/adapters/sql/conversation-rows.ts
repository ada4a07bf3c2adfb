/** Between rows and conversations: the only place that writes a conversation or a line of its transcript into a column. */
import type { Insertable } from 'kysely'
import type { Conversation, Entry } from '../../assistant/conversation'
import type { FieldCipher } from './field-cipher'
import type { Tables } from './tables'

export type EntryRow = Insertable<Tables['entry']>

/** The version lives in its column alone: two copies could disagree. */
export function encode(conversation: Conversation, cipher: FieldCipher): string {
  const text = JSON.stringify({ ...conversation, version: undefined })
  return cipher.seal(text, { field: 'conversation.state', record: conversation.id })
}

export function decode(row: { id: string; state: string; version: number }, cipher: FieldCipher): Conversation {
  const text = cipher.open(row.state, { field: 'conversation.state', record: row.id })
  return { ...(JSON.parse(text) as Conversation), version: row.version }
}

export function entryRows(
  conversation: string,
  entries: readonly Entry[],
  after: number,
  cipher: FieldCipher,
): readonly EntryRow[] {
  return entries.map((entry, index) => ({
    conversation_id: conversation,
    sequence: after + index + 1,
    id: entry.id,
    body: sealEntry(conversation, entry, cipher),
    at: Date.parse(entry.at),
  }))
}

export function sealEntry(conversation: string, entry: Entry, cipher: FieldCipher): string {
  return cipher.seal(JSON.stringify(entry), { field: 'entry.body', record: entryRecord(conversation, entry.id) })
}

export function decodeEntry(conversation: string, row: Pick<EntryRow, 'id' | 'body'>, cipher: FieldCipher): Entry {
  const text = cipher.open(row.body, { field: 'entry.body', record: entryRecord(conversation, row.id) })
  return JSON.parse(text) as Entry
}

/** An entry's id is unique within its conversation only. */
export const entryRecord = (conversation: string, id: string) => `${conversation}\n${id}`

export function needsPerson({ attention, lease }: Conversation): boolean {
  return attention !== 'none' || lease !== undefined
}

export function holdsDraft({ dialog, paused, facts, screening }: Conversation): boolean {
  return dialog !== undefined || paused.length > 0 || screening !== undefined || Object.keys(facts).length > 0
}
