/**
 * An inverted index over short texts: BM25 for bodies, cosine of tf·idf for question wordings. Built in memory.
 * All that does not depend on the query is reckoned when it is built; a search fills arrays kept for it.
 */
import { type Terms, termsOf } from './terms'
import type { Tokenize } from './tokenize'

const K1 = 1.2
const B = 0.6

/** Term → how often the query says it. */
export type Counted = ReadonlyMap<string, number>

/** What the query shares with the documents in `docs`, each value in [0, 1] and by document. Valid until the next call. */
export interface Overlaps {
  readonly docs: Int32Array
  readonly cosine: Float64Array
  /** Share of the query's term weight that the document has. */
  readonly ofQuery: Float64Array
  /** Share of the document's term weight that the query says: 1 when a short wording stands whole in a long story. */
  readonly ofDocument: Float64Array
}

/** BM25 as a share of the best score the query could reach, and the query's share found in the document. As `Overlaps`. */
export interface Ranked {
  readonly docs: Int32Array
  readonly scores: Float64Array
  readonly ofQuery: Float64Array
}

/** By term number: from `starts[n]` to `starts[n + 1]` stand the documents that say it, and how often. */
interface Postings {
  readonly starts: Int32Array
  readonly docs: Int32Array
  readonly times: Int32Array
  readonly idfs: Float64Array
}

export class LexicalIndex {
  private readonly tokenize: Tokenize
  private readonly terms: Terms
  private readonly postings: Postings
  private readonly lengths: Float64Array
  private readonly norms: Float64Array
  private readonly masses: Float64Array
  private readonly idfUnseen: number
  private readonly shared: Overlaps & { found: number }
  private readonly ranked: Ranked & { found: number }
  /** What each posting adds to BM25: reckoned when it is first asked for, as only texts are ranked by it. */
  private gains: Float64Array | undefined

  constructor(texts: readonly string[], tokenize: Tokenize) {
    this.tokenize = tokenize
    this.terms = termsOf(tokenize)
    const bags = texts.map(this.terms.bag)
    this.idfUnseen = rarity(0, texts.length)
    this.postings = postingsOf(bags, this.terms.size)
    const of = (each: (idf: number, tf: number) => number) => (bag: Int32Array) => this.sum(bag, each)
    this.lengths = Float64Array.from(
      bags,
      of((_, tf) => tf),
    )
    this.masses = Float64Array.from(
      bags,
      of((idf) => idf),
    )
    this.norms = Float64Array.from(
      bags,
      of((idf, tf) => (dampen(tf) * idf) ** 2),
    ).map(Math.sqrt)
    const empty = () => new Float64Array(texts.length)
    const docs = () => new Int32Array(texts.length)
    this.shared = { docs: docs(), found: 0, cosine: empty(), ofQuery: empty(), ofDocument: empty() }
    this.ranked = { docs: docs(), found: 0, scores: empty(), ofQuery: empty() }
  }

  private sum(bag: Int32Array, each: (idf: number, tf: number) => number): number {
    let sum = 0
    for (let i = 0; i < bag.length; i += 2)
      sum += each(this.postings.idfs[bag[i] as number] as number, bag[i + 1] as number)
    return sum
  }

  /** The term's number here; undefined when no document says it. */
  private numberOf(term: string): number | undefined {
    const number = this.terms.numberOf(term)
    const { starts } = this.postings
    return number !== undefined && (starts[number] as number) < (starts[number + 1] as number) ? number : undefined
  }

  /** Rarity of a term; a term the index has never seen counts as the rarest. */
  idf(term: string): number {
    const number = this.numberOf(term)
    return number === undefined ? this.idfUnseen : (this.postings.idfs[number] as number)
  }

  /** Share of the text's term weight that any document has: low for what this base never speaks of. */
  familiar(text: string, except?: number): number {
    let known = 0
    let all = 0
    for (const term of new Set(this.tokenize(text))) {
      const idf = this.idf(term)
      all += idf
      if (this.isSaid(term, except)) known += idf
    }
    return all === 0 ? 0 : known / all
  }

  private isSaid(term: string, except: number | undefined): boolean {
    const number = this.numberOf(term)
    if (number === undefined) return false
    const { starts, docs } = this.postings
    const [from, to] = [starts[number] as number, starts[number + 1] as number]
    return to - from > 1 || docs[from] !== except
  }

