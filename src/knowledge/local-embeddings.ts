/**
 * The default embedder: local, deterministic, small. Words, character pairs and single characters are hashed into rows
 * of a learned table; a text is the sum of its rows, normalised, so a dot product is a cosine. The table is learned
 * from the content's own pairs by `npm run train -- --embedder` and kept as data with its digest.
 */
import { Embeddings } from '@langchain/core/embeddings'
import learned from './embedder-weights.json'
import { remember, WHOLE_BASE } from './remember'
import type { Tokenize } from './tokenize'

export interface EmbedderWeights {
  readonly digest: string
  readonly rows: number
  readonly dimensions: number
  /** One signed byte a value, row after row, in base64. */
  readonly table: string
}

export const LOCAL_DIMENSIONS = learned.dimensions

export class LocalEmbeddings extends Embeddings {
  /** Changes whenever the same text would get another vector: part of the index manifest. */
  readonly id: string
  readonly dimensions: number
  private readonly tokenize: Tokenize
  private readonly weights: EmbedderWeights
  private readonly table: Int8Array

  constructor(tokenize: Tokenize, weights: EmbedderWeights = learned) {
    super({})
    this.tokenize = tokenize
    this.weights = weights
    this.dimensions = weights.dimensions
    this.table = new Int8Array(Buffer.from(weights.table, 'base64'))
    this.id = `learned-terms-${weights.dimensions}-${weights.digest}`
  }

  embedQuery(text: string): Promise<number[]> {
    return Promise.resolve(this.embed(text))
  }

  embedDocuments(texts: string[]): Promise<number[][]> {
    return Promise.resolve(texts.map((text) => this.embed(text)))
  }

  private embed(text: string): number[] {
    const { dimensions, rows } = this.weights
    const { table } = this
    const sum = new Array<number>(dimensions).fill(0)
    for (const { row, weight } of termRows(text, this.tokenize, rows)) {
      const at = row * dimensions
      for (let i = 0; i < dimensions; i++) sum[i] = (sum[i] as number) + weight * (table[at + i] as number)
    }
    let squares = 0
    for (let i = 0; i < dimensions; i++) squares += (sum[i] as number) ** 2
    const norm = Math.sqrt(squares) || 1
    for (let i = 0; i < dimensions; i++) sum[i] = (sum[i] as number) / norm
    return sum
  }
}

/** The rows a text is summed from: words, pairs and single characters, each counted once. */
export function termRows(text: string, tokenize: Tokenize, rows: number): { row: number; weight: number }[] {
  const found: { row: number; weight: number }[] = []
  for (const term of new Set(tokenize(text)))
    found.push({ row: hashed(term) % rows, weight: term.startsWith('_') ? 0.7 : 1 })
  for (const letter of new Set(text.match(/\p{Script=Han}/gu) ?? []))
    found.push({ row: hashedLetter(letter) % rows, weight: 0.4 })
  return found
}

/** Of a bureau's words nearly all come again. */
const hashed = remember(fnv1a, WHOLE_BASE)
const hashedLetter = remember((letter) => fnv1a(`.${letter}`), WHOLE_BASE)

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i)
    hash = Math.imul(hash, 0x01000193)
  }
  // One more round: FNV's low bits alone are too regular for a modulus.
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0x5bd1e995)
  return (hash ^ (hash >>> 15)) >>> 0
}
