/**
 * Search over passages: question wordings (best one counts), BM25 over the text, vectors, and whether programme and
 * facet fit. Filtered by day and region before ranking. What scores mean and why is in README → Decisions.
 */
import type { DocumentInterface } from '@langchain/core/documents'
import type { LegalDay } from '../domain/legal-day'
import type { Facet, ProgrammeId } from '../domain/programme'
import type { HnswVectorStore } from './hnsw-vector-store'
import type { Knowledge } from './knowledge'
import { countTerms, LexicalIndex, type Ranked } from './lexical-index'
import type { Normalise } from './normalise'
import { type Passage, paragraphsOn } from './passage'
import {
  AT,
  FEATURE_NAMES,
  type Features,
  type Fit,
  type Fusion,
  fusionFor,
  namedFeatures,
  PassageShapes,
} from './passage-features'
import { bodyOf, isOfText, nameRemover, numberOf, wordingsOf } from './passage-texts'
import { remember, WHOLE_BASE } from './remember'
import { add } from './term-weights'
import type { Tokenize } from './tokenize'
import { type Compared, WordOverlap } from './word-overlap'

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

/** What a vector is of: a passage's place, and the wording's, -1 when it is of the text. */
interface Owner {
  readonly passage: number
  readonly wording: number
}

interface Wording {
  readonly passage: number
  readonly text: string
}

export class PassageIndex {
  private readonly knowledge: Knowledge
  private readonly wordings: readonly Wording[]
  /** By passage: where its wordings begin; one more at the end. */
  private readonly wordingStarts: Int32Array
  private readonly said: WordOverlap
  /** The same without the programmes' names. */
  private readonly rest: WordOverlap
  private readonly textIndex: LexicalIndex
  private readonly vectors: HnswVectorStore
  private readonly withoutNames: (text: string) => string
  private readonly whose: (vectorId: string) => Owner
  private readonly tokenize: Tokenize
  private readonly shapes: PassageShapes
  private readonly fusion: Fusion
  // Filled anew by every search: what it compares costs no garbage.
  private readonly vectorBest: Float64Array
  private readonly vectorText: Float64Array
  private readonly scores: Float64Array
  /** By passage: the wording whose vector is nearest, -1 if none is near. */
  private readonly nearest: Int32Array
  private readonly standings = new Map<string, Standing>()
  private readonly found = new Map<string, readonly Hit[]>()
  /** Normalised wording → the stored questions it belongs to. */
  private readonly asked: ReadonlyMap<string, readonly number[]>

  constructor(knowledge: Knowledge, vectors: HnswVectorStore, normalise: Normalise, tokenize: Tokenize) {
    this.knowledge = knowledge
    this.vectors = vectors
    this.tokenize = tokenize
    this.shapes = new PassageShapes(knowledge)
    this.scores = new Float64Array(knowledge.passages.length)
    this.nearest = new Int32Array(knowledge.passages.length)
    this.vectorBest = new Float64Array(knowledge.passages.length)
    this.vectorText = new Float64Array(knowledge.passages.length)
    this.withoutNames = nameRemover(knowledge, normalise)
    this.wordings = knowledge.passages.flatMap((passage, i) =>
      wordingsOf(passage, knowledge).map((text) => ({ passage: i, text: normalise(text) })),
    )
    this.asked = byWording(this.wordings.filter((each) => knowledge.passages[each.passage]?.kind === 'faq'))
    this.fusion = fusionFor(this.wordings.length > 0)
    this.wordingStarts = startsOf(this.wordings, knowledge.passages.length)
    const texts = this.wordings.map((each) => each.text)
    this.said = new WordOverlap(texts, tokenize)
    this.rest = new WordOverlap(texts.map(this.withoutNames), tokenize)
    this.textIndex = new LexicalIndex(
      knowledge.passages.map((each) => normalise(bodyOf(each, knowledge))),
      tokenize,
    )
    const passageAt = new Map(knowledge.passages.map((passage, i) => [passage.id, i]))
    this.whose = remember((id) => this.ownerOf(id, passageAt), WHOLE_BASE)
  }

  /** Vector ids are `passage id@n` and `passage id@text`. */
  private ownerOf(id: string, passageAt: ReadonlyMap<string, number>): Owner {
    const passage = passageAt.get(id.slice(0, id.lastIndexOf('@'))) ?? -1
    return {
      passage,
      wording: isOfText(id) || passage < 0 ? -1 : (this.wordingStarts[passage] as number) + numberOf(id),
    }
  }

  get size(): number {
    return this.knowledge.passages.length
  }

  get vectorMode(): 'exact' | 'hnsw' {
    return this.vectors.mode
  }

  get embedder(): string {
    return this.vectors.embedder
  }

