/**
 * Files residents send: what they are is read from their bytes, never from their name or declared type, and only a
 * reference with a SHA-256 travels on. Kept in a folder; names on disk are our own.
 */
import { createHash } from 'node:crypto'
import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Attachment } from '../assistant/message'
import type { Ids } from '../base/ids'
import { plainText } from './activity'

export interface UploadStore {
  /** Kept durably before it resolves; undefined when the bytes are neither an image nor a PDF. */
  keep(file: { name: string; bytes: Buffer }): Promise<Attachment | undefined>
}

export function folderUploads(folder: string, ids: Ids): UploadStore {
  return {
    async keep({ name, bytes }) {
      const contentType = sniffType(bytes)
      if (!contentType) return undefined
      const reference = ids.next('upload')
      await writeDurably(folder, reference, bytes)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return { reference, name: shownName(name), contentType, bytes: bytes.length, sha256 }
    },
  }
}

export function sniffType(bytes: Buffer): string | undefined {
  const starts = (hex: string, at = 0) => bytes.subarray(at, at + hex.length / 2).toString('hex') === hex
  const says = (text: string, at: number) => bytes.subarray(at, at + text.length).toString('latin1') === text
  if (starts('ffd8ff')) return 'image/jpeg'
  if (starts('89504e470d0a1a0a')) return 'image/png'
  if (says('GIF87a', 0) || says('GIF89a', 0)) return 'image/gif'
  if (says('RIFF', 0) && says('WEBP', 8)) return 'image/webp'
  if (says('ftyp', 4) && /^(?:heic|heix|mif1|msf1)$/.test(bytes.subarray(8, 12).toString('latin1'))) return 'image/heic'
  if (says('%PDF-', 0)) return 'application/pdf'
  return undefined
}

async function writeDurably(folder: string, reference: string, bytes: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const place = join(folder, reference)
  const file = await open(`${place}.part`, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${place}.part`, place)
}

/** The last part of the path, printable, short: shown to people only, never used as a path. */
function shownName(name: string): string {
  const last = plainText(name).split(/[\\/]/).at(-1) ?? ''
  return [...last].slice(-80).join('') || 'file'
}
