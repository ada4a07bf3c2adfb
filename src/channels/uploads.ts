/**
 * Files residents send: what they are is read from their bytes, never from their name or declared type; they are
 * scanned where the bureau has a scanner; and only a reference with a SHA-256 travels on. Names in the store are ours.
 */
import { createHash } from 'node:crypto'
import type { Attachment } from '../assistant/message'
import type { Clock } from '../base/clock'
import type { Ids } from '../base/ids'
import type { Log } from '../base/log'
import { maskNumbers } from '../domain/mask'
import { plainText } from './activity'
import type { RefusalCode } from './refusals'

export interface UploadStore {
  /** Kept durably before it resolves, and remembered with its conversation, so that it goes when that goes. */
  keep(file: {
    readonly reference: string
    readonly conversation: string
    readonly sha256: string
    readonly bytes: Buffer
    readonly at: Date
  }): Promise<void>
}

/** `unknown`: the scanner did not say; `busy`: it has as much as it can do. Neither is clean. */
export type ScanVerdict = 'clean' | 'infected' | 'unknown' | 'busy'
export type Scan = (bytes: Buffer) => Promise<ScanVerdict>

export interface Uploads {
  readonly store: UploadStore
  /** Absent: the bureau has no scanner. */
  readonly scan?: Scan | undefined
  readonly ids: Ids
  readonly clock: Clock
  readonly log: Log
}

export interface UploadedFile {
  readonly name: string
  readonly bytes: Buffer
}

export type KeptUploads = { kind: 'kept'; attachments: readonly Attachment[] } | { kind: 'refused'; code: RefusalCode }

/** All or none: a refused file leaves no other behind. */
export async function keepUploads(
  uploads: Uploads,
  conversation: string,
  files: readonly UploadedFile[],
): Promise<KeptUploads> {
  if (files.some(({ bytes }) => sniffType(bytes) === undefined)) return { kind: 'refused', code: 'upload.wrongType' }
  const unclean = await firstUnclean(uploads, files)
  if (unclean) return { kind: 'refused', code: unclean }
  const kept = await Promise.all(files.map((file) => keep(uploads, conversation, file)))
  return { kind: 'kept', attachments: kept }
}

const VERDICTS = {
  infected: 'upload.infected',
  unknown: 'upload.notScanned',
  busy: 'upload.busy',
} as const satisfies Record<Exclude<ScanVerdict, 'clean'>, RefusalCode>

/** One after the other: a scanner takes a processor for itself. */
async function firstUnclean({ scan, log }: Uploads, files: readonly UploadedFile[]): Promise<RefusalCode | undefined> {
  if (!scan) return undefined
  for (const { bytes } of files) {
    const verdict = await scan(bytes)
    if (verdict === 'clean') continue
    log.warn(VERDICTS[verdict], { bytes: bytes.length })
    return VERDICTS[verdict]
  }
  return undefined
}

async function keep(uploads: Uploads, conversation: string, { name, bytes }: UploadedFile): Promise<Attachment> {
  const reference = uploads.ids.next('upload')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await uploads.store.keep({ reference, conversation, sha256, bytes, at: uploads.clock.now() })
  return { reference, name: shownName(name), contentType: sniffType(bytes) ?? '', bytes: bytes.length, sha256 }
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

/** The last part of the path, printable, short, numbers of a person covered: shown to people, never used as a path. */
function shownName(name: string): string {
  const last = maskNumbers(plainText(name)).text.split(/[\\/]/).at(-1) ?? ''
  return [...last].slice(-80).join('') || 'file'
}
