/**
 * An inverted index over short texts: BM25 for bodies, cosine of tf·idf for question wordings. Built in memory.
 * One pass over the query's terms fills plain arrays: a search allocates nothing per document but its result.
 */
import type { Tokenize } from './tokenize'

const K1 = 1.2
const B = 0.6

interface Postings {
  readonly docs: number[]
  readonly counts: number[]
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
  private readonly postings = new Map<string, Postings>()
  private readonly lengths: number[] = []
  private readonly norms: number[] = []
  private readonly masses: number[] = []
  private readonly meanLength: number

  constructor(texts: readonly string[], tokenize: Tokenize) {
    this.tokenize = tokenize
    const counted = texts.map((text) => count(tokenize(text)))
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

  /** How query and document share their terms, each weighed by rarity; documents that share none are absent. */
  overlaps(query: string): Map<number, Overlap> {
    const dots = new Float64Array(this.lengths.length)
    const shared = new Float64Array(this.lengths.length)
    const touched: number[] = []
    let norm = 0
    let mass = 0
    for (const [term, tf] of count(this.tokenize(query))) {
      const idf = this.idf(term)
      const weight = dampen(tf) * idf
      norm += weight ** 2
      mass += idf
      const held = this.postings.get(term)
      if (!held) continue
      held.docs.forEach((doc, i) => {
        if (shared[doc] === 0) touched.push(doc)
        dots[doc] = (dots[doc] ?? 0) + weight * dampen(held.counts[i] ?? 1) * idf
        shared[doc] = (shared[doc] ?? 0) + idf
      })
    }
    return new Map(
      touched.map((doc) => [
        doc,
        {
          cosine: (dots[doc] ?? 0) / (Math.sqrt(norm) * (this.norms[doc] ?? 0) || 1),
          ofQuery: (shared[doc] ?? 0) / (mass || 1),
          ofDocument: (shared[doc] ?? 0) / (this.masses[doc] || 1),
        },
      ]),
    )
  }

  /** BM25 as a share of the best score the query could reach: in [0, 1], comparable between queries. */
  bm25(query: string): Map<number, number> {
    const scores = new Float64Array(this.lengths.length)
    const touched: number[] = []
    let best = 0
    for (const term of new Set(this.tokenize(query))) {
      const idf = this.idf(term)
      best += idf * (K1 + 1)
      const held = this.postings.get(term)
      if (!held) continue
      held.docs.forEach((doc, i) => {
        if (scores[doc] === 0) touched.push(doc)
        const tf = held.counts[i] ?? 1
        const length = (this.lengths[doc] ?? 0) / (this.meanLength || 1)
        scores[doc] = (scores[doc] ?? 0) + (idf * tf * (K1 + 1)) / (tf + K1 * (1 - B + B * length))
      })
    }
    return new Map(touched.map((doc) => [doc, (scores[doc] ?? 0) / (best || 1)]))
  }
}

const dampen = (tf: number) => 1 + Math.log(tf)

function count(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}
