/**
 * Seals again, with the current key, whatever is not: after a key was changed, and once for rows written before
 * anything was sealed. Runs beside serving processes: a row somebody changed meanwhile is left to its next pass.
 */
import { sql } from 'kysely'
import type { FieldCipher, SealedField } from './field-cipher'
import type { Database } from './tables'

/** Which columns find a row again, and which its sealed text is bound to. */
const COLUMNS: Readonly<Record<SealedField, { key: readonly string[]; record: readonly string[] }>> = {
  'case_file.body': { key: ['id'], record: ['id'] },
  'case_file.latest_status': { key: ['id'], record: ['id'] },
  'status_event.body': { key: ['id'], record: ['id'] },
  'hand_off.why': { key: ['id'], record: ['case_id'] },
  'hand_off.event': { key: ['id'], record: ['id'] },
  'conversation.state': { key: ['id'], record: ['id'] },
  'entry.body': { key: ['conversation_id', 'id'], record: ['conversation_id', 'id'] },
  'conversation_reference.body': { key: ['conversation_id'], record: ['conversation_id'] },
}

const FIELDS = Object.keys(COLUMNS) as SealedField[]

type StaleRow = Readonly<Record<string, string>> & { readonly sealed: string }

const BATCH = 200

/** How many texts were sealed again. `progress` is called after each batch. */
export async function reseal(database: Database, cipher: FieldCipher, progress: (count: number) => void) {
  let count = 0
  for (const field of FIELDS) {
    for (;;) {
      const rows = await staleRows(database, field, cipher.currentPrefix)
      let changed = 0
      for (const row of rows) changed += await resealRow(database, cipher, field, row)
      count += changed
      if (changed === 0) break
      progress(count)
    }
  }
  return count
}

async function staleRows(database: Database, field: SealedField, prefix: string): Promise<readonly StaleRow[]> {
  const [table, column] = placeOf(field)
  const { key, record } = COLUMNS[field]
  const names = [...new Set([...key, ...record])].map((name) => sql.ref(name))
  const found = await sql<StaleRow>`select ${sql.join(names)}, ${column} as sealed from ${table}
    where substr(${column}, 1, ${prefix.length}) <> ${prefix} limit ${BATCH}`.execute(database)
  return found.rows
}

async function resealRow(database: Database, cipher: FieldCipher, field: SealedField, row: StaleRow): Promise<number> {
  const [table, column] = placeOf(field)
  const { key, record } = COLUMNS[field]
  // As entryRecord() binds an entry: its conversation, then its id.
  const place = { field, record: record.map((name) => row[name]).join('\n') }
  const text = isPlain(row.sealed) ? row.sealed : cipher.open(row.sealed, place)
  const same = key.map((name) => sql`${sql.ref(name)} = ${row[name]}`)
  const changed = await sql`update ${table} set ${column} = ${cipher.seal(text, place)}
    where ${sql.join(same, sql` and `)} and ${column} = ${row.sealed}`.execute(database)
  return Number(changed.numAffectedRows ?? 0)
}

function placeOf(field: SealedField) {
  const [table = '', column = ''] = field.split('.')
  return [sql.table(table), sql.ref(column)] as const
}

/** JSON begins with a brace, and no sealed text does. */
const isPlain = (text: string) => text.startsWith('{')
