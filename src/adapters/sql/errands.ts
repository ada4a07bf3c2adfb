/** Resume codes by their hashes, and tries to name a case, in SQL. */
import { type Errands, LOCK_MS, MOST_TRIES, type Resumable } from '../../cases/errands'
import type { Database } from './tables'

export function sqlErrands(database: Database): Errands {
  return {
    keepCode: (code) => keepCode(database, code),
    findCode: (hash, at) => findCode(database, hash, at),
    countTry: (subject, at) => countTry(database, subject, at),
    forgetTries: async (subject) => {
      await database.deleteFrom('wrong_try').where('subject', '=', subject).execute()
    },
  }
}

async function keepCode(database: Database, { hash, of, until }: Parameters<Errands['keepCode']>[0]): Promise<void> {
  const row =
    of.kind === 'case'
      ? { kind: of.kind, subject: of.caseId, intake: null }
      : { kind: of.kind, subject: of.conversation, intake: of.intake }
  await database
    .insertInto('resume_code')
    .values({ hash, ...row, expires_at: until?.getTime() ?? null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function findCode(database: Database, hash: string, at: Date): Promise<Resumable | undefined> {
  await database.deleteFrom('resume_code').where('expires_at', '<=', at.getTime()).execute()
  const row = await database.selectFrom('resume_code').selectAll().where('hash', '=', hash).executeTakeFirst()
  if (!row) return undefined
  return row.kind === 'case'
    ? { kind: 'case', caseId: row.subject }
    : { kind: 'draft', conversation: row.subject, intake: row.intake ?? '' }
}

/** Old ones go first, so that a count begins anew after a pause. Tries while locked do not make the lock longer. */
async function countTry(database: Database, subject: string, at: Date): Promise<number> {
  const last_at = at.getTime()
  const over = database.deleteFrom('wrong_try').where('last_at', '<=', last_at - LOCK_MS)
  await over.execute()
  const counted = await database
    .insertInto('wrong_try')
    .values({ subject, tries: 1, last_at })
    .onConflict((conflict) =>
      conflict.column('subject').doUpdateSet((eb) => ({
        tries: eb('wrong_try.tries', '+', 1),
        last_at: eb
          .case()
          .when('wrong_try.tries', '<', MOST_TRIES)
          .then(last_at)
          .else(eb.ref('wrong_try.last_at'))
          .end(),
      })),
    )
    .returning('tries')
    .executeTakeFirstOrThrow()
  return counted.tries
}
