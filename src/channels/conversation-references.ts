/**
 * Where a Bot Framework conversation can be reached later: kept per conversation, without the resident's name. One
 * small file each; the latest wins.
 */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Ids } from '../base/ids'

const referenceSchema = z.strictObject({
  channelId: z.string(),
  serviceUrl: z.string(),
  conversation: z.string(),
  bot: z.string(),
  resident: z.string(),
})

export type StoredReference = Readonly<z.infer<typeof referenceSchema>>

export interface ReferenceStore {
  keep(conversation: string, reference: StoredReference): Promise<void>
  find(conversation: string): Promise<StoredReference | undefined>
}

export function folderReferences(folder: string, ids: Ids): ReferenceStore {
  const place = (conversation: string) =>
    join(folder, `${createHash('sha256').update(conversation).digest('hex')}.json`)
  return {
    async keep(conversation, reference) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const part = join(folder, `${ids.code(16)}.part`)
      await writeFile(part, JSON.stringify(reference), { mode: 0o600 })
      await rename(part, place(conversation))
    },
    async find(conversation) {
      const text = await readFile(place(conversation), 'utf8').catch(whenMissing)
      return text === undefined ? undefined : referenceSchema.parse(JSON.parse(text))
    },
  }
}

function whenMissing(cause: unknown): undefined {
  if (typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT') return
  throw cause
}
