/**
 * Search over passages: question wordings (best one counts), BM25 over the text, vectors, and whether programme and
 * facet fit. Filtered by day and region before ranking. What scores mean and why is in README → Decisions.
 */
import { Document } from '@langchain/core/documents'
import type { LegalDay } from '../domain/legal-day'
import type { Facet, Programme, ProgrammeId } from '../domain/programme'
import type { HnswVectorStore } from './hnsw-vector-store'
import type { Knowledge } from './knowledge'
import { LexicalIndex, type Overlap } from './lexical-index'
import type { Normalise } from './normalise'
import { type Passage, paragraphsOn } from './passage'
import weights from './ranking-weights.json'
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

export interface Features {
  /** Cosine with the nearest stored wording. */
  readonly wording: number
  /** The nearest wording's share said by the question, and the question's share found in it. */
  readonly wordingSaid: number
  readonly wordingCovers: number
  /** The same without the programmes' names on either side: what is asked, whatever it is asked about. */
  readonly rest: number
  readonly restSaid: number
  readonly restCovers: number
  /** BM25 of heading and text, and the question's share found in them. */
  readonly text: number
  readonly textCovers: number
  readonly vector: number
  /** 1: its programme is named; -1: another is; 0: none is. */
  readonly programme: number
  /** 1: its facet is asked; -1: another is; 0: none is, or it has none. */
  readonly facet: number
  /** 1 for a question with its answer, 0 for a policy section. */
  readonly faq: number
  /** 1 for the main section of the asked facet of a named programme: the plain place to look. */
  readonly section: number
}

export type FeatureName = keyof Features

export const FEATURE_NAMES: readonly FeatureName[] = Object.keys(weights) as FeatureName[]

interface Wording {
  readonly passage: number
  readonly text: string
}

interface Nearest extends Overlap {
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

