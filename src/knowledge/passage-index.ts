/**
 * Search over passages: question wordings (best one counts), BM25 over the text, vectors, and whether programme and
 * facet fit. Filtered by day and region before ranking. What scores mean and why is in README → Decisions.
 */
import type { DocumentInterface } from '@langchain/core/documents'
import type { LegalDay } from '../domain/legal-day'
import type { Facet, ProgrammeId } from '../domain/programme'
import type { HnswVectorStore } from './hnsw-vector-store'
import type { Knowledge } from './knowledge'
import { countTerms, LexicalIndex, type Overlaps } from './lexical-index'
import type { Normalise } from './normalise'
import { type Passage, paragraphsOn } from './passage'
import { AT, FEATURE_NAMES, type Features, fuse, namedFeatures, PassageShapes, USES_VECTORS } from './passage-features'
import { bodyOf, nameRemover, wordingsOf } from './passage-texts'
import { remember, WHOLE_BASE } from './remember'
import type { Tokenize } from './tokenize'

export interface Query {
  /** Normalised question text. */
  readonly text: string
  readonly on: LegalDay
  readonly region: string
  /** Programmes and facets the question names; they lift, they do not exclude. */
  readonly programmes: readonly ProgrammeId[]
  readonly facets: readonly Facet[]
}

export interface Hit {
  readonly passage: Passage
  readonly score: number
  readonly features: Features
  /** The stored wording nearest to the question. */
  readonly wording?: string | undefined
}

interface Candidate {
  readonly at: number
  readonly score: number
  readonly values: Float64Array
  readonly wording: number
}

interface Wording {
  readonly passage: number
  readonly text: string
}

export class PassageIndex {
  private readonly knowledge: Knowledge
  private readonly wordings: readonly Wording[]
  /** By wording: the place of its passage. */
  private readonly wordingOf: Int32Array
  private readonly wordingIndex: LexicalIndex
  private readonly restIndex: LexicalIndex
  private readonly textIndex: LexicalIndex
  private readonly vectors: HnswVectorStore
  private readonly withoutNames: (text: string) => string
  /** The place of the passage a vector belongs to; vector ids are `passage id@n`. */
  private readonly passageOf: (vectorId: string) => number | undefined
  private readonly tokenize: Tokenize
  private readonly shapes: PassageShapes
  // Filled anew by every search: what it compares costs no garbage.
  private readonly wordingBest: Int32Array
  private readonly restBest: Int32Array
  private readonly vectorBest: Float64Array
  private readonly standings = new Map<string, Standing>()
  private readonly found = new Map<string, readonly Hit[]>()
  /** Normalised wording → the stored questions it belongs to. */
  private readonly asked: ReadonlyMap<string, readonly number[]>

  constructor(knowledge: Knowledge, vectors: HnswVectorStore, normalise: Normalise, tokenize: Tokenize) {
    this.knowledge = knowledge
    this.vectors = vectors
    this.tokenize = tokenize
    this.shapes = new PassageShapes(knowledge)
    this.wordingBest = new Int32Array(knowledge.passages.length)
    this.restBest = new Int32Array(knowledge.passages.length)
    this.vectorBest = new Float64Array(knowledge.passages.length)
    this.withoutNames = nameRemover(knowledge, normalise)
    this.wordings = knowledge.passages.flatMap((passage, i) =>
      wordingsOf(passage, knowledge).map((text) => ({ passage: i, text: normalise(text) })),
    )
    this.asked = byWording(this.wordings.filter((each) => knowledge.passages[each.passage]?.kind === 'faq'))
    this.wordingOf = Int32Array.from(this.wordings, (each) => each.passage)
    const texts = this.wordings.map((each) => each.text)
    this.wordingIndex = new LexicalIndex(texts, tokenize)
    this.restIndex = new LexicalIndex(texts.map(this.withoutNames), tokenize)
    this.textIndex = new LexicalIndex(
      knowledge.passages.map((each) => normalise(bodyOf(each, knowledge))),
      tokenize,
    )
    const passageAt = new Map(knowledge.passages.map((passage, i) => [passage.id, i]))
    this.passageOf = remember((id) => passageAt.get(id.slice(0, id.lastIndexOf('@'))), WHOLE_BASE)
  }

  get size(): number {
    return this.knowledge.passages.length
  }

  get vectorMode(): 'exact' | 'hnsw' {
    return this.vectors.mode
  }

  /** How much of the text's words the stored questions speak of, in [0, 1]. */
  familiar(text: string, except?: string): number {
    const at = except === undefined ? -1 : this.wordings.findIndex((each) => each.text === except)
    return this.wordingIndex.familiar(text, at)
  }

  /** The one stored question with just these words that holds on the day in the region; none when two share them. */
  stored(text: string, at: Pick<Query, 'on' | 'region'>): Passage | undefined {
    const held = this.standing(at).passages
    const passages = (this.asked.get(text) ?? []).filter((passage) => held[passage] === 1)
    return passages.length === 1 ? this.knowledge.passages[passages[0] ?? -1] : undefined
  }

  /**
   * The best passages first. The same few hundred questions are asked all day: what was found for one is kept.
   * `except` leaves one stored wording out, so that it can be asked as if it were new (training, measurement).
   */
  async search(query: Query, options: { atMost?: number; except?: string } = {}): Promise<readonly Hit[]> {
    const { atMost = MOST_HITS, except } = options
    if (except !== undefined || atMost > MOST_HITS) return this.searchAnew(query, atMost, except)
    const key = [query.text, query.on, query.region, ...query.programmes, ...query.facets].join('\n')
    const known = this.found.get(key)
    const hits = known ?? (await this.searchAnew(query, MOST_HITS, undefined))
    if (!known && this.found.size >= MOST_FOUND) this.found.clear()
    this.found.set(key, hits)
    return atMost < MOST_HITS ? hits.slice(0, atMost) : hits
  }