  /** How much of the text's words the stored questions speak of, in [0, 1]. */
  familiar(text: string, except?: string): number {
    const at = except === undefined ? -1 : this.wordings.findIndex((each) => each.text === except)
    return this.said.familiar(text, at)
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

  /** Texts, vectors and shapes say which passages are worth a closer look, at the words of the wording that is nearest. */
  private async searchAnew(query: Query, atMost: number, except: string | undefined): Promise<readonly Hit[]> {
    const held = this.standing(query)
    const near = this.fusion.usesVectors
      ? await this.vectors.similaritySearchWithScore(query.text, NEAR, held.mayRank)
      : []
    // Nothing waits from here on: the next search fills the same arrays anew.
    const farthest = this.noteVectors(near, except)
    const counted = countTerms(this.tokenize(query.text))
    const text = this.textIndex.bm25(counted)
    const fit = this.shapes.fitOf(query, this.fusion)
    const considered = this.best(held, text, farthest, fit, Math.max(CONSIDERED, atMost))
    const said = this.said.compare(counted)
    const rest = this.rest.compare(countTerms(this.tokenize(this.withoutNames(query.text))))
    const candidates = considered.map((at): Candidate => {
      const values = new Float64Array(FEATURE_NAMES.length)
      values[AT.text] = text.scores[at] as number
      values[AT.textCovers] = text.ofQuery[at] as number
      values[AT.vector] = this.vectorBest[at] as number
      values[AT.vectorText] = this.vectorText[at] as number
      fit.write(at, values)
      const wording = this.writeWording(at, said, rest, values)
      return { at, score: this.fusion.fuse(values), values, wording }
    })
    return candidates
      .sort((a, b) => b.score - a.score || a.at - b.at)
      .slice(0, atMost)
      .flatMap((each) => this.hit(each))
  }

  /** Places of the passages that score highest by all but their wordings, in the order of the content. */
  private best(held: Standing, text: Ranked, farthest: number, fit: Fit, atMost: number): readonly number[] {
    const { vectorBest, vectorText, scores } = this
    const isNothing = (i: number) =>
      held.passages[i] === 0 || (text.ofQuery[i] === 0 && vectorBest[i] === farthest && vectorText[i] === farthest)
    const { by } = this.fusion
    for (let i = 0; i < scores.length; i++)
      scores[i] = isNothing(i)
        ? -Infinity
        : fit.score(i) +
          by.text * (text.scores[i] as number) +
          by.textCovers * (text.ofQuery[i] as number) +
          by.vector * (vectorBest[i] as number) +
          by.vectorText * (vectorText[i] as number)
    const places: number[] = []
    for (let i = 0; i < scores.length; i++) {
      const score = scores[i] as number
      if (
        score === -Infinity ||
        (places.length === atMost && score <= (scores[places[atMost - 1] as number] as number))
      )
        continue
      let place = places.length
      while (place > 0 && score > (scores[places[place - 1] as number] as number)) place--
      places.splice(place, 0, i)
      if (places.length > atMost) places.pop()
    }
    return places
  }

  /** Writes how its nearest wording compares word by word: the best one counts, never the sum. Its number, -1 if none is near. */
  private writeWording(passage: number, said: Compared, rest: Compared, values: Float64Array): number {
    const nearest = this.nearest[passage] as number
    if (nearest < 0) return nearest
    const wording = said(nearest)
    const unnamed = rest(nearest)
    values[AT.wording] = wording.cosine
    values[AT.wordingSaid] = wording.ofWording
    values[AT.wordingCovers] = wording.ofQuery
    values[AT.rest] = unnamed.cosine
    values[AT.restSaid] = unnamed.ofWording
    values[AT.restCovers] = unnamed.ofQuery
    return nearest
  }

  private hit({ at, score, values, wording }: Candidate): Hit[] {
    const passage = this.knowledge.passages[at]
    if (!passage) return []
    return [{ passage, score, features: namedFeatures(values), wording: this.wordings[wording]?.text }]
  }

  /** What holds on the day in the region, found once for the two: asked before ranking, so nothing expired takes a place. */
  private standing({ on, region }: Pick<Query, 'on' | 'region'>): Standing {
    const key = `${on} ${region}`
    const known = this.standings.get(key)
    if (known) return known
    const passages = Uint8Array.from(this.knowledge.passages, (passage) =>
      paragraphsOn(passage, on, region, this.knowledge.regions).length > 0 ? 1 : 0,
    )
    const standing = { passages, mayRank: (id: string) => passages[this.whose(id).passage] === 1 }
    if (this.standings.size >= MOST_STANDINGS) this.standings.clear()
    this.standings.set(key, standing)
    return standing
  }

  /**
   * The best score of each passage among the nearest vectors. Of the others only this is known: none is nearer than the
   * last of these, so they stand there, for a vector not looked at is no sign against its passage.
   */
  private noteVectors(near: readonly [DocumentInterface, number][], except: string | undefined): number {
    const farthest = near.at(-1)?.[1] ?? 0
    this.nearest.fill(-1)
    const [wordings, texts] = [this.vectorBest.fill(farthest), this.vectorText.fill(farthest)]
    for (const [document, score] of near) {
      if (except !== undefined && score > 0.999) continue
      const { passage, wording } = this.whose(String(document.metadata.id))
      const best = wording < 0 ? texts : wordings
      if (passage < 0 || score <= (best[passage] as number)) continue
      best[passage] = score
      if (wording >= 0) this.nearest[passage] = wording
    }
    return farthest
  }
}

function startsOf(wordings: readonly Wording[], passages: number): Int32Array {
  const starts = new Int32Array(passages + 1)
  for (const { passage } of wordings) add(starts, passage + 1, 1)
  for (let i = 0; i < passages; i++) add(starts, i + 1, starts[i] as number)
  return starts
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
/** Passages looked at closely. */
const CONSIDERED = 40
/** Vectors looked at: a passage has several. */
const NEAR = 200
/** Questions kept with what was found for them. */
const MOST_FOUND = 2_000
/** Days and regions asked for at one time are few; this many are remembered. */
const MOST_STANDINGS = 200

interface Standing {
  /** 1 where something of the passage is in force. */
  readonly passages: Uint8Array
  readonly mayRank: (vectorId: string) => boolean
}
