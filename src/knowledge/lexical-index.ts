/**
 * An inverted index over short texts: BM25 for bodies, cosine of tf·idf for question wordings. Built in memory.
 * All that does not depend on the query is reckoned when it is built; a search fills arrays kept for it.
 */
import type { Tokenize } from './tokenize'

const K1 = 1.2
const B = 0.6

interface Postings {
  readonly idf: number
  readonly docs: Int32Array
  /** How often each document says the term, dampened. */
  readonly counts: Float64Array
  /** What the term adds to each document's BM25. */
  readonly gains: Float64Array
}

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

export class LexicalIndex {
  private readonly tokenize: Tokenize
  private readonly postings: ReadonlyMap<string, Postings>
  private readonly norms: Float64Array
  private readonly masses: Float64Array
  private readonly idfUnseen: number
  private readonly shared: Overlaps & { found: number }
  private readonly ranked: Ranked & { found: number }

  constructor(texts: readonly string[], tokenize: Tokenize) {
    this.tokenize = tokenize
    const counted = texts.map((text) => countTerms(tokenize(text)))
    this.idfUnseen = rarity(0, texts.length)
    this.postings = postingsOf(counted)
    this.norms = Float64Array.from(counted, (terms) => this.norm(terms))
    this.masses = Float64Array.from(counted, (terms) => this.mass(terms))
    const empty = () => new Float64Array(texts.length)
    const docs = () => new Int32Array(texts.length)
    this.shared = { docs: docs(), found: 0, cosine: empty(), ofQuery: empty(), ofDocument: empty() }
    this.ranked = { docs: docs(), found: 0, scores: empty(), ofQuery: empty() }
  }

  /** Rarity of a term; a term the index has never seen counts as the rarest. */
  idf(term: string): number {
    return this.postings.get(term)?.idf ?? this.idfUnseen
  }

  private norm(terms: Counted): number {
    let sum = 0
    for (const [term, tf] of terms) sum += (dampen(tf) * this.idf(term)) ** 2
    return Math.sqrt(sum)
  }

  private mass(terms: Counted): number {
    let sum = 0
    for (const term of terms.keys()) sum += this.idf(term)
    return sum
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
    const { shared } = this
    const { cosine, ofQuery, ofDocument } = shared
    for (const doc of shared.docs.subarray(0, shared.found)) cosine[doc] = ofQuery[doc] = 0
    shared.found = 0
    for (const [term, tf] of query) {
      const held = this.postings.get(term)
      if (held) this.share(held, dampen(tf) * held.idf * held.idf)
    }
    const norm = this.norm(query)
    const mass = this.mass(query) || 1
    const docs = shared.docs.subarray(0, shared.found)
    for (let i = 0; i < docs.length; i++) {
      const doc = docs[i] as number
      const weight = ofQuery[doc] as number
      cosine[doc] = (cosine[doc] as number) / (norm * (this.norms[doc] as number) || 1)
      ofDocument[doc] = weight / (this.masses[doc] || 1)
      ofQuery[doc] = weight / mass
    }
    return { docs, cosine, ofQuery, ofDocument }
  }

  private share({ idf, docs: holders, counts }: Postings, product: number): void {
    const { shared } = this
    const { docs, cosine, ofQuery } = shared
    for (let i = 0; i < holders.length; i++) {
      const doc = holders[i] as number
      const weight = ofQuery[doc] as number
      if (weight === 0) docs[shared.found++] = doc
      ofQuery[doc] = weight + idf
      cosine[doc] = (cosine[doc] as number) + product * (counts[i] as number)
    }
  }

  /** BM25 by document, comparable between queries. */
  bm25(query: Counted): Ranked {
    const { ranked } = this
    const { scores, ofQuery } = ranked
    for (const doc of ranked.docs.subarray(0, ranked.found)) scores[doc] = ofQuery[doc] = 0
    ranked.found = 0
    for (const term of query.keys()) {
      const held = this.postings.get(term)
      if (held) this.gain(held)
    }
    const mass = this.mass(query) || 1
    const docs = ranked.docs.subarray(0, ranked.found)
    for (let i = 0; i < docs.length; i++) {
      const doc = docs[i] as number
      scores[doc] = (scores[doc] as number) / (mass * (K1 + 1))
      ofQuery[doc] = (ofQuery[doc] as number) / mass
    }
    return { docs, scores, ofQuery }
  }

  private gain({ idf, docs: holders, gains }: Postings): void {
    const { ranked } = this
    const { docs, scores, ofQuery } = ranked
    for (let i = 0; i < holders.length; i++) {
      const doc = holders[i] as number
      const weight = ofQuery[doc] as number
      if (weight === 0) docs[ranked.found++] = doc
      ofQuery[doc] = weight + idf
      scores[doc] = (scores[doc] as number) + (gains[i] as number)
    }
  }
}

function postingsOf(counted: readonly Counted[]): ReadonlyMap<string, Postings> {
  const said = new Map<string, { docs: number[]; counts: number[] }>()
  const lengths = counted.map((terms, doc) => {
    let length = 0
    for (const [term, tf] of terms) {
      length += tf
      const held = said.get(term)
      if (held) {
        held.docs.push(doc)
        held.counts.push(tf)
      } else said.set(term, { docs: [doc], counts: [tf] })
    }
    return length
  })
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length) || 1
  const postings = new Map<string, Postings>()
  for (const [term, { docs, counts }] of said) {
    const idf = rarity(docs.length, counted.length)
    const gains = new Float64Array(docs.length)
    docs.forEach((doc, i) => {
      const tf = counts[i] as number
      const length = (lengths[doc] as number) / meanLength
      gains[i] = (idf * tf * (K1 + 1)) / (tf + K1 * (1 - B + B * length))
    })
    postings.set(term, { idf, docs: Int32Array.from(docs), counts: Float64Array.from(counts, dampen), gains })
  }
  return postings
}

const rarity = (holders: number, all: number) => Math.log(1 + (all - holders + 0.5) / (holders + 0.5))

const dampen = (tf: number) => (tf === 1 ? 1 : 1 + Math.log(tf))

export function countTerms(terms: readonly string[]): Counted {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}
