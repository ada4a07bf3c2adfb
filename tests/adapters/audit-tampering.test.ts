/** Whoever edits the audit table by hand is found out by `npm run data -- audit`. */
import { sql } from 'kysely'
import { sqlAuditLog } from '../../src/adapters/sql/audit-log'
import { verifyAudit } from '../../src/cases/audit-log'
import { noon } from '../cases/sample'
import { onEachDatabase } from '../contracts/databases'

onEachDatabase((database) => {
  beforeEach(async () => {
    for (const purpose of ['一次核对', '二次核对', '三次核对', '四次核对'])
      await sqlAuditLog(database()).append({
        ...{ at: noon, actor: 'wang', action: 'case.revealed', subject: 'case_1', detail: { purpose } },
      })
  })
  const verdict = () => verifyAudit(sqlAuditLog(database()))

  it('is whole when nobody touched it', async () =>
    expect(await verdict()).toMatchObject({ kind: 'whole', sequence: 4 }))

  it.each([
    ['changes a word', "update audit set actor = 'li' where sequence = 2", 2],
    ['moves it in time', 'update audit set at = at + 1 where sequence = 3', 3],
    ['takes a record out', 'delete from audit where sequence = 2', 2],
    [
      'closes the gap',
      'delete from audit where sequence = 2; update audit set sequence = sequence - 1 where sequence > 2',
      2,
    ],
    ['cuts the end off', 'delete from audit where sequence = 4', 4],
    ['empties it', 'delete from audit', 1],
    [
      'appends without the chain',
      'insert into audit select 5, at, actor, action, subject, detail, hash from audit where sequence = 4',
      5,
    ],
  ])('is found broken when somebody %s', async (_, statements, sequence) => {
    for (const statement of statements.split(';')) await sql.raw(statement).execute(database())
    expect(await verdict()).toEqual({ kind: 'broken', sequence })
  })
})
