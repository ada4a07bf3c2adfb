/**
 * What a passage is scored by for one question: few readable features under a learned linear fusion, one for a base with
 * stored questions and one for a base of bare texts. Kept as plain numbers while all passages are compared; only the best
 * become objects.
 */
import type { Facet, ProgrammeId } from '../domain/programme'
import type { Knowledge } from './knowledge'
import type { Passage } from './passage'
import weights from './ranking-weights.json'

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
  /** Cosine of the vectors: of the question and the nearest stored wording, of the question and the text as a whole. */
  readonly vector: number
  readonly vectorText: number
  /** 1: its programme is named; -0.5: one related to it is; -1: another is; 0: none is. */
  readonly programme: number
  /** 1: its facet is asked; -1: another is; 0: none is, or it has none. */
  readonly facet: number
  /** 1 for a question with its answer, 0 for a policy section. */
  readonly faq: number
  /** 1 for the main section of the asked facet of a named programme: the plain place to look. */
  readonly section: number
}

export type FeatureName = keyof Features

export const FEATURE_NAMES: readonly FeatureName[] = Object.keys(weights.withWordings) as FeatureName[]

/** Each feature's place among a passage's numbers. */
export const AT = Object.fromEntries(FEATURE_NAMES.map((name, i) => [name, i])) as Record<FeatureName, number>

export interface Fusion {
  readonly by: Readonly<Record<FeatureName, number>>
  readonly fuse: (values: Float64Array) => number
  /** No vector is worth looking for while none of its features weighs anything. */
  readonly usesVectors: boolean
}

/** The weights are learned by `npm run train` and kept as data. Bare texts are found by their words alone. */
export const fusionFor = (hasWordings: boolean): Fusion => (hasWordings ? WITH_WORDINGS : TEXT_ONLY)

function fusionOf(by: Readonly<Record<FeatureName, number>>): Fusion {
  const each = Float64Array.from(FEATURE_NAMES, (name) => by[name])
  return {
    by,
    usesVectors: by.vector !== 0 || by.vectorText !== 0,
    fuse(values) {
      let sum = 0
      for (let i = 0; i < each.length; i++) sum += (each[i] as number) * (values[i] as number)
      return sum
    },
  }
}

const WITH_WORDINGS = fusionOf(weights.withWordings)
const TEXT_ONLY = fusionOf(weights.textOnly)

export function namedFeatures(values: Float64Array): Features {
  const features = { ...weights.withWordings }
  for (let i = 0; i < FEATURE_NAMES.length; i++) features[FEATURE_NAMES[i] as FeatureName] = values[i] as number
  return features
}

interface Asked {
  readonly programmes: readonly ProgrammeId[]
  readonly facets: readonly Facet[]
}

/** What fits a question by programme and facet: a part of the score, and the features it is made of. */
export interface Fit {
  score(passage: number): number
  write(passage: number, values: Float64Array): void
}

/** Where each passage stands among programmes and facets, noted once, so that a question is compared by numbers. */
export class PassageShapes {
  private readonly programmes: readonly ProgrammeId[]
  private readonly facets: readonly (Facet | undefined)[]
  private readonly related: (programme: ProgrammeId) => readonly ProgrammeId[]
  private readonly programmeOf: Int32Array
  private readonly facetOf: Int32Array
  private readonly faq: Uint8Array
  private readonly main: Uint8Array

  constructor({ passages, programmes }: Knowledge) {
    this.programmes = [...new Set(passages.map((each) => each.programme))]
    this.facets = [...new Set(passages.map((each) => each.facet))]
    this.related = (programme) => programmes.get(programme)?.related ?? []
    this.programmeOf = Int32Array.from(passages, (each) => this.programmes.indexOf(each.programme))
    this.facetOf = Int32Array.from(passages, (each) => this.facets.indexOf(each.facet))
    this.faq = Uint8Array.from(passages, (each) => (each.kind === 'faq' ? 1 : 0))
    this.main = Uint8Array.from(passages, (each) => (isMainSection(each) ? 1 : 0))
  }

  /** For one question: what is known of a passage without its words. */
  fitOf(asked: Asked, { by }: Fusion): Fit {
    const related = new Set(asked.programmes.flatMap(this.related))
    const programmes = Float64Array.from(this.programmes, (each) => programmeFit(each, asked.programmes, related))
    const facets = Float64Array.from(this.facets, (each) => facetFit(each, asked.facets))
    const { programmeOf, facetOf, faq, main } = this
    return {
      score(passage) {
        const programme = programmes[programmeOf[passage] as number] as number
        const facet = facets[facetOf[passage] as number] as number
        const section = main[passage] === 1 && programme === 1 && facet === 1 ? by.section : 0
        return by.programme * programme + by.facet * facet + by.faq * (faq[passage] as number) + section
      },
      write(passage, values) {
        const programme = programmes[programmeOf[passage] as number] as number
        const facet = facets[facetOf[passage] as number] as number
        values[AT.programme] = programme
        values[AT.facet] = facet
        values[AT.faq] = faq[passage] as number
        // 材料 of a named programme → its section 材料, not one of the section's parts.
        values[AT.section] = main[passage] === 1 && programme === 1 && facet === 1 ? 1 : 0
      },
    }
  }
}

function programmeFit(programme: ProgrammeId, named: readonly ProgrammeId[], related: ReadonlySet<ProgrammeId>) {
  if (named.length === 0) return 0
  if (named.includes(programme)) return 1
  return related.has(programme) ? -0.5 : -1
}

function facetFit(facet: Facet | undefined, asked: readonly Facet[]): number {
  if (asked.length === 0 || facet === undefined) return 0
  return asked.includes(facet) ? 1 : -1
}

export const isMainSection = (passage: Passage) => passage.kind === 'policy' && passage.title === passage.facet
