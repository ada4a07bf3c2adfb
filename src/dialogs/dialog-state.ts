/** What is remembered of one intake between messages: answers so far, never a cursor. The next question is derived. */
import type { AnswerPath, AnswerState, Consent } from '../domain/intake'

export interface StoredAnswer {
  readonly state: AnswerState
  readonly at: string
  readonly by: 'resident' | 'operator'
  readonly corrected: boolean
}

export interface DialogState {
  /** The intake's id: confirming twice opens one case. */
  readonly intake: string
  readonly dialog: string
  /** Digest of the form version this conversation began with; the version itself is kept in the form archive. */
  readonly digest: string
  readonly answers: Readonly<Record<AnswerPath, StoredAnswer>>
  /** Paths in the order they were last asked, for 上一步. */
  readonly asked: readonly AnswerPath[]
  readonly consents: readonly Consent[]
  /** A field being edited from the review, by path. */
  readonly editing?: AnswerPath | undefined
  /** Unclear answers in a row to the current question. */
  readonly misses: number
}

/** Form versions in use, by digest: a running conversation stays on the version it began with. */
export interface FormArchive {
  /** Keeps the version; keeping it twice is keeping it once. */
  keep(digest: string, definition: string): Promise<void>
  find(digest: string): Promise<string | undefined>
}
