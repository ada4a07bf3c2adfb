/** The audit log in SQL. The head is one row: who appends holds it, so the chain never forks. */
import {
  type AuditAction,
  type AuditEvent,
  type AuditHead,
  type AuditLog,
  type AuditRecord,
  chainHash,
  EMPTY_HEAD,
} from '../../cases/audit-log'
import type { Database } from './tables'
import { transact } from './transact'

export function sqlAuditLog(database: Database): AuditLog {
  return {
    append: (event) => transact(database, (trx) => appendAudit(trx, event)),
    read: (after, atMost) => read(database, after, atMost),
    head: () => head(database),
  }
}

const HEAD = 1

/** In the transaction of the deed itself: neither is there without the other. */
export async function appendAudit(trx: Database, event: AuditEvent): Promise<void> {
  await trx
    .insertInto('audit_head')
    .values({ id: HEAD, ...EMPTY_HEAD })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const previous = await trx
    .updateTable('audit_head')
    .set((eb) => ({ sequence: eb.ref('sequence') }))
    .where('id', '=', HEAD)
    .returning(['sequence', 'hash'])
    .executeTakeFirstOrThrow()
  const [sequence, hash] = [previous.sequence + 1, chainHash(previous, event)]
  const { actor, action, subject } = event
  const [at, detail] = [event.at.getTime(), JSON.stringify(event.detail)]
  await trx.insertInto('audit').values({ sequence, at, actor, action, subject, detail, hash }).execute()
  await trx.updateTable('audit_head').set({ sequence, hash }).where('id', '=', HEAD).execute()
}

async function read(database: Database, after: number, atMost: number): Promise<readonly AuditRecord[]> {
  const rows = await database
    .selectFrom('audit')
    .selectAll()
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(atMost)
    .execute()
  return rows.map(({ sequence, at, actor, action, subject, detail, hash }) => ({
    ...{ sequence, actor, subject, hash },
    at: new Date(at),
    action: action as AuditAction,
    detail: JSON.parse(detail) as AuditEvent['detail'],
  }))
}

async function head(database: Database): Promise<AuditHead> {
  const row = await database.selectFrom('audit_head').select(['sequence', 'hash']).executeTakeFirst()
  return row ?? EMPTY_HEAD
}
