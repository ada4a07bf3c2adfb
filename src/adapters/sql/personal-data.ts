/** What is held of a person, in SQL: collected whole, erased in one transaction with its tombstone and audit record. */
import type { Deed, Erasure, Holding, PersonalData, Subject } from '../../assistant/personal-data'
import { appendAudit } from './audit-log'
import { keptCases } from './case-rows'
import { decode } from './conversation-rows'
import { sqlConversationStore } from './conversation-store'
import { buried, bury, type Erased, eraseCases, eraseConversation, proofOf } from './erase'
import { expire } from './expire'
import type { FieldCipher } from './field-cipher'
import type { Database } from './tables'
import { transact } from './transact'

/** `sweep` removes the bytes of files the transaction let go; should it fail, whoever erases hears of it and repeats. */
export function sqlPersonalData(database: Database, cipher: FieldCipher, sweep: () => Promise<unknown>): PersonalData {
  return {
    conversationsOf: (resident) => conversationsOf(database, cipher, resident),
    collect: (subject) => collect(database, cipher, subject),
    async erase(subject, deed) {
      const erasure = await transact(database, (trx) => erase(trx, cipher, subject, deed))
      await sweep()
      return erasure
    },
    expire: (limits, at) => expire(database, cipher, limits, at),
  }
}

async function collect(database: Database, cipher: FieldCipher, subject: Subject): Promise<Holding | undefined> {
  const conversation = await conversationOf(database, cipher, subject)
  const caseIds = conversation ? conversation.cases.map(({ id }) => id) : await caseIdsOf(database, subject)
  if (!conversation && caseIds.length === 0) return undefined
  const found = database.selectFrom('case_file').selectAll().where('id', 'in', caseIds)
  const rows = caseIds.length > 0 ? await found.execute() : []
  const transcript = conversation ? await sqlConversationStore(database, cipher).history(conversation.id, 0) : []
  return { conversation, transcript, cases: await keptCases(database, rows, cipher) }
}

const PAGE = 500

/** Who a conversation is with is sealed with the rest of it: there is no column to ask. */
async function conversationsOf(database: Database, cipher: FieldCipher, resident: string): Promise<readonly string[]> {
  const theirs: string[] = []
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page = database.selectFrom('conversation').select(['id', 'state', 'version']).where('id', '>', after)
    const rows: { id: string; state: string; version: number }[] = await page.orderBy('id').limit(PAGE).execute()
    theirs.push(...rows.filter((row) => decode(row, cipher).resident === resident).map(({ id }) => id))
    after = rows.at(-1)?.id
  }
  return theirs
}

async function conversationOf(database: Database, cipher: FieldCipher, { kind, id }: Subject) {
  if (kind === 'case') return undefined
  const found = database.selectFrom('conversation').select(['id', 'state', 'version']).where('id', '=', id)
  const row = await found.executeTakeFirst()
  return row && decode(row, cipher)
}

async function caseIdsOf(database: Database, { kind, id }: Subject): Promise<readonly string[]> {
  if (kind === 'conversation') return []
  const found = database.selectFrom('case_file').select('id')
  const rows = await found.where((eb) => eb.or([eb('id', '=', id), eb('number', '=', id)])).execute()
  return rows.map((row) => row.id)
}

async function erase(trx: Database, cipher: FieldCipher, subject: Subject, deed: Deed): Promise<Erasure> {
  const conversation = await conversationOf(trx, cipher, subject)
  const caseIds = conversation ? conversation.cases.map(({ id }) => id) : await caseIdsOf(trx, subject)
  const cases = await eraseCases(trx, caseIds, deed.at)
  if (cases === 'underWay') return { kind: 'underWay' }
  const talk = conversation ? await eraseConversation(trx, conversation.id, deed.at) : []
  const erased: readonly Erased[] = [...cases, ...talk]
  if (erased.length === 0) return buried(trx, subject.id)
  await bury(trx, erased, deed.at)
  const proof = proofOf(erased.flatMap(({ sealed }) => sealed))
  const { actor, purpose, at } = deed
  const attachments = erased.reduce((sum, each) => sum + each.attachments, 0)
  const detail = { purpose, proof, kind: subject.kind, cases: cases.length, attachments }
  await appendAudit(trx, { at, actor, action: 'data.erased', subject: subject.id, detail })
  return { kind: 'erased', at, proof }
}
