/**
 * Runs a contract suite on SQLite always and on PostgreSQL when TEST_DATABASE_URL is set: a schema of its own per test
 * file, dropped after. Without it the PostgreSQL block is skipped and says why; in CI that is a failure.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { openDatabase } from '../../src/adapters/sql/database'
import type { Database } from '../../src/adapters/sql/tables'

/** `rival`: on PostgreSQL a pool of its own, as a second process has; SQLite has one writer, so there it is the same. */
export type Suite = (database: () => Database, rival: () => Database) => void

const TABLES = [
  'appointment',
  'status_event',
  'hand_off',
  'case_file',
  'entry',
  'conversation',
  'form_version',
  'tombstone',
  'attachment',
  'conversation_reference',
  'pace',
  'audit',
  'audit_head',
  'resume_code',
  'wrong_try',
  'model_spend',
] as const
const SKIPPED = 'skipped: TEST_DATABASE_URL is not set'

export function onEachDatabase(suite: Suite): void {
  describe('on SQLite', () => onSqlite(suite))
  const url = process.env.TEST_DATABASE_URL
  if (url) describe('on PostgreSQL', () => onPostgres(url, suite))
  else if (process.env.CI === 'true') it('runs on PostgreSQL', () => expect(SKIPPED).toBe('run, as CI requires'))
  else skipPostgres(suite)
}

function skipPostgres(suite: Suite): void {
  process.stderr.write(`PostgreSQL contract ${SKIPPED}\n`)
  describe.skip(`on PostgreSQL (${SKIPPED})`, () => suite(skipped, skipped))
}

function skipped(): never {
  throw new Error(SKIPPED)
}

function onSqlite(suite: Suite): void {
  const folder = mkdtempSync(join(tmpdir(), 'assistant-'))
  withDatabase(suite, () => openDatabase({ file: join(folder, 'test.db') }))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
}

function onPostgres(url: string, suite: Suite): void {
  const schema = `test_${process.pid}_${process.hrtime.bigint()}`
  beforeAll(() => run(url, `create schema ${schema}`))
  const open = () => openDatabase({ databaseUrl: inSchema(url, schema) })
  withDatabase(suite, open, open)
  afterAll(() => run(url, `drop schema ${schema} cascade`))
}

function withDatabase(suite: Suite, open: () => Promise<Database>, openRival?: () => Promise<Database>): void {
  let database: Database
  let rival: Database | undefined
  beforeAll(async () => {
    database = await open()
    rival = await openRival?.()
  })
  beforeEach(async () => {
    for (const table of TABLES) await database.deleteFrom(table).execute()
  })
  suite(
    () => database,
    () => rival ?? database,
  )
  afterAll(async () => {
    await rival?.destroy()
    await database.destroy()
  })
}

export function inSchema(url: string, schema: string): string {
  const scoped = new URL(url)
  scoped.searchParams.set('options', `-c search_path=${schema}`)
  return scoped.href
}

export async function run(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}
