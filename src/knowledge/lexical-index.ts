/**
 * An inverted index over passages' texts, ranked by BM25. Built in memory by counting; all that does not depend on the
 * query is reckoned then, and a search fills arrays kept for it.
 */
import { add, rarity } from './term-weights'
import { type Terms, termsOf } from './terms'
import type { Tokenize } from './tokenize'

const K1 = 1.2
const B = 0.6

/** Term → how often the query says it. */
export type Counted = ReadonlyMap<string, number>

/** By document, for those in `docs`, each in [0, 1]; valid until the next search. */
export interface Ranked {
  readonly docs: Int32Array
  /** BM25 as a share of the best score the query could reach: comparable between queries. */
  readonly scores: Float64Array
  /** The query's share of term weight found in the document. */
  readonly ofQuery: Float64Array
}

/** From `starts[n]` to `starts[n + 1]` stand the documents that say term number n, and what it adds to their BM25. */
interface Postings {
  readonly starts: Int32Array
  readonly docs: Int32Array
  readonly gains: Float64Array
  readonly idfs: Float64Array
}

export class LexicalIndex {
  private readonly terms: Terms
  private readonly postings: Postings
  private readonly idfUnseen: number
  private readonly ranked: Ranked & { found: number }

  constructor(texts: readonly string[], tokenize: Tokenize) {
    this.terms = termsOf(tokenize)
    this.idfUnseen = rarity(0, texts.length)
    this.postings = postingsOf(texts.map(this.terms.bag), this.terms.size)
    const empty = () => new Float64Array(texts.length)
    this.ranked = { docs: new Int32Array(texts.length), found: 0, scores: empty(), ofQuery: empty() }
  }

  bm25(query: Counted): Ranked {
    const { ranked } = this
    const { scores, ofQuery } = ranked
    for (const doc of ranked.docs.subarray(0, ranked.found)) scores[doc] = ofQuery[doc] = 0
    ranked.found = 0
    let mass = 0
    for (const term of query.keys()) {
      const number = this.terms.numberOf(term)
      // A newer term than this index stands in none of its documents.
      const idf = number === undefined ? this.idfUnseen : (this.postings.idfs[number] ?? this.idfUnseen)
      mass += idf
      if (number !== undefined && number < this.postings.idfs.length) this.gain(number, idf)
    }
    const docs = ranked.docs.subarray(0, ranked.found)
    for (let i = 0; i < docs.length; i++) {
      const doc = docs[i] as number
      scores[doc] = (scores[doc] as number) / (mass * (K1 + 1) || 1)
      ofQuery[doc] = (ofQuery[doc] as number) / (mass || 1)
    }
    return { docs, scores, ofQuery }
  }

  private gain(number: number, idf: number): void {
    const { starts, docs: holders, gains } = this.postings
    const { ranked } = this
    const { docs, scores, ofQuery } = ranked
    const to = starts[number + 1] as number
    for (let i = starts[number] as number; i < to; i++) {
      const doc = holders[i] as number
      const weight = ofQuery[doc] as number
      if (weight === 0) docs[ranked.found++] = doc
      ofQuery[doc] = weight + idf
      scores[doc] = (scores[doc] as number) + (gains[i] as number)
    }
  }
}

function postingsOf(bags: readonly Int32Array[], size: number): Postings {
  const starts = new Int32Array(size + 1)
  for (const bag of bags) for (let i = 0; i < bag.length; i += 2) add(starts, (bag[i] as number) + 1, 1)
  const idfs = new Float64Array(size)
  for (let number = 0; number < size; number++) {
    idfs[number] = rarity(starts[number + 1] as number, bags.length)
    add(starts, number + 1, starts[number] as number)
  }
  const next = starts.slice()
  const docs = new Int32Array(starts[size] as number)
  const gains = new Float64Array(starts[size] as number)
  const lengths = bags.map(lengthOf)
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length) || 1
  bags.forEach((bag, doc) => {
    const norm = K1 * (1 - B + (B * (lengths[doc] as number)) / meanLength)
    for (let i = 0; i < bag.length; i += 2) {
      const [number, tf] = [bag[i] as number, bag[i + 1] as number]
      const at = next[number] as number
      next[number] = at + 1
      docs[at] = doc
      gains[at] = ((idfs[number] as number) * tf * (K1 + 1)) / (tf + norm)
    }
  })
  return { starts, docs, gains, idfs }
}

function lengthOf(bag: Int32Array): number {
  let length = 0
  for (let i = 1; i < bag.length; i += 2) length += bag[i] as number
  return length
}

export function countTerms(terms: readonly string[]): Counted {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}
