/** Between rows and kept cases. The only place that writes a case file into a column or reads it back. */
import type { Selectable } from 'kysely'
import type { CaseEvent } from '../../cases/case-event'
import type { CaseFile, CaseState } from '../../cases/case-file'
import type { KeptCase, StatusEvent } from '../../cases/case-store'
import { stageOf } from '../../cases/stage'
import type { FieldCipher } from './field-cipher'
import type { Database, Tables } from './tables'

type CaseRow = Selectable<Tables['case_file']>
type HandOffRow = Pick<Selectable<Tables['hand_off']>, 'id' | 'case_id' | 'state' | 'attempts' | 'why' | 'event'>

export function encodeCaseFile(caseFile: CaseFile, cipher: FieldCipher): string {
  return cipher.seal(JSON.stringify(caseFile), { field: 'case_file.body', record: caseFile.id })
}

/** Checked by its schema when it was written, and written by nobody else. */
export function decodeCaseFile({ id, body }: Pick<CaseRow, 'id' | 'body'>, cipher: FieldCipher): CaseFile {
  return JSON.parse(cipher.open(body, { field: 'case_file.body', record: id })) as CaseFile
}

/** Why a hand-off did not get through: our own codes, and the backend's words. */
export function sealWhy(why: string, caseId: string, cipher: FieldCipher): string {
  return cipher.seal(why, { field: 'hand_off.why', record: caseId })
}

function openWhy({ case_id, why }: HandOffRow, cipher: FieldCipher): string | undefined {
  return why === null ? undefined : cipher.open(why, { field: 'hand_off.why', record: case_id })
}

export function sealEvent(event: CaseEvent, handOff: string, cipher: FieldCipher): string {
  return cipher.seal(JSON.stringify(event), { field: 'hand_off.event', record: handOff })
}

export function openEvent({ id, event }: Pick<HandOffRow, 'id' | 'event'>, cipher: FieldCipher): CaseEvent | undefined {
  if (event === null) return undefined
  return JSON.parse(cipher.open(event, { field: 'hand_off.event', record: id })) as CaseEvent
}

export function encodeStatus({ status, note, at }: StatusEvent): string {
  return JSON.stringify({ status, note, at: at.toISOString() })
}

export function decodeStatus({ id, latest_status }: CaseRow, cipher: FieldCipher): CaseState['latestStatus'] {
  if (latest_status === null) return undefined
  return JSON.parse(cipher.open(latest_status, { field: 'case_file.latest_status', record: id }))
}

/** Adds the state of each case, which lies with its hand-offs. Keeps the order of the rows. */
export async function keptCases(
  database: Database,
  rows: readonly CaseRow[],
  cipher: FieldCipher,
): Promise<readonly KeptCase[]> {
  const handOffs = await progressOf(database, rows)
  return rows.map((row) => {
    const own = handOffs.filter((handOff) => handOff.case_id === row.id)
    const events = own.flatMap((handOff) => openEvent(handOff, cipher) ?? [])
    return {
      caseFile: withCorrections(withVisit(withLaterPapers(decodeCaseFile(row, cipher), events), events), events),
      state: {
        ...stateOf(row, own, cipher),
        latestStatus: decodeStatus(row, cipher),
        withdrawnAt: events.find(({ type }) => type === 'case.withdrawn')?.at,
      },
    }
  })
}

/** Its own body is never changed: a repeated first hand-off must be the very same message. */
function withLaterPapers(caseFile: CaseFile, events: readonly CaseEvent[]): CaseFile {
  const later = events.flatMap((event) => (event.type === 'case.supplemented' ? event.attachments : []))
  return later.length === 0 ? caseFile : { ...caseFile, attachments: [...caseFile.attachments, ...later] }
}

/** Each answer as it was corrected last. */
function withCorrections(caseFile: CaseFile, events: readonly CaseEvent[]): CaseFile {
  const corrected = events.flatMap((event) => (event.type === 'case.corrected' ? [event] : []))
  if (corrected.length === 0) return caseFile
  const answers = caseFile.answers.map((answer) => {
    const last = corrected.findLast(({ path }) => path === answer.path)
    if (!last) return answer
    const provenance = { ...answer.provenance, at: last.at, corrected: true }
    return { ...answer, state: { kind: 'given' as const, value: last.value }, shown: last.shown, provenance }
  })
  return { ...caseFile, answers }
}

/** The visit as it stands after the last change. */
function withVisit(caseFile: CaseFile, events: readonly CaseEvent[]): CaseFile {
  const last = events.findLast(({ type }) => type === 'appointment.moved' || type === 'appointment.cancelled')
  return last ? { ...caseFile, appointment: last.type === 'appointment.moved' ? last.after : undefined } : caseFile
}

export async function progressOf(
  database: Database,
  rows: readonly Pick<CaseRow, 'id'>[],
): Promise<readonly HandOffRow[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const own = database
    .selectFrom('hand_off')
    .select(['id', 'case_id', 'state', 'attempts', 'why', 'event'])
    .where('case_id', 'in', ids)
  return own.orderBy('sequence').execute()
}

function stateOf(row: CaseRow, handOffs: readonly HandOffRow[], cipher: FieldCipher): CaseState {
  const stopped = handOffs.find((handOff) => handOff.why !== null)
  return {
    stage: stageOf(handOffs),
    attempts: handOffs.reduce((sum, handOff) => sum + handOff.attempts, 0),
    backendNumber: row.backend_number ?? undefined,
    why: stopped && openWhy(stopped, cipher),
  }
}
