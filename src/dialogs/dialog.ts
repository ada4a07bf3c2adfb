/**
 * A dialog as written in dialogs/<id>.yaml: what we ask, why, in which order and under which conditions. Data only.
 * Conditions use the grammar of domain/conditions over this form's own fields; there is no second language in here.
 */
import type { Condition } from '../domain/conditions'
import type { FactName } from '../domain/facts'
import type { AnswerKind } from '../domain/intake'
import type { ProgrammeId } from '../domain/programme'
import type { Basis } from '../domain/source'

export type FieldType = Exclude<AnswerKind, 'number'>

/** What the resident sees and the other words they may use for it. Keys of a boolean are `yes` and `no`. */
export interface Choice {
  readonly label: string
  readonly also: readonly string[]
}

export interface Field {
  readonly name: string
  readonly type: FieldType
  readonly label: string
  /** Other words for this field in a resident's mouth: 收入, 钱数. */
  readonly also: readonly string[]
  readonly question: string
  readonly why: string
  readonly when?: Condition | undefined
  readonly choices: Readonly<Record<string, Choice>>
  /** Fen for money, people for counts, characters for text; a legal day or `today` for dates. */
  readonly atLeast?: number | string | undefined
  readonly atMost?: number | string | undefined
  /** Dates only: how many days from today one may choose. */
  readonly daysAhead?: number | undefined
  /** Money only: the period the amount is kept in; a yearly amount told for a monthly field is converted. */
  readonly per?: 'month' | 'year' | undefined
  /** Money only: what everybody together brings in; several people's sums in one answer are added up. */
  readonly together?: boolean | undefined
  /** Money only: what the law leaves out of this sum, as people call it; named in an answer, the rest is asked for. */
  readonly notCounted?: readonly string[] | undefined
  /** Identity numbers only: the sex the number must carry. */
  readonly sex?: 'male' | 'female' | undefined
  readonly examples: readonly string[]
  readonly unknownOk: boolean
  readonly laterOk: boolean
  readonly sensitive: boolean
  /** Term → what it means, for 什么是…. */
  readonly explain: Readonly<Record<string, string>>
  /** The fact of knowledge/facts.yaml this answer gives; an identity number gives a birth date. */
  readonly fact?: FactName | undefined
  /** The answer is a consent of its own, beside the notices. */
  readonly consent?: ConsentSought | undefined
}

/** A question whose answer is recorded as a consent: of the applicant, or in a list, of the person the item is about. */
export interface ConsentSought {
  readonly basis: readonly Basis[]
  /** The answers that may name who gives it for that person, a guardian or a representative; the first asked does. */
  readonly by: readonly string[]
  /** Whether a guardian consents or the person does is settled by age; whose age is not known is asked like an adult. */
  readonly age?: ConsentAge | undefined
}

/** `of`: an identity number or birth date asked before, of the same person. */
export type ConsentAge =
  | { readonly of: string; readonly below: number }
  | { readonly of: string; readonly atLeast: number }

export interface Notice {
  readonly text: string
  readonly basis: readonly Basis[]
}

export interface Repeat {
  /** What one item is called: 家庭成员, 收入. */
  readonly of: string
  readonly min: number
  readonly max: number
  /** The question before the first item, and before each further one. */
  readonly first: string
  readonly more: string
  readonly why: string
  /** Fields by which the resident may call an item: 李秀英, 老伴. */
  readonly calledBy: readonly string[]
}

export interface Group {
  readonly id: string
  readonly title: string
  readonly notice?: Notice | undefined
  readonly when?: Condition | undefined
  readonly repeat?: Repeat | undefined
  readonly fields: readonly Field[]
  readonly groups: readonly Group[]
}

/** How a value is computed from the answers. Field paths are written without item numbers: members.incomes.amount. */
export type Derivation =
  | { readonly kind: 'count'; readonly of: string; readonly plus: number }
  | { readonly kind: 'sum'; readonly of: readonly string[] }
  | { readonly kind: 'age'; readonly birth: string; readonly on: string }
  | { readonly kind: 'reaches'; readonly birth: string; readonly years: number; readonly on: string }
  | { readonly kind: 'weekend'; readonly of: string }
  | { readonly kind: 'holds'; readonly when: Condition }

/** Never stored: computed again whenever it is shown, judged or submitted. */
export interface DerivedField {
  readonly name: string
  readonly label: string
  readonly from: Derivation
  /** In the review and the intake; the others serve conditions only. */
  readonly shown: boolean
  readonly fact?: FactName | undefined
}

/** A word of advice that never refuses anybody: told when it becomes true, and again in the review. */
export interface Note {
  readonly when: Condition
  readonly text: string
}

/** An answer with which this intake cannot go on; the resident is told why and may correct it or ask for a person. */
export interface Stop {
  readonly when: Condition
  readonly text: string
  /** Judged for each item of this repeating group instead of once. */
  readonly each?: string | undefined
  readonly offer?: ProgrammeId | undefined
}

export interface DocumentLine {
  readonly text: string
  readonly when?: Condition | undefined
  /** Judged for each item of this repeating group instead of once. */
  readonly each?: string | undefined
}

/** Which answers say when one would like to come. */
export interface VisitWish {
  readonly day: string
  /** A choice of `morning` and `afternoon`. */
  readonly half: string
  /** The day a divorce application was received: certificates are given out within the days counted from it. */
  readonly appliedOn?: string | undefined
  /** Said instead of the dialog's receipt once a visit is booked. */
  readonly receipt: string
}

export interface Dialog {
  readonly id: string
  readonly title: string
  readonly programme: ProgrammeId
  readonly opening: string
  /** The region field that decides where the case belongs. */
  readonly region: string
  readonly groups: readonly Group[]
  readonly derived: readonly DerivedField[]
  readonly notes: readonly Note[]
  readonly stops: readonly Stop[]
  readonly documents: readonly DocumentLine[]
  readonly review: { readonly intro: string; readonly confirm: string }
  /** What happens next, said with the case number. */
  readonly receipt: string
  /** The visit this intake asks for, to be chosen where the office's windows are published. */
  readonly appointment?: VisitWish | undefined
}

export const FIELD_TYPES: readonly FieldType[] = [
  'personName',
  'residentId',
  'phone',
  'fen',
  'date',
  'count',
  'choice',
  'boolean',
  'region',
  'address',
  'text',
]
