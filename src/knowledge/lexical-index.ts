/**
 * An inverted index over short texts: BM25 for bodies, cosine of tf·idf for question wordings. Built in memory.
 * One pass over the query's terms fills arrays kept for it: a search allocates nothing per document.
 */
import type { Tokenize } from './tokenize'

const K1 = 1.2
const B = 0.6

interface Postings {
  readonly docs: number[]
  readonly counts: number[]
}

/** Term → how often the query says it. */
export type Counted = ReadonlyMap<string, number>

/** What the query shares with the documents in `docs`, each value in [0, 1] and by document. Valid until the next call. */
export interface Overlaps {
  readonly docs: readonly number[]
  readonly cosine: Float64Array
  /** Share of the query's term weight that the document has. */
  readonly ofQuery: Float64Array
  /** Share of the document's term weight that the query says: 1 when a short wording stands whole in a long story. */
  readonly ofDocument: Float64Array
}

export class LexicalIndex {
  private readonly tokenize: Tokenize
  private readonly postings = new Map<string, Postings>()
  private readonly lengths: number[] = []
  private readonly norms: number[] = []
  private readonly masses: number[] = []
  private readonly meanLength: number
  // Filled anew by every search: a search allocates nothing per document.
  private readonly shared: { docs: number[]; cosine: Float64Array; ofQuery: Float64Array; ofDocument: Float64Array }
  private readonly ranked: { docs: number[]; scores: Float64Array }

  constructor(texts: readonly string[], tokenize: Tokenize) {
    this.tokenize = tokenize
    const counted = texts.map((text) => countTerms(tokenize(text)))
    counted.forEach((terms, doc) => {
      this.add(terms, doc)
    })
    this.meanLength = this.lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, texts.length)
    for (const terms of counted) {
      let sum = 0
      let mass = 0
      for (const [term, tf] of terms) {
        sum += (dampen(tf) * this.idf(term)) ** 2
        mass += this.idf(term)
      }
      this.norms.push(Math.sqrt(sum))
      this.masses.push(mass)
    }
    const empty = () => new Float64Array(texts.length)
    this.shared = { docs: [], cosine: empty(), ofQuery: empty(), ofDocument: empty() }
    this.ranked = { docs: [], scores: empty() }
  }

  private add(terms: ReadonlyMap<string, number>, doc: number): void {
    let length = 0
    for (const [term, tf] of terms) {
      length += tf
      const held = this.postings.get(term)
      if (held) {
        held.docs.push(doc)
        held.counts.push(tf)
      } else this.postings.set(term, { docs: [doc], counts: [tf] })
    }
    this.lengths.push(length)
  }

  /** Rarity of a term; a term the index has never seen counts as the rarest. */
  idf(term: string): number {
    const holders = this.postings.get(term)?.docs.length ?? 0
    return Math.log(1 + (this.lengths.length - holders + 0.5) / (holders + 0.5))
  }

  /** Share of the text's term weight that any document has: low for what this base never speaks of. */
  familiar(text: string, except?: number): number {
    let known = 0
    let all = 0
    for (const term of new Set(this.tokenize(text))) {
      const idf = this.idf(term)
      all += idf
      if (this.postings.get(term)?.docs.some((doc) => doc !== except)) known += idf
    }
    return all === 0 ? 0 : known / all
  }

  /** How query and document share their terms, each weighed by rarity; documents that share none are not in `docs`. */
  overlaps(query: Counted): Overlaps {
    const { docs, cosine, ofQuery, ofDocument } = this.shared
    for (const doc of docs) cosine[doc] = ofQuery[doc] = 0
    docs.length = 0
    let norm = 0
    let mass = 0
    for (const [term, tf] of query) {
      const idf = this.idf(term)
      const weight = dampen(tf) * idf
      norm += weight ** 2
      mass += idf
      const held = this.postings.get(term)
      if (held) this.share(held, weight * idf, idf)
    }
    const length = Math.sqrt(norm)
    for (const doc of docs) {
      const weight = ofQuery[doc] ?? 0
      cosine[doc] = (cosine[doc] ?? 0) / (length * (this.norms[doc] ?? 0) || 1)
      ofDocument[doc] = weight / (this.masses[doc] || 1)
      ofQuery[doc] = weight / (mass || 1)
    }
    return this.shared
  }

  private share({ docs: holders, counts }: Postings, product: number, idf: number): void {
    const { docs, cosine, ofQuery } = this.shared
    for (let i = 0; i < holders.length; i++) {
      const doc = holders[i] as number
      const weight = ofQuery[doc] as number
      if (weight === 0) docs.push(doc)
      ofQuery[doc] = weight + idf
      cosine[doc] = (cosine[doc] as number) + product * dampen(counts[i] as number)
    }
  }

  /** BM25 by document as a share of the best score the query could reach: in [0, 1], comparable between queries. */
  bm25(query: Counted): { readonly docs: readonly number[]; readonly scores: Float64Array } {
    const { docs, scores } = this.ranked
    for (const doc of docs) scores[doc] = 0
    docs.length = 0
    let best = 0
    for (const term of query.keys()) {
      const idf = this.idf(term)
      best += idf * (K1 + 1)
      const held = this.postings.get(term)
      held?.docs.forEach((doc, i) => {
        if (scores[doc] === 0) docs.push(doc)
        const tf = held.counts[i] ?? 1
        const length = (this.lengths[doc] ?? 0) / (this.meanLength || 1)
        scores[doc] = (scores[doc] ?? 0) + (idf * tf * (K1 + 1)) / (tf + K1 * (1 - B + B * length))
      })
    }
    for (const doc of docs) scores[doc] = (scores[doc] ?? 0) / (best || 1)
    return this.ranked
  }
}

const dampen = (tf: number) => (tf === 1 ? 1 : 1 + Math.log(tf))

export function countTerms(terms: readonly string[]): Counted {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}
