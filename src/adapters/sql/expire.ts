/** Lets go what its time has passed, in small transactions: each is whole, and the next run does what is left. */
import type { Conversation, Entry } from '../../assistant/conversation'
import { DATA_WORDS } from '../../assistant/data-words'
import type { Expired, Limits } from '../../assistant/personal-data'
import { forgetAppointments } from './appointment-places'
import { letGo } from './attachment-rows'
import { appendAudit } from './audit-log'
import { decode, decodeEntry, encode, sealEntry } from './conversation-rows'
import { bury, eraseCases, eraseConversation } from './erase'
import type { FieldCipher } from './field-cipher'
import type { Database } from './tables'
import { transact } from './transact'

/** More than any service sees in an hour; a larger backlog goes over the next hours. */
const MOST = 2_000

export async function expire(database: Database, cipher: FieldCipher, limits: Limits, at: Date): Promise<Expired> {
  const expired: Expired = {
    cases: await eachInTurn(database, await deliveredBefore(database, limits.delivered), async (trx, id) => {
      const gone = await eraseCases(trx, [id], at)
      if (gone === 'underWay') return false
      await bury(trx, gone, at)
      return gone.length > 0
    }),
    conversations: await eachInTurn(database, await untouchedSince(database, limits.questions), async (trx, id) => {
      // Looked at again under its lock: its resident may have come back this very moment.
      if (!(await isUntouched(trx, id, limits.questions))) return false
      const gone = await eraseConversation(trx, id, at)
      await bury(trx, gone, at)
      return gone.length > 0
    }),
    drafts: await eachInTurn(database, await draftsBefore(database, limits.drafts), (trx, id) =>
      dropDraft(trx, cipher, id, limits.drafts, at),
    ),
    entries: await redactEntries(database, cipher, limits.questions),
  }
  await dropLeftovers(database, limits.questions, at)
  await forgetAppointments(database, at)
  if (Object.values(expired).some((count) => count > 0)) {
    const event = { at, actor: 'service', action: 'retention.ran', subject: '', detail: { ...expired } } as const
    await transact(database, (trx) => appendAudit(trx, event))
  }
  return expired
}

async function eachInTurn(
  database: Database,
  ids: readonly string[],
  letGo: (trx: Database, id: string) => Promise<boolean>,
): Promise<number> {
  let count = 0
  for (const id of ids) if (await transact(database, (trx) => letGo(trx, id))) count += 1
  return count
}

/** Each of a case's hand-offs was received, the last of them before the limit. */
async function deliveredBefore(database: Database, limit: Date): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('hand_off')
    .select('case_id')
    .groupBy('case_id')
    .having((eb) => eb(eb.fn.max(eb.case().when('state', '=', 'delivered').then(0).else(1).end()), '=', 0))
    .having((eb) => eb(eb.fn.max('settled_at'), '<', limit.getTime()))
    .limit(MOST)
    .execute()
  return rows.map((row) => row.case_id)
}

async function untouchedSince(database: Database, limit: Date): Promise<readonly string[]> {
  const untouched = database.selectFrom('conversation').select('id').where('touched_at', '<', limit.getTime())
  return (await untouched.limit(MOST).execute()).map(({ id }) => id)
}

async function isUntouched(trx: Database, id: string, limit: Date): Promise<boolean> {
  const locked = await trx
    .updateTable('conversation')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('touched_at', '<', limit.getTime())
    .returning('id')
    .executeTakeFirst()
  return locked !== undefined
}

async function draftsBefore(database: Database, limit: Date): Promise<readonly string[]> {
  const drafts = database.selectFrom('conversation').select('id').where('touched_at', '<', limit.getTime())
  return (await drafts.where('draft', '=', 1).limit(MOST).execute()).map(({ id }) => id)
}

async function dropDraft(trx: Database, cipher: FieldCipher, id: string, limit: Date, at: Date): Promise<boolean> {
  if (!(await isUntouched(trx, id, limit))) return false
  const found = trx.selectFrom('conversation').select(['id', 'state', 'version']).where('id', '=', id)
  const conversation = decode(await found.executeTakeFirstOrThrow(), cipher)
  const kept: Conversation = {
    ...conversation,
    dialog: undefined,
    paused: [],
    attachments: [],
    facts: {},
    screening: undefined,
    visit: undefined,
  }
  await trx
    .updateTable('conversation')
    .set({ state: encode(kept, cipher), draft: 0 })
    .where('id', '=', id)
    .execute()
  await letGo(trx, 'conversation_id', [id], at)
  return true
}

/** Ways back to conversations that never came to be, and buckets that are full again. */
async function dropLeftovers(database: Database, limit: Date, at: Date): Promise<void> {
  const ways = database.deleteFrom('conversation_reference').where('kept_at', '<', limit.getTime())
  await ways.where('conversation_id', 'not in', database.selectFrom('conversation').select('id')).execute()
  await database.deleteFrom('pace').where('full_at', '<', at.getTime()).execute()
}

/** In conversations that go on: the line stays in its place, its words go. */
async function redactEntries(database: Database, cipher: FieldCipher, limit: Date): Promise<number> {
  const old = database.selectFrom('entry').select(['conversation_id', 'id', 'body']).where('at', '<', limit.getTime())
  const rows = await old.limit(MOST).execute()
  for (const row of rows) {
    const { id, from, at } = decodeEntry(row.conversation_id, row, cipher)
    const bare: Entry = { id, from, text: DATA_WORDS.redacted, at }
    await database
      .updateTable('entry')
      .set({ body: sealEntry(row.conversation_id, bare, cipher), at: null })
      .where('conversation_id', '=', row.conversation_id)
      .where('id', '=', id)
      .execute()
  }
  return rows.length
}