  private async searchAnew(query: Query, atMost: number, except: string | undefined): Promise<readonly Hit[]> {
    const held = this.standing(query)
    const near = USES_VECTORS ? await this.vectors.similaritySearchWithScore(query.text, NEAR, held.mayRank) : []
    // Nothing waits from here on: the next search fills the same arrays anew.
    const vectors = this.vectorScores(near, except)
    const counted = countTerms(this.tokenize(query.text))
    const wording = this.wordingIndex.overlaps(counted)
    const nearest = this.nearest(wording, this.wordingBest, except)
    const unnamed = countTerms(this.tokenize(this.withoutNames(query.text)))
    const rest = this.restIndex.overlaps(unnamed)
    const nearestRest = this.nearest(rest, this.restBest, except)
    const text = this.textIndex.bm25(counted)
    const writeFits = this.shapes.writerFor(query)
    const at = AT
    const values = new Float64Array(FEATURE_NAMES.length)
    const best: Candidate[] = []
    for (let i = 0; i < this.size; i++) {
      if (held.passages[i] === 0) continue
      const said = (nearest[i] as number) - 1
      const asked = (nearestRest[i] as number) - 1
      const bm25 = text.scores[i] as number
      const vector = vectors[i] as number
      if (said < 0 && asked < 0 && bm25 === 0 && vector === 0) continue
      values[at.wording] = valueAt(wording.cosine, said)
      values[at.wordingSaid] = valueAt(wording.ofDocument, said)
      values[at.wordingCovers] = valueAt(wording.ofQuery, said)
      values[at.rest] = valueAt(rest.cosine, asked)
      values[at.restSaid] = valueAt(rest.ofDocument, asked)
      values[at.restCovers] = valueAt(rest.ofQuery, asked)
      values[at.text] = bm25
      values[at.textCovers] = text.ofQuery[i] as number
      values[at.vector] = vector
      writeFits(i, values)
      const score = fuse(values)
      const place = placeAmong(best, score, i, atMost)
      if (place === undefined) continue
      best.splice(place, 0, { at: i, score, values: values.slice(), wording: said })
      if (best.length > atMost) best.pop()
    }
    return best.flatMap((each) => this.hit(each))
  }

  private hit({ at, score, values, wording }: Candidate): Hit[] {
    const passage = this.knowledge.passages[at]
    if (!passage) return []
    return [{ passage, score, features: namedFeatures(values), wording: this.wordings[wording]?.text }]
  }

  /** The nearest wording of each passage, as its number + 1 (0: none shares a word): the best one counts, never the sum. */
  private nearest({ docs, cosine }: Overlaps, best: Int32Array, except: string | undefined): Int32Array {
    best.fill(0)
    for (const at of docs) {
      if (except !== undefined && this.wordings[at]?.text === except) continue
      const passage = this.wordingOf[at] as number
      const before = best[passage] as number
      if (before === 0 || (cosine[at] as number) > (cosine[before - 1] as number)) best[passage] = at + 1
    }
    return best
  }

  /** What holds on the day in the region, found once for the two: asked before ranking, so nothing expired takes a place. */
  private standing({ on, region }: Pick<Query, 'on' | 'region'>): Standing {
    const key = `${on} ${region}`
    const known = this.standings.get(key)
    if (known) return known
    const passages = Uint8Array.from(this.knowledge.passages, (passage) =>
      paragraphsOn(passage, on, region, this.knowledge.regions).length > 0 ? 1 : 0,
    )
    const standing = { passages, mayRank: (id: string) => passages[this.passageOf(id) ?? -1] === 1 }
    if (this.standings.size >= MOST_STANDINGS) this.standings.clear()
    this.standings.set(key, standing)
    return standing
  }

  /** The best score of each passage among the nearest vectors; 0 for the others. */
  private vectorScores(near: readonly [DocumentInterface, number][], except: string | undefined): Float64Array {
    const best = this.vectorBest.fill(0)
    for (const [document, score] of near) {
      if (except !== undefined && score > 0.999) continue
      const i = this.passageOf(String(document.metadata.id))
      if (i !== undefined && score > (best[i] ?? 0)) best[i] = score
    }
    return best
  }
}

function byWording(wordings: readonly Wording[]): ReadonlyMap<string, readonly number[]> {
  const asked = new Map<string, number[]>()
  for (const { text, passage } of wordings) {
    const known = asked.get(text)
    if (!known) asked.set(text, [passage])
    else if (!known.includes(passage)) known.push(passage)
  }
  return asked
}

const MOST_HITS = 12
/** Vectors looked at: a passage has several. */
const NEAR = 80
/** Questions kept with what was found for them. */
const MOST_FOUND = 2_000
/** Days and regions asked for at one time are few; this many are remembered. */
const MOST_STANDINGS = 200

interface Standing {
  /** 1 where something of the passage is in force. */
  readonly passages: Uint8Array
  readonly mayRank: (vectorId: string) => boolean
}

/** Where a candidate belongs among the best, which stay at most `atMost`; undefined when it is none of them. */
function placeAmong(best: readonly Candidate[], score: number, at: number, atMost: number): number | undefined {
  let place = best.length
  while (place > 0 && isBehind(best[place - 1], score, at)) place--
  return place < atMost ? place : undefined
}

/** Passages stand in the order of the content, which decides between equals. */
const isBehind = (other: Candidate | undefined, score: number, at: number) =>
  other !== undefined && (score > other.score || (score === other.score && at < other.at))

const valueAt = (values: Float64Array, at: number) => (at < 0 ? 0 : (values[at] as number))
