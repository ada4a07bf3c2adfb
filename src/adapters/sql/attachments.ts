/**
 * Files residents sent: their bytes sealed in a store, and a row for each, so that a file goes when its conversation
 * or its case goes. Letting go has two steps, so that nothing is forgotten on the way: a row is marked in the
 * transaction that erases, then the bytes are removed, then the row.
 */
import { createHash } from 'node:crypto'
import type { AttachmentStore } from '../../assistant/attachment-store'
import { Fault } from '../../base/fault'
import type { FieldCipher } from './field-cipher'
import type { Database } from './tables'

export interface SentFile {
  readonly reference: string
  readonly conversation: string
  readonly sha256: string
  readonly bytes: Buffer
  readonly at: Date
}

export interface SqlAttachments {
  /** Sealed and durable before it resolves. The row comes first: bytes nobody knows of would stay for ever. */
  keep(file: SentFile): Promise<void>
  /** As it was sent; undefined when it was let go or never arrived whole. */
  read(reference: string): Promise<Buffer | undefined>
  /** Lets go what was sent before and is part of no case, and removes whatever is on its way out; how many. */
  expire(before: Date, at: Date): Promise<number>
  /** Removes the bytes of what was let go; how many. Safe to stop anywhere: the next run goes on. */
  sweep(): Promise<number>
  /** Seals with the current key what is not; how many. Runs beside serving processes. */
  reseal(progress: (count: number) => void): Promise<number>
}

export function sqlAttachments(database: Database, store: AttachmentStore, cipher: FieldCipher): SqlAttachments {
  const parts = { database, store, cipher }
  return {
    keep: (file) => keep(parts, file),
    read: (reference) => read(parts, reference),
    async expire(before, at) {
      await letGoOlder(database, before, at)
      return sweep(parts)
    },
    sweep: () => sweep(parts),
    reseal: (progress) => reseal(parts, progress),
  }
}

interface Parts {
  readonly database: Database
  readonly store: AttachmentStore
  readonly cipher: FieldCipher
}

const placeOf = (reference: string) => ({ field: 'attachment', record: reference }) as const

async function keep({ database, store, cipher }: Parts, { reference, conversation, sha256, bytes, at }: SentFile) {
  const row = { reference, conversation_id: conversation, sha256, kept_at: at.getTime() }
  await database
    .insertInto('attachment')
    .values({ ...row, case_id: null, sealed_with: cipher.currentPrefix, going_at: null })
    .execute()
  await store.put(reference, cipher.sealBytes(bytes, placeOf(reference)))
}

async function read({ database, store, cipher }: Parts, reference: string): Promise<Buffer | undefined> {
  const found = database.selectFrom('attachment').select('sha256').where('reference', '=', reference)
  const row = await found.where('going_at', 'is', null).executeTakeFirst()
  const sealed = row && (await store.get(reference))
  if (!sealed) return undefined
  const bytes = cipher.openBytes(sealed, placeOf(reference))
  if (createHash('sha256').update(bytes).digest('hex') === row.sha256) return bytes
  throw new Fault('data.unreadable', 'a file is not what was sent', { facts: { field: 'attachment' } })
}

/** A file that came with a case stays as long as the case does, however old it is. */
async function letGoOlder(database: Database, before: Date, at: Date): Promise<void> {
  await database
    .updateTable('attachment')
    .set({ going_at: at.getTime() })
    .where('kept_at', '<', before.getTime())
    .where('case_id', 'is', null)
    .where('going_at', 'is', null)
    .execute()
}

const BATCH = 100

async function sweep({ database, store }: Parts): Promise<number> {
  for (let removed = 0; ; ) {
    const going = database.selectFrom('attachment').select('reference').where('going_at', 'is not', null)
    const rows = await going.limit(BATCH).execute()
    if (rows.length === 0) return removed
    for (const { reference } of rows) {
      await store.remove(reference)
      const gone = await database.deleteFrom('attachment').where('reference', '=', reference).executeTakeFirst()
      removed += Number(gone.numDeletedRows)
    }
  }
}

async function reseal(parts: Parts, progress: (count: number) => void): Promise<number> {
  for (let count = 0; ; ) {
    const { currentPrefix } = parts.cipher
    const stale = parts.database.selectFrom('attachment').select(['reference', 'sealed_with'])
    const left = stale.where('sealed_with', '<>', currentPrefix).where('going_at', 'is', null)
    const rows = await left.limit(BATCH).execute()
    if (rows.length === 0) return count
    for (const { reference } of rows) count += await resealOne(parts, reference)
    progress(count)
  }
}

/** Let go meanwhile: then what was just written again goes too. */
async function resealOne({ database, store, cipher }: Parts, reference: string): Promise<number> {
  const sealed = await store.get(reference)
  const place = placeOf(reference)
  if (sealed) await store.put(reference, cipher.sealBytes(cipher.openBytes(sealed, place), place))
  const kept = await database
    .updateTable('attachment')
    .set({ sealed_with: cipher.currentPrefix })
    .where('reference', '=', reference)
    .where('going_at', 'is', null)
    .executeTakeFirst()
  if (Number(kept.numUpdatedRows) === 0) await store.remove(reference)
  return sealed ? 1 : 0
}
