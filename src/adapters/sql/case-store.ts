/** Cases in SQL. */
import type { CaseStore, CaseTrace, KeptCase, Opening, StatusEvent } from '../../cases/case-store'
import { stageOf } from '../../cases/stage'
import { decodeCaseFile, encodeCaseFile, encodeStatus, keptCases, progressOf } from './case-rows'
import type { FieldCipher } from './field-cipher'
import type { Database } from './tables'
import { transact } from './transact'

export function sqlCaseStore(database: Database, cipher: FieldCipher): CaseStore {
  return {
    open: (opening) => transact(database, (trx) => open(trx, cipher, opening)),
    find: (idOrNumber) => find(database, cipher, idOrNumber),
    list: (atMost) => list(database, cipher, atMost),
    traces: (after, atMost) => traces(database, after, atMost),
    recordStatus: (event) => transact(database, (trx) => recordStatus(trx, cipher, event)),
  }
}

async function open(
  trx: Database,
  cipher: FieldCipher,
  { caseFile, handOff, at }: Parameters<CaseStore['open']>[0],
): Promise<Opening> {
  const opened_at = at.getTime()
  const written = await trx
    .insertInto('case_file')
    .values({
      id: caseFile.id,
      number: caseFile.number,
      intake: caseFile.intake,
      body: encodeCaseFile(caseFile, cipher),
      opened_at,
      backend_number: null,
      latest_status: null,
      latest_status_at: null,
    })
    // Waits for a rival that is writing the same intake, and then lets it be.
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!written) return openedBefore(trx, cipher, caseFile.intake)
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

async function openedBefore(trx: Database, cipher: FieldCipher, intake: string): Promise<Opening> {
  const row = await trx.selectFrom('case_file').select(['id', 'body']).where('intake', '=', intake).executeTakeFirst()
  return row ? { kind: 'openedBefore', caseFile: decodeCaseFile(row, cipher) } : { kind: 'numberTaken' }
}

async function find(database: Database, cipher: FieldCipher, idOrNumber: string): Promise<KeptCase | undefined> {
  if (idOrNumber.includes('\0')) return undefined // PostgreSQL refuses it; no id or number has one
  const rows = await database
    .selectFrom('case_file')
    .selectAll()
    .where((eb) => eb.or([eb('id', '=', idOrNumber), eb('number', '=', idOrNumber)]))
    .execute()
  return (await keptCases(database, rows, cipher))[0]
}

async function list(database: Database, cipher: FieldCipher, atMost: number): Promise<readonly KeptCase[]> {
  const newest = database.selectFrom('case_file').selectAll().orderBy('opened_at', 'desc').orderBy('id', 'desc')
  return keptCases(database, await newest.limit(atMost).execute(), cipher)
}

async function traces(database: Database, after: string, atMost: number): Promise<readonly CaseTrace[]> {
  const files = database.selectFrom('case_file').select(['id', 'number', 'backend_number']).where('id', '>', after)
  const graves = database.selectFrom('tombstone').select(['id', 'number']).where('kind', '=', 'case')
  const [rows, tombstones] = [
    await files.orderBy('id').limit(atMost).execute(),
    await graves.where('id', '>', after).orderBy('id').limit(atMost).execute(),
  ]
  const progress = await progressOf(database, rows)
  const living = rows.map(({ id, number, backend_number }) => ({
    ...{ id, number, backendNumber: backend_number ?? undefined },
    stage: stageOf(progress.filter((handOff) => handOff.case_id === id)),
  }))
  const erased = tombstones.map(({ id, number }) => ({ id, number: number ?? '', stage: 'erased' as const }))
  return [...living, ...erased].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, atMost)
}

async function recordStatus(trx: Database, cipher: FieldCipher, event: StatusEvent): Promise<{ first: boolean }> {
  const at = event.at.getTime()
  const body = encodeStatus(event)
  const first = await trx
    .insertInto('status_event')
    .values({
      id: event.id,
      case_id: event.caseId,
      body: cipher.seal(body, { field: 'status_event.body', record: event.id }),
      at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!first) return { first: false }
  await trx
    .updateTable('case_file')
    .set({
      latest_status: cipher.seal(body, { field: 'case_file.latest_status', record: event.caseId }),
      latest_status_at: at,
    })
    .where('id', '=', event.caseId)
    .where((eb) => eb.or([eb('latest_status_at', 'is', null), eb('latest_status_at', '<=', at)]))
    .execute()
  return { first: true }
}
