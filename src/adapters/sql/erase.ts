/** Deletes rows for good and leaves tombstones: what it was, when it went, and the hash of what is gone. */
import { createHash } from 'node:crypto'
import type { Erasure } from '../../assistant/personal-data'
import { unnamePlaces } from './appointment-places'
import { letGo } from './attachment-rows'
import type { Database } from './tables'

export interface Erased {
  readonly kind: 'case' | 'conversation'
  readonly id: string
  readonly number: string | null
  /** The texts as they were stored, in a fixed order. */
  readonly sealed: readonly string[]
  /** How many files went with it; each is among the texts, by its reference and SHA-256. */
  readonly attachments: number
}

/** Nothing is erased when one of the cases is still to be handed off. */
export async function eraseCases(
  trx: Database,
  ids: readonly string[],
  at: Date,
): Promise<readonly Erased[] | 'underWay'> {
  if (ids.length === 0) return []
  // Locks them: a claim on its way waits, and then finds nothing to claim.
  const handOffs = await trx
    .updateTable('hand_off')
    .set((eb) => ({ state: eb.ref('state') }))
    .where('case_id', 'in', ids)
    .returning('state')
    .execute()
  if (handOffs.some(({ state }) => state === 'due')) return 'underWay'
  const told = await trx.deleteFrom('hand_off').where('case_id', 'in', ids).returning(['case_id', 'event']).execute()
  await trx.deleteFrom('resume_code').where('subject', 'in', ids).execute()
  await unnamePlaces(trx, ids)
  const papers = await letGo(trx, 'case_id', ids, at)
  const events = await trx
    .deleteFrom('status_event')
    .where('case_id', 'in', ids)
    .returning(['case_id', 'body'])
    .execute()
  const files = await trx.deleteFrom('case_file').where('id', 'in', ids).returning(['id', 'number', 'body']).execute()
  return files.map(({ id, number, body }) => {
    const said = told.flatMap(({ case_id, event }) => (event === null ? [] : [{ case_id, body: event }]))
    const own = [...events, ...said].filter((event) => event.case_id === id).map((event) => event.body)
    const sent = papers.filter((paper) => paper.case_id === id).map(({ text }) => text)
    return { kind: 'case', id, number, sealed: [body, ...own.sort(), ...sent], attachments: sent.length }
  })
}

/** A turn under way finds its version gone and begins a new conversation. */
export async function eraseConversation(trx: Database, id: string, at: Date): Promise<readonly Erased[]> {
  await trx
    .updateTable('conversation')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
  const entries = await trx.deleteFrom('entry').where('conversation_id', '=', id).returning('body').execute()
  await trx.deleteFrom('resume_code').where('subject', '=', id).execute()
  const ways = await trx
    .deleteFrom('conversation_reference')
    .where('conversation_id', '=', id)
    .returning('body')
    .execute()
  const papers = await letGo(trx, 'conversation_id', [id], at)
  const gone = await trx.deleteFrom('conversation').where('id', '=', id).returning('state').execute()
  if (gone.length === 0) return []
  const said = [...entries, ...ways].map(({ body }) => body).sort()
  const sealed = [...gone.map(({ state }) => state), ...said, ...papers.map(({ text }) => text)]
  return [{ kind: 'conversation', id, number: null, sealed, attachments: papers.length }]
}

export function proofOf(sealed: readonly string[]): string {
  return createHash('sha256').update(sealed.join('\n')).digest('hex')
}

/** A conversation begun again under its old id and erased again has the newer tombstone. */
export async function bury(trx: Database, erased: readonly Erased[], at: Date): Promise<void> {
  const rows = erased.map(({ kind, id, number, sealed }) => ({
    ...{ kind, id, number },
    erased_at: at.getTime(),
    proof: proofOf(sealed),
  }))
  for (const row of rows) {
    const { erased_at, proof } = row
    await trx
      .insertInto('tombstone')
      .values(row)
      .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet({ erased_at, proof }))
      .execute()
  }
}

export async function buried(database: Database, idOrNumber: string): Promise<Erasure> {
  const tombstone = await database
    .selectFrom('tombstone')
    .select(['erased_at', 'proof'])
    .where((eb) => eb.or([eb('id', '=', idOrNumber), eb('number', '=', idOrNumber)]))
    .executeTakeFirst()
  if (!tombstone) return { kind: 'unknown' }
  return { kind: 'erasedBefore', at: new Date(tombstone.erased_at), proof: tombstone.proof }
}
