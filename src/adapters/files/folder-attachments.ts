/** Attachments in a folder of ours, for one machine or a volume all processes share. Names on disk are our references. */
import { constants } from 'node:fs'
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AttachmentStore } from '../../assistant/attachment-store'

export function folderAttachments(folder: string): AttachmentStore {
  const place = (reference: string) => join(folder, nameOf(reference))
  return {
    async put(reference, bytes) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeDurably(place(reference), bytes)
    },
    get: (reference) => readFile(place(reference)).catch(whenMissing),
    remove: (reference) => rm(place(reference), { force: true }),
    async isReady() {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await access(folder, constants.W_OK)
        return true
      } catch {
        return false
      }
    },
  }
}

/** References are made by us; one that is not can be no path. */
function nameOf(reference: string): string {
  if (!/^[a-z]+_[a-z0-9]+$/.test(reference)) throw new TypeError('no reference of ours')
  return reference
}

async function writeDurably(place: string, bytes: Buffer): Promise<void> {
  const part = `${place}.${process.pid}.part`
  const file = await open(part, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(part, place)
}

function whenMissing(cause: NodeJS.ErrnoException): undefined {
  if (cause.code === 'ENOENT') return
  throw cause
}
