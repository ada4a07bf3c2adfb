/** Cases in SQL. */
import type { Amended, CaseStore, CaseTrace, KeptCase, Opening, StatusEvent } from '../../cases/case-store'
import { stageOf } from '../../cases/stage'
import { bookPlace, freePlaceOf } from './appointment-places'
import { handOver } from './attachment-rows'
import { appendAudit } from './audit-log'
import { decodeCaseFile, encodeCaseFile, encodeStatus, keptCases, openEvent, progressOf, sealEvent } from './case-rows'
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
    amend: (amendment) => transact(database, (trx) => amend(trx, cipher, amendment)),
  }
}

async function open(
  trx: Database,
  cipher: FieldCipher,
  { caseFile, handOff, at, booking }: Parameters<CaseStore['open']>[0],
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
  if (booking && !(await bookPlace(trx, { ...booking, caseId: caseFile.id, at }))) {
    await trx.deleteFrom('case_file').where('id', '=', caseFile.id).execute()
    return { kind: 'placeTaken' }
  }
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
      event: null,
    })
    .execute()
  await handOver(trx, caseFile.id, caseFile.attachments)
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

export async function amend(
  trx: Database,
  cipher: FieldCipher,
  { event, handOff, at }: Parameters<CaseStore['amend']>[0],
): Promise<Amended> {
  const earlier = await lockedHandOffs(trx, event.case)
  if (earlier.length === 0) return 'unknown'
  if (earlier.some(({ id }) => id === handOff)) return 'amended'
  if (earlier.some((each) => openEvent(each, cipher)?.type === 'case.withdrawn')) return 'withdrawn'
  const now = at.getTime()
  await trx
    .insertInto('hand_off')
    .values({
      ...{ id: handOff, case_id: event.case, state: 'due', due_at: now, created_at: now },
      ...{ first_tried_at: null, attempts: 0, why: null, settled_at: null },
      sequence: Math.max(...earlier.map(({ sequence }) => sequence)) + 1,
      event: sealEvent(event, handOff, cipher),
    })
    .execute()
  if (event.type === 'case.supplemented') await handOver(trx, event.case, event.attachments)
  if (event.type === 'case.withdrawn') await freePlaceOf(trx, event.case)
  const papers = event.type === 'case.supplemented' ? event.attachments.length : 0
  await appendAudit(trx, { at, actor: 'resident', action: event.type, subject: event.case, detail: { papers } })
  return 'amended'
}

/**
 * Held until the end. The case first: who waited for it then sees a rival's hand-off, which an update that was waiting
 * itself would not. Its hand-offs too, as an erasure does: it finds them, or nothing is left to amend.
 */
async function lockedHandOffs(trx: Database, caseId: string) {
  await trx
    .updateTable('case_file')
    .set((eb) => ({ number: eb.ref('number') }))
    .where('id', '=', caseId)
    .execute()
  return await trx
    .updateTable('hand_off')
    .set((eb) => ({ state: eb.ref('state') }))
    .where('case_id', '=', caseId)
    .returning(['id', 'sequence', 'event'])
    .execute()
}
