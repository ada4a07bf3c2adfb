/** The hand-offs owed to the backend, in SQL: one leased table, claimed and settled by compare-and-set. */
import type { CaseState } from '../../cases/case-file'
import type { Backlog, Delivery, HandOff, HandOffQueue } from '../../cases/hand-off-queue'
import { decodeCaseFile, keptCases, openEvent, sealWhy } from './case-rows'
import type { FieldCipher } from './field-cipher'
import type { Database } from './tables'
import { transact } from './transact'

export function sqlHandOffQueue(database: Database, cipher: FieldCipher): HandOffQueue {
  return {
    claim: (due) => transact(database, (trx) => claim(trx, cipher, due)),
    settle: (handOff, delivery, at) => transact(database, (trx) => settle(trx, cipher, { handOff, delivery, at })),
    park: (caseId, why) => park(database, caseId, sealWhy(why, caseId, cipher)),
    replay: (caseId, at) => replay(database, caseId, at),
    backlog: () => backlog(database),
  }
}

type Due = Parameters<HandOffQueue['claim']>[0]

/** A lease is nothing but a later due time. A rival that chose the same row waits for ours, then sees it is not due. */
async function claim(trx: Database, cipher: FieldCipher, { now, until, atMost }: Due): Promise<readonly HandOff[]> {
  const claimed = await trx
    .updateTable('hand_off')
    .set((eb) => ({
      due_at: until.getTime(),
      attempts: eb('attempts', '+', 1),
      first_tried_at: eb.fn.coalesce('first_tried_at', eb.val(now.getTime())),
    }))
    .where('id', 'in', longestDue(trx, now.getTime(), atMost))
    .where('state', '=', 'due')
    .where('due_at', '<=', now.getTime())
    .returning(['id', 'case_id', 'attempts', 'first_tried_at', 'created_at', 'event'])
    .execute()
  if (claimed.length === 0) return []
  const bodies = await bodiesOf(
    trx,
    claimed.map((row) => row.case_id),
  )
  return claimed
    .toSorted((a, b) => a.created_at - b.created_at || a.id.localeCompare(b.id))
    .map((row) => ({
      id: row.id,
      caseFile: decodeCaseFile({ id: row.case_id, body: bodies.get(row.case_id) ?? '' }, cipher),
      event: openEvent(row, cipher),
      attempts: row.attempts - 1,
      firstTriedAt: new Date(row.first_tried_at ?? now),
    }))
}

function longestDue(trx: Database, now: number, atMost: number) {
  return trx
    .selectFrom('hand_off as due')
    .select('due.id')
    .where('due.state', '=', 'due')
    .where('due.due_at', '<=', now)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('hand_off as earlier')
            .select('earlier.id')
            .whereRef('earlier.case_id', '=', 'due.case_id')
            .whereRef('earlier.sequence', '<', 'due.sequence')
            .where('earlier.state', '!=', 'delivered'),
        ),
      ),
    )
    .orderBy('due.due_at')
    .orderBy('due.id')
    .limit(atMost)
}

async function bodiesOf(trx: Database, caseIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await trx.selectFrom('case_file').select(['id', 'body']).where('id', 'in', caseIds).execute()
  return new Map(rows.map((row) => [row.id, row.body]))
}

async function settle(
  trx: Database,
  cipher: FieldCipher,
  { handOff, delivery, at }: { handOff: Pick<HandOff, 'id' | 'attempts'>; delivery: Delivery; at: Date },
): Promise<CaseState | undefined> {
  const { why, ...ended_as } = ending(delivery, at)
  const update = trx.updateTable('hand_off').set(ended_as).where('id', '=', handOff.id)
  const mayEnd =
    delivery.kind === 'accepted'
      ? update.where('state', '!=', 'delivered')
      : update.where('state', '=', 'due').where('attempts', '=', handOff.attempts + 1)
  const ended = await mayEnd.returning('case_id').executeTakeFirst()
  if (!ended) return undefined
  const sealed = why === null ? null : sealWhy(why, ended.case_id, cipher)
  await trx.updateTable('hand_off').set({ why: sealed }).where('id', '=', handOff.id).execute()
  if (delivery.kind === 'accepted') {
    const backend_number = delivery.backendNumber
    await trx.updateTable('case_file').set({ backend_number }).where('id', '=', ended.case_id).execute()
  }
  const rows = await trx.selectFrom('case_file').selectAll().where('id', '=', ended.case_id).execute()
  return (await keptCases(trx, rows, cipher))[0]?.state
}

function ending(delivery: Delivery, at: Date) {
  const settled_at = at.getTime()
  switch (delivery.kind) {
    case 'accepted':
      return { state: 'delivered' as const, settled_at, why: null }
    case 'refused':
      return { state: 'parked' as const, settled_at, why: delivery.reasons.join('; ') }
    case 'expired':
      return { state: 'parked' as const, settled_at, why: delivery.why }
    case 'unreached':
      return { due_at: delivery.retryAt.getTime(), why: delivery.why }
  }
}

async function park(database: Database, caseId: string, why: string): Promise<boolean> {
  const parked = await database
    .updateTable('hand_off')
    .set({ state: 'parked', why })
    .where('case_id', '=', caseId)
    .where('state', '=', 'due')
    .returning('id')
    .execute()
  return parked.length > 0
}

async function replay(database: Database, caseId: string, at: Date): Promise<boolean> {
  const replayed = await database
    .updateTable('hand_off')
    .set({ state: 'due', due_at: at.getTime(), first_tried_at: null, settled_at: null, why: null })
    .where('case_id', '=', caseId)
    .where('state', '=', 'parked')
    .returning('id')
    .execute()
  return replayed.length > 0
}

async function backlog(database: Database): Promise<Backlog> {
  const rows = await database
    .selectFrom('hand_off')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count'), eb.fn.min('created_at').as('oldest')] as const)
    .where('state', '!=', 'delivered')
    .groupBy('state')
    .execute()
  const [due, parked] = (['due', 'parked'] as const).map((state) => rows.find((row) => row.state === state))
  return {
    due: due?.count ?? 0,
    parked: parked?.count ?? 0,
    oldestDueAt: due ? new Date(due.oldest) : undefined,
  }
}
