/**
 * Search over passages: question wordings (best one counts), BM25 over the text, vectors, and whether programme and
 * facet fit. Filtered by day and region before ranking. What scores mean and why is in README → Decisions.
 */
import type { LegalDay } from '../domain/legal-day'
import type { Facet, ProgrammeId } from '../domain/programme'
import type { HnswVectorStore } from './hnsw-vector-store'
import type { Knowledge } from './knowledge'
import { countTerms, LexicalIndex, type Overlaps } from './lexical-index'
import type { Normalise } from './normalise'
import { type Passage, paragraphsOn } from './passage'
import { AT, FEATURE_NAMES, type Features, fuse, namedFeatures, PassageShapes, USES_VECTORS } from './passage-features'
import { bodyOf, nameRemover, wordingsOf } from './passage-texts'
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
  private readonly wordingIndex: LexicalIndex
  private readonly restIndex: LexicalIndex
  private readonly textIndex: LexicalIndex
  private readonly vectors: HnswVectorStore
  private readonly withoutNames: (text: string) => string
  private readonly passageAt: ReadonlyMap<string, number>
  private readonly tokenize: Tokenize
  private readonly shapes: PassageShapes
  private readonly standings = new Map<string, Standing>()
  private readonly found = new Map<string, readonly Hit[]>()
  /** Normalised wording → the stored questions it belongs to. */
  private readonly asked: ReadonlyMap<string, readonly number[]>

  constructor(knowledge: Knowledge, vectors: HnswVectorStore, normalise: Normalise, tokenize: Tokenize) {
    this.knowledge = knowledge
    this.vectors = vectors
    this.tokenize = tokenize
    this.shapes = new PassageShapes(knowledge)
    this.withoutNames = nameRemover(knowledge, normalise)
    this.wordings = knowledge.passages.flatMap((passage, i) =>
      wordingsOf(passage, knowledge).map((text) => ({ passage: i, text: normalise(text) })),
    )
    this.asked = byWording(this.wordings.filter((each) => knowledge.passages[each.passage]?.kind === 'faq'))
    const texts = this.wordings.map((each) => each.text)
    this.wordingIndex = new LexicalIndex(texts, tokenize)
    this.restIndex = new LexicalIndex(texts.map(this.withoutNames), tokenize)
    this.textIndex = new LexicalIndex(
      knowledge.passages.map((each) => normalise(bodyOf(each, knowledge))),
      tokenize,
    )
    this.passageAt = new Map(knowledge.passages.map((passage, i) => [passage.id, i]))
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
    const vectors = USES_VECTORS ? await this.vectorScores(query.text, held, except) : undefined
    // Nothing waits from here on: the indexes fill their arrays anew with the next search.
    const counted = countTerms(this.tokenize(query.text))
    const wording = this.nearest(this.wordingIndex.overlaps(counted), except)
    const unnamed = countTerms(this.tokenize(this.withoutNames(query.text)))
    const rest = this.nearest(this.restIndex.overlaps(unnamed), except)
    const text = this.textIndex.bm25(counted)
    const textShared = this.textIndex.overlaps(counted)
    const writeFits = this.shapes.writerFor(query)
    const values = new Float64Array(FEATURE_NAMES.length)
    const best: Candidate[] = []
    for (let i = 0; i < this.size; i++) {
      if (held.passages[i] === 0) continue
      const near = (wording.best[i] as number) - 1
      const asked = (rest.best[i] as number) - 1
      const bm25 = text.scores[i] as number
      const vector = vectors ? (vectors[i] as number) : 0
      if (near < 0 && asked < 0 && bm25 === 0 && vector === 0) continue
      values[AT.wording] = valueAt(wording.cosine, near)
      values[AT.wordingSaid] = valueAt(wording.ofDocument, near)
      values[AT.wordingCovers] = valueAt(wording.ofQuery, near)
      values[AT.rest] = valueAt(rest.cosine, asked)
      values[AT.restSaid] = valueAt(rest.ofDocument, asked)
      values[AT.restCovers] = valueAt(rest.ofQuery, asked)
      values[AT.text] = bm25
      values[AT.textCovers] = textShared.ofQuery[i] as number
      values[AT.vector] = vector
      writeFits(i, values)
      const place = placeAmong(best, fuse(values), i, atMost)
      if (place === undefined) continue
      best.splice(place, 0, { at: i, score: fuse(values), values: values.slice(), wording: near })
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
  private nearest(overlaps: Overlaps, except: string | undefined): Overlaps & { readonly best: Int32Array } {
    const best = new Int32Array(this.knowledge.passages.length)
    for (const at of overlaps.docs) {
      const wording = this.wordings[at]
      if (!wording || wording.text === except) continue
      const before = best[wording.passage] ?? 0
      if (before === 0 || (overlaps.cosine[at] ?? 0) > (overlaps.cosine[before - 1] ?? 0))
        best[wording.passage] = at + 1
    }
    return { ...overlaps, best }
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

  /** The passage a vector belongs to; vector ids are `passage id@n`. */
  private passageOf(vectorId: string): number | undefined {
    return this.passageAt.get(vectorId.slice(0, vectorId.lastIndexOf('@')))
  }

  /** The best score of each passage among the vectors nearest to the text; 0 for the others. */
  private async vectorScores(text: string, held: Standing, except: string | undefined): Promise<Float64Array> {
    const best = new Float64Array(this.size)
    for (const [document, score] of await this.vectors.similaritySearchWithScore(text, 80, held.mayRank)) {
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
