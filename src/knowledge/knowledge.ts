/** The whole knowledge base as read: checked, dated, and still knowing where each part was written. */
import type { BookingOffice } from '../domain/appointment'
import type { FactDefinition } from '../domain/facts'
import type { LegalDay } from '../domain/legal-day'
import type { Facet, Programme, ProgrammeId } from '../domain/programme'
import type { RegionTree } from '../domain/region'
import type { EligibilityCase, RuleSet } from '../domain/rule-set'
import type { Basis, Source } from '../domain/source'
import type { Standard } from '../domain/standard'
import type { WorkCalendar } from '../domain/work-calendar'
import type { Passage } from './passage'
import type { Prompts } from './read-prompts'

export interface Phone {
  readonly id: string
  readonly name: string
  readonly phone: string
  /** Absent when the hours are not published to us. */
  readonly hours?: string | undefined
  readonly note?: string | undefined
}

export interface Office {
  readonly id: string
  readonly name: string
  readonly region: string
  /** The general office this one is its county's: 灵璧县民政局 is a 县（区）民政局. */
  readonly of?: string | undefined
  /** What residents call it. */
  readonly says: readonly string[]
  /** The programmes it takes applications for or decides. */
  readonly serves: readonly ProgrammeId[]
  /** Each undefined when unpublished. */
  readonly phone?: string | undefined
  readonly address?: string | undefined
  readonly hours?: string | undefined
}

/** What is common to all signals: word groups for the patterns' <打>, what is never meant, what is told of other times. */
export interface Listening {
  readonly groups: Readonly<Record<string, readonly string[]>>
  readonly unless: readonly string[]
  readonly asides?: { readonly words: readonly string[]; readonly still: readonly string[] } | undefined
}

/** A fixed reply to what people in danger ask or say: who will know, where to hide, 电话打不通. */
export interface Afterwards {
  readonly id: string
  readonly said: readonly string[]
  /** Meant so only while no other matter is spoken of: 会不会上门. */
  readonly alone: readonly string[]
  /** Meant so only after a card: 谢谢, 不用. */
  readonly afterCard: readonly string[]
  readonly reply: string
  readonly phones: readonly string[]
  readonly basis: readonly Basis[]
}

export interface SafetySignal {
  readonly id: string
  readonly tier: 'urgent' | 'concern'
  readonly title: string
  readonly patterns: readonly (string | { readonly all: readonly string[] })[]
  readonly unless: readonly string[]
  readonly policyWords: readonly string[]
  readonly reply: string
  readonly phones: readonly string[]
  readonly discreet: boolean
}

export interface Department {
  readonly id: string
  readonly name: string
  readonly topics: readonly string[]
  /** Said without a programme, these are surely its. */
  readonly decisive: readonly string[]
  readonly unless: readonly string[]
  readonly phone?: string | undefined
  readonly note: string
}

/** A word that may mean several programmes: said alone, it is answered by the question with these choices. */
export interface AmbiguousWords {
  readonly words: readonly string[]
  readonly question: string
  readonly choices: readonly { readonly programme: ProgrammeId; readonly say: string }[]
}

export interface Vocabulary {
  readonly facets: ReadonlyMap<Facet, readonly string[]>
  readonly synonyms: readonly { readonly say: readonly string[]; readonly mean: string }[]
  readonly stopPhrases: readonly string[]
  readonly ambiguous: readonly AmbiguousWords[]
  readonly departments: readonly Department[]
}

export interface GoldenQuestion {
  readonly programme: ProgrammeId
  readonly q: string
  readonly on?: LegalDay | undefined
  readonly region?: string | undefined
  readonly kind?: readonly string[] | undefined
  readonly must: readonly string[]
  readonly cites: readonly Basis[]
  readonly mustNot: readonly string[]
  readonly where: { readonly file: string; readonly line: number }
}

export interface CoolingOffExample {
  readonly name: string
  readonly applied: LegalDay
  readonly withdrawUntil: LegalDay
  readonly certificateFrom: LegalDay
  readonly certificateUntil: LegalDay
  readonly where: { readonly file: string; readonly line: number }
}

export interface Knowledge {
  /** Digest of every file read: what an index or an answer was made from. */
  readonly digest: string
  readonly sources: ReadonlyMap<string, Source>
  readonly regions: RegionTree
  readonly phones: ReadonlyMap<string, Phone>
  readonly offices: ReadonlyMap<string, Office>
  /** Where visits can be booked, published or not. */
  readonly bookingOffices: readonly BookingOffice[]
  readonly facts: ReadonlyMap<string, FactDefinition>
  readonly calendar: WorkCalendar
  readonly coolingOffExamples: readonly CoolingOffExample[]
  readonly safety: readonly SafetySignal[]
  readonly listening: Listening
  readonly afterwards: readonly Afterwards[]
  readonly vocabulary: Vocabulary
  readonly programmes: ReadonlyMap<ProgrammeId, Programme>
  readonly passages: readonly Passage[]
  readonly standards: readonly Standard[]
  readonly ruleSets: readonly RuleSet[]
  readonly cases: readonly EligibilityCase[]
  readonly golden: readonly GoldenQuestion[]
  /** For a language model, should one be configured. */
  readonly prompts: Prompts
}
