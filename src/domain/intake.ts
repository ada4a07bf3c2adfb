/**
 * An intake: what a resident told us in one dialog, finished and confirmed. Made by the dialogs room,
 * turned into a case by the cases room. Answers are keyed by path: `applicantName`, `members[0].name`.
 */
import type { FactKind, FactValue } from './facts'
import type { ProgrammeId } from './programme'
import type { Basis } from './source'

export type AnswerPath = string
export type AnswerKind = FactKind | 'personName' | 'residentId' | 'phone' | 'address'

/** An answer given, or one the resident could not or would not give (a named state, never a zero). */
export type AnswerState =
  | { kind: 'given'; value: FactValue }
  | { kind: 'unknown' }
  | { kind: 'declined' }
  | { kind: 'later' }

export interface IntakeAnswer {
  readonly path: AnswerPath
  readonly field: string
  readonly type: AnswerKind
  /** The Chinese label the resident saw in the review. */
  readonly label: string
  readonly state: AnswerState
  /** The value as shown to people: 是, 1,200元, 埇桥区. Sensitive values in full; mask before showing. */
  readonly shown: string
  readonly sensitive: boolean
  readonly provenance: {
    readonly by: 'resident' | 'operator' | 'derived'
    readonly at: string
    readonly corrected: boolean
  }
}

export interface Consent {
  readonly group: string
  readonly notice: string
  readonly noticeDigest: string
  readonly basis: readonly Basis[]
  readonly at: string
  /** A consent of its own, given as an answer; a notice has none. */
  readonly answer?: { readonly path: AnswerPath; readonly value: FactValue; readonly shown: string } | undefined
  /** Whom it concerns, by path: members[0]; absent for the applicant. */
  readonly person?: AnswerPath | undefined
  /** The answer that names who gave it for them: a guardian, a representative. */
  readonly by?: AnswerPath | undefined
}

export interface Intake {
  readonly id: string
  readonly form: { readonly id: string; readonly title: string; readonly digest: string }
  readonly programme: ProgrammeId
  readonly answers: readonly IntakeAnswer[]
  readonly consents: readonly Consent[]
  /** Papers computed from the answers: what to bring. */
  readonly documents: readonly string[]
}