  /** How query and document share their terms, each weighed by rarity; documents that share none are not in `docs`. */
  overlaps(query: Counted): Overlaps {
    const { shared } = this
    const { cosine, ofQuery, ofDocument } = shared
    for (const doc of shared.docs.subarray(0, shared.found)) cosine[doc] = ofQuery[doc] = 0
    shared.found = 0
    let [squares, mass] = [0, 0]
    for (const [term, tf] of query) {
      const idf = this.idf(term)
      squares += (dampen(tf) * idf) ** 2
      mass += idf
      const number = this.numberOf(term)
      if (number !== undefined) this.share(number, idf, dampen(tf) * idf * idf)
    }
    const norm = Math.sqrt(squares)
    const docs = shared.docs.subarray(0, shared.found)
    for (let i = 0; i < docs.length; i++) {
      const doc = docs[i] as number
      const weight = ofQuery[doc] as number
      cosine[doc] = (cosine[doc] as number) / (norm * (this.norms[doc] as number) || 1)
      ofDocument[doc] = weight / (this.masses[doc] || 1)
      ofQuery[doc] = weight / (mass || 1)
    }
    return { docs, cosine, ofQuery, ofDocument }
  }

  private share(number: number, idf: number, product: number): void {
    const { starts, docs: holders, times } = this.postings
    const { shared } = this
    const { docs, cosine, ofQuery } = shared
    const to = starts[number + 1] as number
    for (let i = starts[number] as number; i < to; i++) {
      const doc = holders[i] as number
      const weight = ofQuery[doc] as number
      if (weight === 0) docs[shared.found++] = doc
      ofQuery[doc] = weight + idf
      cosine[doc] = (cosine[doc] as number) + product * dampen(times[i] as number)
    }
  }

  /** BM25 by document, comparable between queries. */
  bm25(query: Counted): Ranked {
    const { ranked } = this
    const { scores, ofQuery } = ranked
    for (const doc of ranked.docs.subarray(0, ranked.found)) scores[doc] = ofQuery[doc] = 0
    ranked.found = 0
    let mass = 0
    for (const term of query.keys()) {
      const idf = this.idf(term)
      mass += idf
      const number = this.numberOf(term)
      if (number !== undefined) this.gain(number, idf)
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
    const { starts, docs: holders } = this.postings
    const { ranked } = this
    const { docs, scores, ofQuery } = ranked
    this.gains ??= gainsOf(this.postings, this.lengths)
    const to = starts[number + 1] as number
    for (let i = starts[number] as number; i < to; i++) {
      const doc = holders[i] as number
      const weight = ofQuery[doc] as number
      if (weight === 0) docs[ranked.found++] = doc
      ofQuery[doc] = weight + idf
      scores[doc] = (scores[doc] as number) + (this.gains[i] as number)
    }
  }
}

function postingsOf(bags: readonly Int32Array[], size: number): Postings {
  const starts = new Int32Array(size + 1)
  for (const bag of bags)
    for (let i = 0; i < bag.length; i += 2)
      starts[(bag[i] as number) + 1] = (starts[(bag[i] as number) + 1] as number) + 1
  const idfs = new Float64Array(size)
  for (let number = 0; number < size; number++) {
    idfs[number] = rarity(starts[number + 1] as number, bags.length)
    starts[number + 1] = (starts[number + 1] as number) + (starts[number] as number)
  }
  const next = starts.slice()
  const docs = new Int32Array(starts[size] as number)
  const times = new Int32Array(starts[size] as number)
  bags.forEach((bag, doc) => {
    for (let i = 0; i < bag.length; i += 2) {
      const at = next[bag[i] as number] as number
      next[bag[i] as number] = at + 1
      docs[at] = doc
      times[at] = bag[i + 1] as number
    }
  })
  return { starts, docs, times, idfs }
}

function gainsOf({ starts, docs, times, idfs }: Postings, lengths: Float64Array): Float64Array {
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length) || 1
  const gains = new Float64Array(docs.length)
  for (let number = 0; number < idfs.length; number++)
    for (let i = starts[number] as number; i < (starts[number + 1] as number); i++) {
      const tf = times[i] as number
      const length = (lengths[docs[i] as number] as number) / meanLength
      gains[i] = ((idfs[number] as number) * tf * (K1 + 1)) / (tf + K1 * (1 - B + B * length))
    }
  return gains
}

const rarity = (holders: number, all: number) => Math.log(1 + (all - holders + 0.5) / (holders + 0.5))

const dampen = (tf: number) => (tf === 1 ? 1 : 1 + Math.log(tf))

export function countTerms(terms: readonly string[]): Counted {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}
