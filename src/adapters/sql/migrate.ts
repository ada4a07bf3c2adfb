/**
 * Brings a database to this program's tables, in one transaction under a lock: of several processes starting
 * together one migrates and the others find it done. A database from a newer program is left alone.
 */
import { type RawBuilder, sql } from 'kysely'
import { Fault } from '../../base/fault'
import { MIGRATIONS, type Migration } from './migrations'
import type { Database } from './tables'

/** Any fixed number: it names our lock among the advisory locks of one PostgreSQL database. */
const LOCK = 5_174_201

/** SQLite needs no words for it: every transaction of ours holds the write lock from its beginning. */
const WAIT_FOR_LOCK: Readonly<Record<'sqlite' | 'postgres', RawBuilder<unknown> | undefined>> = {
  sqlite: undefined,
  postgres: sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`,
}

export async function migrate(
  database: Database,
  kind: 'sqlite' | 'postgres',
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  await database.transaction().execute(async (trx) => {
    await WAIT_FOR_LOCK[kind]?.execute(trx)
    const applied = await appliedNumber(trx)
    if (applied > migrations.length) {
      throw new Fault('store.unusable', 'the database was migrated by a newer version of this program', {
        facts: { applied, known: migrations.length },
      })
    }
    for (const [index, migration] of migrations.entries()) {
      if (index >= applied) await apply(trx, index + 1, migration)
    }
  })
}

async function appliedNumber(database: Database): Promise<number> {
  await sql`create table if not exists migration (
    number integer primary key, name text not null)`.execute(database)
  const newest = await database
    .selectFrom('migration')
    .select((eb) => eb.fn.max('number').as('number'))
    .executeTakeFirst()
  return newest?.number ?? 0
}

async function apply(database: Database, number: number, migration: Migration): Promise<void> {
  for (const statement of migration.statements) await sql.raw(statement).execute(database)
  await database.insertInto('migration').values({ number, name: migration.name }).execute()
}
