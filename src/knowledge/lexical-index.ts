/** An inverted index over short texts: BM25 for bodies, cosine of tf·idf for question wordings. Built in memory. */
import type { Tokenize } from './tokenize'

const K1 = 1.2
const B = 0.6

interface Posting {
  readonly doc: number
  readonly tf: number
}

/** Each in [0, 1]. */
export interface Overlap {
  readonly cosine: number
  /** Share of the query's term weight that the document has. */
  readonly ofQuery: number
  /** Share of the document's term weight that the query says: 1 when a short wording stands whole in a long story. */
  readonly ofDocument: number
}

export class LexicalIndex {
  private readonly tokenize: Tokenize
  private readonly postings = new Map<string, Posting[]>()
  private readonly lengths: number[] = []
  private readonly norms: number[] = []
  private readonly masses: number[] = []
  private readonly meanLength: number

  constructor(texts: readonly string[], tokenize: Tokenize) {
    this.tokenize = tokenize
    const counted = texts.map((text) => count(tokenize(text)))
    counted.forEach((terms, doc) => {
      let length = 0
      for (const [term, tf] of terms) {
        length += tf
        const list = this.postings.get(term)
        if (list) list.push({ doc, tf })
        else this.postings.set(term, [{ doc, tf }])
      }
      this.lengths.push(length)
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
  }

  /** Rarity of a term; a term the index has never seen counts as the rarest. */
  idf(term: string): number {
    const holders = this.postings.get(term)?.length ?? 0
    return Math.log(1 + (this.lengths.length - holders + 0.5) / (holders + 0.5))
  }

  /** How query and document share their terms, each weighed by rarity; documents that share none are absent. */
  overlaps(query: string): Map<number, Overlap> {
    const terms = count(this.tokenize(query))
    const sums = new Map<number, { dot: number; shared: number }>()
    let norm = 0
    let mass = 0
    for (const [term, tf] of terms) {
      const idf = this.idf(term)
      const weight = dampen(tf) * idf
      norm += weight ** 2
      mass += idf
      for (const { doc, tf: own } of this.postings.get(term) ?? []) {
        const sum = sums.get(doc) ?? { dot: 0, shared: 0 }
        sums.set(doc, { dot: sum.dot + weight * dampen(own) * idf, shared: sum.shared + idf })
      }
    }
    const overlaps = new Map<number, Overlap>()
    for (const [doc, { dot, shared }] of sums) {
      overlaps.set(doc, {
        cosine: dot / (Math.sqrt(norm) * (this.norms[doc] ?? 0) || 1),
        ofQuery: shared / (mass || 1),
        ofDocument: shared / (this.masses[doc] || 1),
      })
    }
    return overlaps
  }

  /** BM25 as a share of the best score the query could reach: in [0, 1], comparable between queries. */
  bm25(query: string): Map<number, number> {
    const terms = new Set(this.tokenize(query))
    const scores = new Map<number, number>()
    let best = 0
    for (const term of terms) {
      const idf = this.idf(term)
      best += idf * (K1 + 1)
      for (const { doc, tf } of this.postings.get(term) ?? []) {
        const length = (this.lengths[doc] ?? 0) / (this.meanLength || 1)
        const gain = (idf * tf * (K1 + 1)) / (tf + K1 * (1 - B + B * length))
        scores.set(doc, (scores.get(doc) ?? 0) + gain)
      }
    }
    for (const [doc, score] of scores) scores.set(doc, score / (best || 1))
    return scores
  }
}

const dampen = (tf: number) => 1 + Math.log(tf)

function count(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}
