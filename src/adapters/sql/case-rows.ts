/** Between rows and kept cases. The only place that writes a case file into a column or reads it back. */
import type { Selectable } from 'kysely'
import type { CaseFile, CaseState } from '../../cases/case-file'
import type { KeptCase, StatusEvent } from '../../cases/case-store'
import { stageOf } from '../../cases/stage'
import type { Database, Tables } from './tables'

type CaseRow = Selectable<Tables['case_file']>
type HandOffRow = Pick<Selectable<Tables['hand_off']>, 'case_id' | 'state' | 'attempts' | 'why'>

export function encodeCaseFile(caseFile: CaseFile): string {
  return JSON.stringify(caseFile)
}

/** Checked by its schema when it was written, and written by nobody else. */
export function decodeCaseFile(body: string): CaseFile {
  return JSON.parse(body) as CaseFile
}

export function encodeStatus({ status, note, at }: StatusEvent): string {
  return JSON.stringify({ status, note, at: at.toISOString() })
}

/** Adds the state of each case, which lies with its hand-offs. Keeps the order of the rows. */
export async function keptCases(database: Database, rows: readonly CaseRow[]): Promise<readonly KeptCase[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const handOffs = await database
    .selectFrom('hand_off')
    .select(['case_id', 'state', 'attempts', 'why'])
    .where('case_id', 'in', ids)
    .orderBy('sequence')
    .execute()
  return rows.map((row) => {
    const own = handOffs.filter((handOff) => handOff.case_id === row.id)
    return { caseFile: decodeCaseFile(row.body), state: stateOf(row, own) }
  })
}

function stateOf(row: CaseRow, handOffs: readonly HandOffRow[]): CaseState {
  return {
    stage: stageOf(handOffs),
    attempts: handOffs.reduce((sum, handOff) => sum + handOff.attempts, 0),
    backendNumber: row.backend_number ?? undefined,
    why: handOffs.find((handOff) => handOff.why !== null)?.why ?? undefined,
    latestStatus: row.latest_status === null ? undefined : (JSON.parse(row.latest_status) as CaseState['latestStatus']),
  }
}
