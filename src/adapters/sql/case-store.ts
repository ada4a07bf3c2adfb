/** Cases in SQL. */
import type { CaseStore, KeptCase, Opening, StatusEvent } from '../../cases/case-store'
import { decodeCaseFile, encodeCaseFile, encodeStatus, keptCases } from './case-rows'
import type { Database } from './tables'
import { transact } from './transact'

export function sqlCaseStore(database: Database): CaseStore {
  return {
    open: (opening) => transact(database, (trx) => open(trx, opening)),
    find: (idOrNumber) => find(database, idOrNumber),
    list: (atMost) => list(database, atMost),
    recordStatus: (event) => transact(database, (trx) => recordStatus(trx, event)),
  }
}

async function open(trx: Database, { caseFile, handOff, at }: Parameters<CaseStore['open']>[0]): Promise<Opening> {
  const opened_at = at.getTime()
  const written = await trx
    .insertInto('case_file')
    .values({
      id: caseFile.id,
      number: caseFile.number,
      intake: caseFile.intake,
      body: encodeCaseFile(caseFile),
      opened_at,
      backend_number: null,
      latest_status: null,
      latest_status_at: null,
    })
    // Waits for a rival that is writing the same intake, and then lets it be.
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!written) return openedBefore(trx, caseFile.intake)
  await trx
    .insertInto('hand_off')
    .values({
      id: handOff,
      case_id: caseFile.id,
      sequence: 1,
      state: 'due',
      due_at: opened_at,
      created_at: opened_at,
      first_tried_at: null,
      attempts: 0,
      why: null,
      settled_at: null,
    })
    .execute()
  return { kind: 'opened', caseFile }
}

async function openedBefore(trx: Database, intake: string): Promise<Opening> {
  const row = await trx.selectFrom('case_file').select('body').where('intake', '=', intake).executeTakeFirst()
  return row ? { kind: 'openedBefore', caseFile: decodeCaseFile(row.body) } : { kind: 'numberTaken' }
}

async function find(database: Database, idOrNumber: string): Promise<KeptCase | undefined> {
  if (idOrNumber.includes('\0')) return undefined // PostgreSQL refuses it; no id or number has one
  const rows = await database
    .selectFrom('case_file')
    .selectAll()
    .where((eb) => eb.or([eb('id', '=', idOrNumber), eb('number', '=', idOrNumber)]))
    .execute()
  return (await keptCases(database, rows))[0]
}

async function list(database: Database, atMost: number): Promise<readonly KeptCase[]> {
  const newest = database.selectFrom('case_file').selectAll().orderBy('opened_at', 'desc').orderBy('id', 'desc')
  return keptCases(database, await newest.limit(atMost).execute())
}

async function recordStatus(trx: Database, event: StatusEvent): Promise<{ first: boolean }> {
  const at = event.at.getTime()
  const body = encodeStatus(event)
  const first = await trx
    .insertInto('status_event')
    .values({ id: event.id, case_id: event.caseId, body, at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!first) return { first: false }
  await trx
    .updateTable('case_file')
    .set({ latest_status: body, latest_status_at: at })
    .where('id', '=', event.caseId)
    .where((eb) => eb.or([eb('latest_status_at', 'is', null), eb('latest_status_at', '<=', at)]))
    .execute()
  return { first: true }
}
