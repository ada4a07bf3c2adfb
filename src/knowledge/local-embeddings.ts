/**
 * The default embedder: local, deterministic, no weights to fetch. Words, character pairs and single characters are
 * hashed into signed dimensions and the vector is normalised, so a dot product is a cosine.
 */
import { Embeddings } from '@langchain/core/embeddings'
import type { Tokenize } from './tokenize'

export const LOCAL_DIMENSIONS = 384

export class LocalEmbeddings extends Embeddings {
  /** Changes whenever the same text would get another vector: part of the index manifest. */
  readonly id = `hashed-terms-v1-${LOCAL_DIMENSIONS}`
  private readonly tokenize: Tokenize

  constructor(tokenize: Tokenize) {
    super({})
    this.tokenize = tokenize
  }

  embedQuery(text: string): Promise<number[]> {
    return Promise.resolve(this.embed(text))
  }

  embedDocuments(texts: string[]): Promise<number[][]> {
    return Promise.resolve(texts.map((text) => this.embed(text)))
  }

  private embed(text: string): number[] {
    const vector = new Array<number>(LOCAL_DIMENSIONS).fill(0)
    const add = (term: string, weight: number) => {
      const hash = fnv1a(term)
      const at = hash % LOCAL_DIMENSIONS
      vector[at] = (vector[at] ?? 0) + ((hash >>> 16) % 2 === 0 ? weight : -weight)
    }
    for (const term of this.tokenize(text)) add(term, term.startsWith('_') ? 0.7 : 1)
    for (const letter of text.match(/\p{Script=Han}/gu) ?? []) add(`.${letter}`, 0.25)
    const norm = Math.hypot(...vector) || 1
    return vector.map((value) => value / norm)
  }
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
