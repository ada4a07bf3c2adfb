/**
 * One transaction, tried again when PostgreSQL asks for it (serialization failure, deadlock). Nothing else is retried:
 * `work` must have no effect outside the database.
 */
import type { Transaction } from 'kysely'
import type { Database, Tables } from './tables'

const TRY_AGAIN: readonly string[] = ['40001', '40P01']
const MOST_TRIES = 5

export async function transact<T>(database: Database, work: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await database.transaction().execute(work)
    } catch (cause) {
      if (tries === MOST_TRIES || !isWorthAnotherTry(cause)) throw cause
    }
  }
}

function isWorthAnotherTry(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && TRY_AGAIN.includes(cause.code)
}
