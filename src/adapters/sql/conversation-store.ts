/** Conversations and their transcripts in SQL. A commit holds the conversation's row from its first statement on. */
import type { Conversation, ConversationStore, Entry } from '../../assistant/conversation'
import { decode, decodeEntry, type EntryRow, encode, entryRows, holdsDraft, needsPerson } from './conversation-rows'
import type { FieldCipher } from './field-cipher'
import type { Database } from './tables'
import { transact } from './transact'

export function sqlConversationStore(database: Database, cipher: FieldCipher): ConversationStore {
  return {
    load: (id) => load(database, cipher, id),
    commit: (conversation, entries) => transact(database, (trx) => commit(trx, cipher, conversation, entries)),
    history: (id, after) => history(database, cipher, id, after),
    waiting: (atMost) => waiting(database, cipher, atMost),
  }
}

async function load(database: Database, cipher: FieldCipher, id: string): Promise<Conversation | undefined> {
  const row = await database
    .selectFrom('conversation')
    .select(['id', 'state', 'version'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row && decode(row, cipher)
}

/** Read-then-write would pass here and fail with two processes: the row is locked before anything is looked at. */
async function commit(
  trx: Database,
  cipher: FieldCipher,
  conversation: Conversation,
  entries: readonly Entry[],
): Promise<'committed' | 'conflict' | 'replayed'> {
  if (conversation.version === 0) await makeRoom(trx, conversation.id)
  const locked = await lock(trx, conversation.id)
  if (!locked) return 'conflict'
  if (await hasAny(trx, conversation.id, entries)) return 'replayed'
  if (locked.version !== conversation.version) return 'conflict'

  const touched_at = entries.reduce((newest, entry) => Math.max(newest, Date.parse(entry.at)), locked.touched_at)
  await append(trx, entryRows(conversation.id, entries, locked.entries, cipher))
  await trx
    .updateTable('conversation')
    .set({
      version: locked.version + 1,
      state: encode(conversation, cipher),
      entries: locked.entries + entries.length,
      touched_at,
      waiting_since: needsPerson(conversation) ? (locked.waiting_since ?? touched_at) : null,
      draft: holdsDraft(conversation) ? 1 : 0,
    })
    .where('id', '=', conversation.id)
    .execute()
  return 'committed'
}

/** An empty row to lock. Nobody else sees it: in this transaction it becomes version 1. */
async function makeRoom(trx: Database, id: string): Promise<void> {
  await trx
    .insertInto('conversation')
    .values({ id, version: 0, state: '', entries: 0, touched_at: 0, waiting_since: null, draft: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

function lock(trx: Database, id: string) {
  return trx
    .updateTable('conversation')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .returning(['version', 'entries', 'touched_at', 'waiting_since'])
    .executeTakeFirst()
}

async function hasAny(trx: Database, id: string, entries: readonly Entry[]): Promise<boolean> {
  if (entries.length === 0) return false
  const ids = entries.map((entry) => entry.id)
  const known = trx.selectFrom('entry').select('id').where('conversation_id', '=', id).where('id', 'in', ids)
  return (await known.executeTakeFirst()) !== undefined
}

async function append(trx: Database, entries: readonly EntryRow[]): Promise<void> {
  if (entries.length === 0) return
  await trx
    .insertInto('entry')
    .values([...entries])
    .execute()
}

async function history(database: Database, cipher: FieldCipher, id: string, after: number) {
  const rows = await database
    .selectFrom('entry')
    .select(['sequence', 'id', 'body'])
    .where('conversation_id', '=', id)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .execute()
  return rows.map((row) => ({ ...decodeEntry(id, row, cipher), sequence: row.sequence }))
}

async function waiting(database: Database, cipher: FieldCipher, atMost: number): Promise<readonly Conversation[]> {
  const rows = await database
    .selectFrom('conversation')
    .select(['id', 'state', 'version'])
    .where('waiting_since', 'is not', null)
    .orderBy('waiting_since')
    .orderBy('id')
    .limit(atMost)
    .execute()
  return rows.map((row) => decode(row, cipher))
}
