/**
 * The default embedder: local, deterministic, small. Words, character pairs and single characters are hashed into rows
 * of a learned table; a text is the sum of its rows, normalised, so a dot product is a cosine. The table is learned
 * from the content's own pairs by `npm run train -- --embedder` and kept as data with its digest.
 */
import { Embeddings } from '@langchain/core/embeddings'
import learned from './embedder-weights.json'
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
    const sum = new Float64Array(dimensions)
    for (const { row, weight } of termRows(text, this.tokenize, rows)) {
      const at = row * dimensions
      for (let i = 0; i < dimensions; i++) sum[i] = (sum[i] as number) + weight * (this.table[at + i] as number)
    }
    const norm = Math.sqrt(sum.reduce((total, value) => total + value * value, 0)) || 1
    return Array.from(sum, (value) => value / norm)
  }
}

/** The rows a text is summed from: words, pairs and single characters, each counted once. */
export function termRows(text: string, tokenize: Tokenize, rows: number): { row: number; weight: number }[] {
  const terms = new Set(tokenize(text))
  const letters = new Set(text.match(/\p{Script=Han}/gu) ?? [])
  return [
    ...[...terms].map((term) => ({ row: fnv1a(term) % rows, weight: term.startsWith('_') ? 0.7 : 1 })),
    ...[...letters].map((letter) => ({ row: fnv1a(`.${letter}`) % rows, weight: 0.4 })),
  ]
}

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
