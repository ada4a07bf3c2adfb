/** Opening, migrating and losing a database. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DatabaseSync } from '@photostructure/sqlite'
import { sql } from 'kysely'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { openDatabase } from '../../src/adapters/sql/database'
import { migrate } from '../../src/adapters/sql/migrate'
import { MIGRATIONS } from '../../src/adapters/sql/migrations'
import { caseFileOf, noon, testCipher } from '../cases/sample'
import { inSchema, onEachDatabase, run } from '../contracts/databases'

const folder = mkdtempSync(join(tmpdir(), 'database-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

onEachDatabase((database) => {
  const kind = () => (database().getExecutor().adapter.constructor.name.startsWith('Postgres') ? 'postgres' : 'sqlite')
  const later = { name: 'later', statements: ['create table later (id text primary key)'] }

  it('migrates once, and only forward', async () => {
    await migrate(database(), kind())
    await migrate(database(), kind(), [...MIGRATIONS, later])
    await sql`insert into later values ('a')`.execute(database())
    await migrate(database(), kind(), [...MIGRATIONS, later])
    const fault = await migrate(database(), kind()).catch((cause: unknown) => cause)
    expect(fault).toMatchObject({ code: 'store.unusable', facts: { applied: MIGRATIONS.length + 1 } })
  })

  it('leaves nothing of a migration that fails midway', async () => {
    const bad = { name: 'bad', statements: ['create table half (id text primary key)', 'create nonsense'] }
    await expect(migrate(database(), kind(), [...MIGRATIONS, later, bad])).rejects.toThrow()
    await expect(sql`select * from half`.execute(database())).rejects.toThrow()
    await migrate(database(), kind(), [...MIGRATIONS, later])
  })
})

describe('an SQLite file', () => {
  const file = join(folder, 'new', 'folder', 'assistant.db')

  it('is durable, and readable by its owner only', async () => {
    const database = await openDatabase({ file })
    const pragma = async (name: string) =>
      Object.values((await sql.raw(`pragma ${name}`).execute(database)).rows[0] ?? {})
    expect(await pragma('journal_mode')).toEqual(['wal'])
    expect(await pragma('synchronous')).toEqual([2])
    expect(await pragma('foreign_keys')).toEqual([1])
    await database.destroy()
    expect(statSync(file).mode & 0o077).toBe(0)
  })

  it('gives back what was committed when it is opened again', async () => {
    const caseFile = caseFileOf()
    const first = await openDatabase({ file })
    await sqlCaseStore(first, testCipher).open({ caseFile, handOff: 'h', at: noon })
    await first.destroy()
    const second = await openDatabase({ file })
    expect((await sqlCaseStore(second, testCipher).find(caseFile.id))?.caseFile).toEqual(caseFile)
    await second.destroy()
  })

  it('takes no parameter that the driver would bind as nothing', async () => {
    const database = await openDatabase({ file })
    for (const parameter of [noon, {}, true, undefined, ['a']]) {
      await expect(sql`select ${sql.val(parameter)} as given`.execute(database)).rejects.toMatchObject({
        code: 'store.unusable',
      })
    }
    await database.destroy()
  })

  it('keeps another process from writing between what a transaction reads and what it writes', async () => {
    const database = await openDatabase({ file })
    const rival = new DatabaseSync(file)
    const keep = (digest: string) => ({ digest, definition: 'form' })
    await database.transaction().execute(async (trx) => {
      await trx.selectFrom('form_version').selectAll().execute()
      expect(() => rival.exec("insert into form_version values ('rival', 'form')")).toThrow(/locked/)
      await trx.insertInto('form_version').values(keep('ours')).execute()
    })
    rival.exec("insert into form_version values ('rival', 'form')")
    rival.close()
    expect(await database.selectFrom('form_version').selectAll().orderBy('digest').execute()).toEqual(
      ['ours', 'rival'].map(keep),
    )
    await database.destroy()
  })

  it('is migrated once when four processes open it new at the same time', async () => {
    const shared = join(folder, 'shared.db')
    const program = `require('${require.resolve('../../src/adapters/sql/database')}')
      .openDatabase({ file: ${JSON.stringify(shared)} }).then((it) => it.destroy())`
    const open = () => promisify(execFile)(process.execPath, ['--import', 'tsx', '-e', program])
    const ends = await Promise.allSettled([open(), open(), open(), open()])
    expect(ends.map(({ status }) => status)).toEqual(Array(4).fill('fulfilled'))
  })
})

it('says so when a database cannot be opened', async () => {
  const nowhere = 'postgres://nobody@127.0.0.1:1/nothing'
  await expect(openDatabase({ databaseUrl: nowhere })).rejects.toMatchObject({ code: 'store.unusable' })
  await expect(openDatabase({ file: folder })).rejects.toMatchObject({ code: 'store.unusable' })
  await expect(openDatabase({})).rejects.toMatchObject({ code: 'config.invalid' })
})

const url = process.env.TEST_DATABASE_URL
const onPostgres = url ? describe : describe.skip
onPostgres('PostgreSQL (needs TEST_DATABASE_URL)', () => {
  const schema = `test_life_${process.pid}`
  const scoped = inSchema(url ?? 'postgres://unset', schema)
  beforeAll(() => run(url ?? '', `create schema ${schema}`))
  afterAll(() => run(url ?? '', `drop schema ${schema} cascade`))

  it('is migrated once when five processes start together', async () => {
    const databases = await Promise.all(Array.from({ length: 5 }, () => openDatabase({ databaseUrl: scoped })))
    const [first] = databases
    if (!first) throw new Error('none was opened')
    const applied = await first.selectFrom('migration').selectAll().execute()
    expect(applied).toHaveLength(MIGRATIONS.length)
    await Promise.all(databases.map((database) => database.destroy()))
  })

  it('serves again after its connections were cut, without a restart', async () => {
    const database = await openDatabase({ databaseUrl: `${scoped}&application_name=${schema}` })
    const store = sqlCaseStore(database, testCipher)
    const caseFile = caseFileOf()
    await store.open({ caseFile, handOff: 'h', at: noon })
    await run(url ?? '', `select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${schema}'`)
    await new Promise((wake) => setTimeout(wake, 50))
    expect((await store.find(caseFile.id))?.caseFile.id).toBe(caseFile.id)
    await database.destroy()
  })
})