  constructor(knowledge: Knowledge, vectors: HnswVectorStore, normalise: Normalise, tokenize: Tokenize) {
    this.knowledge = knowledge
    this.vectors = vectors
    this.withoutNames = nameRemover(knowledge, normalise)
    this.wordings = knowledge.passages.flatMap((passage, i) =>
      wordingsOf(passage, knowledge).map((text) => ({ passage: i, text: normalise(text) })),
    )
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

  /** `except` leaves one stored wording out, so that it can be asked as if it were new (training, measurement). */
  async search(query: Query, options: { atMost?: number; except?: string } = {}): Promise<readonly Hit[]> {
    const wording = this.nearest(this.wordingIndex.overlaps(query.text), options.except)
    const rest = this.nearest(this.restIndex.overlaps(this.withoutNames(query.text)), options.except)
    const text = this.textIndex.bm25(query.text)
    const textCovers = this.textIndex.overlaps(query.text)
    const vector = weights.vector === 0 ? new Map<number, number>() : await this.vectorScores(query, options.except)
    const hits: Hit[] = []
    for (const i of new Set([...wording.keys(), ...rest.keys(), ...text.keys(), ...vector.keys()])) {
      const passage = this.knowledge.passages[i]
      if (!passage || !this.holds(passage, query)) continue
      const [near, asked] = [wording.get(i), rest.get(i)]
      const features: Features = {
        wording: near?.cosine ?? 0,
        wordingSaid: near?.ofDocument ?? 0,
        wordingCovers: near?.ofQuery ?? 0,
        rest: asked?.cosine ?? 0,
        restSaid: asked?.ofDocument ?? 0,
        restCovers: asked?.ofQuery ?? 0,
        text: text.get(i) ?? 0,
        textCovers: textCovers.get(i)?.ofQuery ?? 0,
        vector: vector.get(i) ?? 0,
        programme: programmeFit(passage, query, this.knowledge),
        facet: facetFit(passage, query),
        faq: passage.kind === 'faq' ? 1 : 0,
        section: isAskedSection(passage, query) ? 1 : 0,
      }
      hits.push({ passage, features, score: fuse(features), wording: near?.text })
    }
    return hits
      .sort((a, b) => b.score - a.score || a.passage.id.localeCompare(b.passage.id))
      .slice(0, options.atMost ?? 12)
  }

  /** The nearest wording of each passage: the best one counts, never the sum. */
  private nearest(overlaps: ReadonlyMap<number, Overlap>, except: string | undefined): Map<number, Nearest> {
    const best = new Map<number, Nearest>()
    for (const [at, overlap] of overlaps) {
      const wording = this.wordings[at]
      if (!wording || wording.text === except) continue
      if (overlap.cosine > (best.get(wording.passage)?.cosine ?? 0))
        best.set(wording.passage, { ...overlap, text: wording.text })
    }
    return best
  }

  /** Something of it is in force on the day in the region: asked before ranking, so that nothing expired takes a place. */
  private holds(passage: Passage, { on, region }: Query): boolean {
    return paragraphsOn(passage, on, region, this.knowledge.regions).length > 0
  }

  private async vectorScores(query: Query, except: string | undefined): Promise<Map<number, number>> {
    const best = new Map<number, number>()
    const at = (id: string) => this.passageAt.get(id.slice(0, id.lastIndexOf('@')))
    const mayRank = (id: string) => {
      const passage = this.knowledge.passages[at(id) ?? -1]
      return passage !== undefined && this.holds(passage, query)
    }
    for (const [document, score] of await this.vectors.similaritySearchWithScore(query.text, 80, mayRank)) {
      if (except !== undefined && score > 0.999) continue
      const i = at(String(document.metadata.id))
      if (i !== undefined && score > (best.get(i) ?? 0)) best.set(i, score)
    }
    return best
  }
}

/** One linear fusion of few readable features; the weights are learned by `npm run train` and kept as data. */
function fuse(features: Features): number {
  return FEATURE_NAMES.reduce((sum, name) => sum + weights[name] * features[name], 0)
}

function facetFit(passage: Passage, query: Query): number {
  if (query.facets.length === 0 || !passage.facet) return 0
  return query.facets.includes(passage.facet) ? 1 : -1
}

/** 1 for a named programme, -1 for another one when the question names its programme. */
function programmeFit(passage: Passage, query: Query, knowledge: Knowledge): number {
  if (query.programmes.length === 0) return 0
  if (query.programmes.includes(passage.programme)) return 1
  const related = query.programmes.some((id) => knowledge.programmes.get(id)?.related.includes(passage.programme))
  return related ? -0.5 : -1
}

/** 材料 of a named programme → its section 材料, not one of the section's parts. */
function isAskedSection(passage: Passage, query: Query): boolean {
  return (
    isMainSection(passage) &&
    query.programmes.includes(passage.programme) &&
    passage.facet !== undefined &&
    query.facets.includes(passage.facet)
  )
}

const isMainSection = (passage: Passage) => passage.kind === 'policy' && passage.title === passage.facet

/** Takes the programmes' names out of a text, longest first. */
function nameRemover(knowledge: Knowledge, normalise: Normalise): (text: string) => string {
  const names = [...knowledge.programmes.values()].flatMap((each) => [
    each.title,
    each.short,
    ...each.aliases,
    ...each.colloquial,
  ])
  const words = [...new Set(names.map(normalise))].filter((name) => name.length > 1)
  if (words.length === 0) return (text) => text
  const any = new RegExp(
    words
      .sort((a, b) => b.length - a.length)
      .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('|'),
    'g',
  )
  return (text) => text.replace(any, ' ').trim()
}

/** A question's own wordings; for a policy section, the short questions its heading answers. */
export function wordingsOf(passage: Passage, knowledge: Knowledge): readonly string[] {
  const programme = knowledge.programmes.get(passage.programme)
  if (!programme || passage.wordings.length > 0) return passage.wordings
  if (!isMainSection(passage)) return [passage.title, `${programme.short}${passage.title}`]
  const words = passage.facet ? (knowledge.vocabulary.facets.get(passage.facet) ?? []).slice(0, 12) : []
  return [`${programme.title}${passage.title}`, ...words.map((word) => `${programme.short}${word}`)]
}

function bodyOf(passage: Passage, knowledge: Knowledge): string {
  const programme = knowledge.programmes.get(passage.programme)
  return [programme?.title, programme?.short, passage.title, ...passage.paragraphs.map((each) => each.text)].join('\n')
}

/** What is embedded: each wording, and each passage as a whole. Ids are `passage id@n`; digests tell what changed. */
export function vectorDocuments(knowledge: Knowledge, normalise: Normalise): Document[] {
  return knowledge.passages.flatMap((passage) => {
    const texts = [
      ...wordingsOf(passage, knowledge),
      firstParagraphs(passage, knowledge.programmes.get(passage.programme)),
    ]
    return texts.map((text, n) => {
      const pageContent = normalise(text)
      return new Document({ pageContent, metadata: { id: `${passage.id}@${n}`, digest: pageContent } })
    })
  })
}

function firstParagraphs(passage: Passage, programme: Programme | undefined): string {
  return [programme?.short ?? '', passage.title, ...passage.paragraphs.slice(0, 2).map((each) => each.text)]
    .join(' ')
    .slice(0, 300)
}
