/** Vectors by the digest of their text, one small file each: what was paid for once is not asked for again. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface VectorCache {
  /** Undefined for one of another length: half a file, or the model behind the address was changed. */
  find(text: string, dimensions: number): number[] | undefined
  keep(text: string, vector: readonly number[]): void
}

/** One folder per model: another model's vectors are never found here. */
export function vectorCache(folder: string): VectorCache {
  const fileOf = (text: string) => {
    const digest = createHash('sha256').update(text).digest('hex').slice(0, 32)
    return join(folder, digest.slice(0, 2), `${digest}.f32`)
  }
  return {
    find(text, dimensions) {
      try {
        const bytes = readFileSync(fileOf(text))
        const values = bytes.buffer.slice(
          bytes.byteOffset,
          bytes.byteOffset + bytes.byteLength - (bytes.byteLength % 4),
        )
        return values.byteLength === 4 * dimensions ? Array.from(new Float32Array(values)) : undefined
      } catch {
        return undefined // not there yet
      }
    },
    keep(text, vector) {
      const file = fileOf(text)
      mkdirSync(dirname(file), { recursive: true })
      // Written beside and renamed: nobody ever reads half a vector.
      writeFileSync(`${file}.${process.pid}.part`, Buffer.from(Float32Array.from(vector).buffer))
      renameSync(`${file}.${process.pid}.part`, file)
    },
  }
}
