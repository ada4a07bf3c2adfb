/**
 * Opens the database: PostgreSQL when a URL is given, otherwise an SQLite file. Migrated when it is returned.
 * Close it with `destroy()`. The only place that knows which of the two it is.
 */
import { join } from 'node:path'
import { type Dialect, Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import { Pool, types } from 'pg'
import { Fault } from '../../base/fault'
import { type Log, silentLog } from '../../base/log'
import { migrate } from './migrate'
import { sqliteDialect } from './sqlite-dialect'
import type { Database, Tables } from './tables'

export interface Where {
  readonly databaseUrl?: string | undefined
  /** The SQLite file; its folder is made when missing. */
  readonly file?: string | undefined
  readonly log?: Log | undefined
}

/** The one SQLite file of a data folder: the service and `npm run cases` must open the same. */
export function databaseFile(dataDir: string): string {
  return join(dataDir, 'assistant.db')
}

export async function openDatabase(where: Where): Promise<Database> {
  const database = new Kysely<Tables>({ dialect: dialectOf(where) })
  try {
    await migrate(database, where.databaseUrl ? 'postgres' : 'sqlite')
    return database
  } catch (cause) {
    await database.destroy()
    if (cause instanceof Fault) throw cause
    throw new Fault('store.unusable', 'the database could not be opened', { cause })
  }
}

function dialectOf({ databaseUrl, file, log = silentLog }: Where): Dialect {
  if (databaseUrl) return new PostgresDialect({ pool: reachable(postgresPool(databaseUrl, log)) })
  if (file) return sqliteDialect(file)
  throw new Fault('config.invalid', 'neither a database URL nor a file was given')
}

function postgresPool(databaseUrl: string, log: Log): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
    types: { getTypeParser },
  })
  // Without a listener a stopped PostgreSQL would end the process; the pool itself replaces the connection. It listens
  // for idle connections only: one in use, between two statements, needs its own.
  pool.on('error', (cause) => log.error('database.connectionLost', {}, cause))
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** Nobody answers there, for now: told as what it is, so that whoever asks hears "later" and not "broken". */
function reachable(pool: Pool): PostgresPool {
  return {
    connect: () =>
      pool.connect().catch((cause) => {
        throw new Fault('store.unusable', 'the database could not be reached', { cause })
      }),
    end: () => pool.end(),
  }
}

const BIGINT = 20

/** Instants and counts come as numbers, for our pool alone: pg's global parsers stay as they are. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  return oid === BIGINT ? Number : types.getTypeParser(oid, format)
}
