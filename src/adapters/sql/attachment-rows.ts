/** Whose a sent file is, and letting it go: part of the transactions that open a case and that erase. */
import type { Database } from './tables'

/** From here on they go when the case goes. */
export async function handOver(trx: Database, caseId: string, attachments: readonly { readonly reference: string }[]) {
  const references = attachments.map(({ reference }) => reference)
  if (references.length === 0) return
  await trx.updateTable('attachment').set({ case_id: caseId }).where('reference', 'in', references).execute()
}

export interface Letting {
  readonly case_id: string | null
  /** What the proof of erasure says of it. */
  readonly text: string
}

/** Of a case, all its files; of a conversation, those that are part of no case. Their bytes are removed afterwards. */
export async function letGo(
  trx: Database,
  by: 'case_id' | 'conversation_id',
  ids: readonly string[],
  at: Date,
): Promise<readonly Letting[]> {
  const theirs = trx.updateTable('attachment').set({ going_at: at.getTime() }).where(by, 'in', ids)
  const rows = await (by === 'case_id' ? theirs : theirs.where('case_id', 'is', null))
    .where('going_at', 'is', null)
    .returning(['reference', 'case_id', 'sha256'])
    .execute()
  const lettings = rows.map(({ reference, case_id, sha256 }) => ({
    case_id,
    text: `attachment ${reference} ${sha256}`,
  }))
  return lettings.sort((a, b) => (a.text < b.text ? -1 : 1))
}
