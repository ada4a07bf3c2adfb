/** What reading an answer gives: a value, or a named problem with the words that help the resident to try again. */
import type { FactValue } from '../../domain/facts'
import type { LegalDay } from '../../domain/legal-day'
import type { RegionTree } from '../../domain/region'
import type { WorkCalendar } from '../../domain/work-calendar'
import type { Field } from '../dialog'

export type ProblemName =
  | 'unrecognised' // nothing of this kind was said: it may be a question, a command, another field
  | 'several'
  | 'notCounted'
  | 'range'
  | 'approximate'
  | 'negative'
  | 'tooSmall'
  | 'tooLarge'
  | 'tooShort'
  | 'tooLong'
  | 'length'
  | 'characters'
  | 'place'
  | 'birth'
  | 'checksum'
  | 'sex'
  | 'areaCode'
  | 'lunar'
  | 'impossible'
  | 'incomplete'
  | 'past'
  | 'future'
  | 'tooFar'
  | 'tooBroad'
  | 'elsewhere'
  | 'daily'
  | 'kinship'
  | 'given'

export interface AnswerContext {
  readonly today: LegalDay
  readonly regions: RegionTree
  /** Public holidays: a visit wished on one is taken, and told. */
  readonly calendar?: WorkCalendar | undefined
}

export interface Answered {
  readonly ok: true
  readonly value: FactValue
  /** The text was this answer and nothing else. */
  readonly exact: boolean
  /** Told to the resident: how the value was understood or converted. */
  readonly remark?: string | undefined
  /** What the text said besides, for the next question: 在厂里上班，一个月三千五. */
  readonly rest?: string | undefined
}

export interface NotAnswered {
  readonly ok: false
  readonly problem: ProblemName
  readonly say: string
}

export type Parsed = Answered | NotAnswered

export type ReadAnswer = (text: string, field: Field, context: AnswerContext) => Parsed
