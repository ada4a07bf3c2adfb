/** What a published snapshot says of itself: number, author, instant, every file's digest, signed with a local key. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

const manifestSchema = z.strictObject({
  number: z.int().positive(),
  author: z.string().min(1),
  /** The instant of publishing, ISO 8601. */
  at: z.string(),
  /** SHA-256 of each file by its path within the snapshot, with forward slashes. */
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
  signature: z.string(),
})

export type Manifest = Readonly<z.infer<typeof manifestSchema>>
export type Unsigned = Omit<Manifest, 'signature'>

export const digestOf = (content: Buffer) => createHash('sha256').update(content).digest('hex')

export function sign(manifest: Unsigned, key: string): Manifest {
  return { ...manifest, signature: signatureOf(manifest, key) }
}

/** Undefined when it is no manifest at all. */
export function parseManifest(text: string): Manifest | undefined {
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

export function isSigned(manifest: Manifest, key: string): boolean {
  const [given, wanted] = [Buffer.from(manifest.signature), Buffer.from(signatureOf(manifest, key))]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/** Signed in one fixed order, whatever the order of keys in the file. */
function signatureOf({ number, author, at, files }: Unsigned, key: string): string {
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHmac('sha256', key)
    .update(JSON.stringify([number, author, at, sorted]))
    .digest('hex')
}
