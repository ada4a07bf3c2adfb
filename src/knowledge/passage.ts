/** The quotable unit: one section of a policy, or one question with its answer, in dated and cited paragraphs. */
import type { LegalDay } from '../domain/legal-day'
import { covers, intersect, type Period } from '../domain/period'
import type { Facet, ProgrammeId } from '../domain/programme'
import type { RegionTree } from '../domain/region'
import type { Basis } from '../domain/source'

export interface Paragraph {
  /** Plain text; list items start with `- `. May hold {{standard:id}} and {{phone:id}}. */
  readonly text: string
  readonly basis: readonly Basis[]
  readonly period: Period
  readonly region: string
  readonly line: number
}

export interface Passage {
  /** `programme/policy#环节`, `programme/policy#环节/小题` or `programme/faq#问题`; stable over edits of the text. */
  readonly id: string
  readonly digest: string
  readonly programme: ProgrammeId
  readonly kind: 'policy' | 'faq'
  readonly facet?: Facet | undefined
  readonly title: string
  /** The question and its other wordings; empty for a policy section without its own question. */
  readonly wordings: readonly string[]
  readonly paragraphs: readonly Paragraph[]
  readonly file: string
  readonly line: number
}

/**
 * Whether the direct answer holds on the day: the first paragraph, or one that stands for it in another time. Where only
 * remarks to a later answer hold, what was asked is not known for that day.
 */
export function isAnswered(passage: Passage, held: readonly Paragraph[]): boolean {
  const [direct] = passage.paragraphs
  if (!direct || held.includes(direct)) return true
  return held.some((each) => intersect(each.period, direct.period) === undefined)
}

/** The paragraphs that hold on this day in this region; an expired or foreign one is never shown. */
export function paragraphsOn(
  passage: Passage,
  on: LegalDay,
  region: string,
  regions: RegionTree,
): readonly Paragraph[] {
  return passage.paragraphs.filter((each) => covers(each.period, on) && regions.holdsIn(each.region, region))
}
