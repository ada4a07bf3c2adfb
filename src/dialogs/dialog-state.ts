/** What is remembered of one intake between messages: answers so far, never a cursor. The next question is derived. */
import type { FactValue } from '../domain/facts'
import type { AnswerPath, AnswerState, Consent } from '../domain/intake'

export interface StoredAnswer {
  readonly state: AnswerState
  readonly at: string
  readonly by: 'resident' | 'operator'
  readonly corrected: boolean
}

/** By path: `applicantName`, `members[0].name`. `members[0]` itself holds whether there is such an item. */
export type Answers = Readonly<Record<AnswerPath, StoredAnswer>>

/** Values said for one question that cannot all hold: the one in the form first, if there is one. */
export interface Doubt {
  readonly path: AnswerPath
  readonly values: readonly FactValue[]
}

/** What a long story seems to say; nothing is recorded until the resident confirms it. */
export interface Heard {
  readonly path: AnswerPath
  readonly value: FactValue
}

export interface DialogState {
  /** The intake's id: confirming twice opens one case. */
  readonly intake: string
  readonly dialog: string
  /** Digest of the form version this conversation began with; the version itself is kept in the form archive. */
  readonly digest: string
  readonly answers: Answers
  /** The answers before the last correction or removal, for 还按原来的 and 撤销; gone with the next answer. */
  readonly before?: Answers | undefined
  /** One per group whose notice was shown; the resident's confirmation of the review covers them. */
  readonly consents: readonly Consent[]
  /** A field the resident went back to, by path. Its answer stands until a new one is given. */
  readonly editing?: AnswerPath | undefined
  /** Asked about at the field in `editing`: which of these holds. */
  readonly doubt?: Doubt | undefined
  /** Told in a story and waiting to be confirmed, a few at a time. */
  readonly heard?: readonly Heard[] | undefined
  /** Unclear answers in a row. */
  readonly misses: number
  /** Steps at which unclear answers have called a person already: once is enough. */
  readonly calledAt?: readonly string[] | undefined
}

/** Form versions in use, by digest: a running conversation stays on the version it began with. */
export interface FormArchive {
  /** Keeps the version; keeping it twice is keeping it once. */
  keep(digest: string, definition: string): Promise<void>
  find(digest: string): Promise<string | undefined>
}
