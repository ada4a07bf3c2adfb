/**
 * Kysely on @photostructure/sqlite: the embedded default. A commit is on the disk when it returns (WAL, one fsync).
 * Transactions take the write lock at once, so that two processes on one file wait for each other instead of failing.
 */
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely'
import { Fault } from '../../base/fault'

export function sqliteDialect(file: string): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new ImmediateDriver({ database: async () => openFile(file) }),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
}

/** A deferred transaction that reads first and writes later fails when another process wrote in between. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

/** The file holds people's identity and hardship: readable by its owner only. SQLite gives -wal and -shm the same mode. */
function openFile(file: string): SqliteDatabase {
  if (file !== ':memory:') makePrivate(file)
  const sqlite = new DatabaseSync(file)
  sqlite.exec('PRAGMA busy_timeout = 5000')
  sqlite.exec('PRAGMA journal_mode = WAL')
  sqlite.exec('PRAGMA synchronous = FULL')
  sqlite.exec('PRAGMA foreign_keys = ON')
  // What was erased is overwritten, not only unlinked.
  sqlite.exec('PRAGMA secure_delete = ON')
  const known = new Map<string, SqliteStatement>()
  return { close: () => sqlite.close(), prepare: (text) => prepared(text, sqlite, known) }
}

/** The service asks the same few dozen queries all day: each is compiled once. Lists of ids make many; the oldest go. */
const MOST_PREPARED = 200

function prepared(
  text: string,
  sqlite: InstanceType<typeof DatabaseSync>,
  known: Map<string, SqliteStatement>,
): SqliteStatement {
  const found = known.get(text)
  if (found) return found
  const made = statement(sqlite.prepare(text))
  const oldest = known.size >= MOST_PREPARED ? known.keys().next().value : undefined
  if (oldest !== undefined) known.delete(oldest)
  known.set(text, made)
  return made
}

function makePrivate(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  closeSync(openSync(file, 'a', 0o600))
}

function statement(prepared: StatementSyncInstance): SqliteStatement {
  return {
    reader: prepared.columns().length > 0,
    all: (parameters) => prepared.all(...bindable(parameters)),
    run: (parameters) => prepared.run(...bindable(parameters)),
    iterate: (parameters) => prepared.iterate(...bindable(parameters)),
  }
}

/** The driver binds a Date or an object as NULL without a word; PostgreSQL takes no boolean for our 0/1 columns. */
function bindable(parameters: readonly unknown[]): readonly unknown[] {
  for (const parameter of parameters) {
    const kind = parameter === null ? 'null' : typeof parameter
    if (!['null', 'string', 'number', 'bigint'].includes(kind)) {
      throw new Fault('store.unusable', 'a parameter is not a string, a number or null', { facts: { kind } })
    }
  }
  return parameters
}
