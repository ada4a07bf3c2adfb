/** What the console's page is sent: shared with src/web/console as types, so that both sides agree at compile time. */
import type { IntakeView } from '../assistant/intake-view'
import type { Mark } from '../assistant/open-questions'
import type { ReplyKind } from '../assistant/reply'
import type { CaseStage } from '../cases/case-file'
import type { Citation } from '../domain/source'

export interface SessionView {
  readonly operator: string | null
  readonly needsToken: boolean
}

/** `none`: an operator took it unasked. */
export type WhyWaiting = 'crisis' | 'fault' | 'asked' | 'none'

export interface InboxLine {
  readonly id: string
  /** A short handle people can say to each other; no name. */
  readonly tag: string
  readonly channel: string
  readonly why: WhyWaiting
  readonly whyLabel: string
  readonly since: string
  readonly topic?: string | undefined
  readonly last?: { readonly from: 'resident' | 'assistant' | 'operator'; readonly text: string; readonly at: string }
  readonly operator?: string | undefined
}

export interface InboxView {
  readonly now: string
  /** Nobody holds these: danger first, then faults, then those who asked; the longest waiting first. */
  readonly waiting: readonly InboxLine[]
  readonly mine: readonly InboxLine[]
  readonly others: readonly InboxLine[]
  readonly parkedCases: number
  /** Messages dropped since the service started because the hold they were written under was gone. */
  readonly dropped: number
}

export interface EntryView {
  readonly sequence: number
  readonly id: string
  /** `notice`: a person was asked for, joined or left. */
  readonly from: 'resident' | 'assistant' | 'operator' | 'notice'
  readonly text: string
  readonly at: string
  readonly kind?: ReplyKind | undefined
  readonly label?: string | undefined
  readonly operator?: string | undefined
  readonly citations: readonly Citation[]
}

export interface LeaseView {
  readonly operator: string
  readonly until: string
  readonly mine: boolean
}

export interface ConversationView {
  readonly now: string
  readonly id: string
  readonly tag: string
  readonly channel: string
  readonly why: WhyWaiting
  readonly whyLabel?: string | undefined
  readonly lease?: LeaseView | undefined
  readonly topic?: string | undefined
  readonly region?: string | undefined
  readonly facts: readonly { readonly label: string; readonly shown: string }[]
  readonly intake?: IntakeView | undefined
  readonly paused: number
  readonly cases: readonly { readonly id: string; readonly number: string }[]
  /** The last line there is: what to ask after next. */
  readonly sequence: number
  /** Only those after the sequence number asked for, without the assistant's word that it passed a message on. */
  readonly entries: readonly EntryView[]
}

export interface HoldView {
  readonly token: number
  readonly until: string
}

export interface SentView {
  readonly reached: boolean
  /** Numbers of a person were covered before the message was stored. */
  readonly covered: boolean
}

export interface Suggestion {
  readonly title: string
  readonly text: string
  readonly citations: readonly Citation[]
}

export interface SuggestionsView {
  /** What the suggestions answer; absent when the resident has asked nothing yet. */
  readonly question?: string | undefined
  readonly suggestions: readonly Suggestion[]
}

export interface CaseLine {
  readonly id: string
  readonly number: string
  readonly service: string
  readonly region: string
  readonly stage: CaseStage
  readonly stageLabel: string
  readonly openedAt: string
  readonly attempts: number
}

export interface CasesView {
  readonly cases: readonly CaseLine[]
  readonly parked: number
  readonly due: number
}

export interface CaseView extends CaseLine {
  readonly channel: string
  readonly conversation: string
  readonly backendNumber?: string | undefined
  /** The visit booked with it, as it stands. */
  readonly appointment?: string | undefined
  /** When its resident took it back. */
  readonly withdrawnAt?: string | undefined
  readonly why?: string | undefined
  readonly latestStatus?: string | undefined
  readonly eligibility?: { readonly outcome: string; readonly on: string } | undefined
  readonly answers: readonly {
    readonly path: string
    readonly label: string
    readonly shown: string
    /** Shown with its middle covered: in full for a stated purpose only. */
    readonly covered: boolean
    readonly marks: readonly string[]
  }[]
  /** Files the resident sent along; looked at for a stated purpose only. */
  readonly papers: readonly { readonly reference: string; readonly name: string; readonly bytes: number }[]
  readonly documents: readonly string[]
  readonly consents: readonly {
    readonly notice: string
    readonly at: string
    /** Of a consent of its own: what was answered, and by whom for that person. */
    readonly answer?: string | undefined
    readonly by?: string | undefined
  }[]
}

/** One answer in full. */
export interface RevealedView {
  readonly shown: string
}

/** One file in full. */
export interface PaperView {
  readonly name: string
  readonly contentType: string
  readonly base64: string
}

/** Questions not answered well, those of one matter together: the most asked first, of as many the newest. */
export interface QuestionsView {
  readonly now: string
  /** How many conversations were read back. */
  readonly conversations: number
  readonly clusters: readonly ClusterView[]
}

export interface ClusterView {
  /** Absent where no passage comes near. */
  readonly programme?: string | undefined
  readonly passage?: string | undefined
  readonly title?: string | undefined
  readonly open: number
  readonly newest: string
  /** How often the same passage was found useful. */
  readonly useful: number
  readonly marks: readonly { readonly mark: Mark; readonly label: string; readonly count: number }[]
  /** The newest first; numbers, names and doors of people are covered. */
  readonly asked: readonly AskedView[]
}

export interface AskedView {
  readonly conversation: string
  readonly entry: string
  readonly tag: string
  readonly at: string
  readonly text: string
  readonly mark: Mark
  readonly label: string
  /** What the resident was told. */
  readonly answer: string
}

/** How many were still open. */
export interface SettledView {
  readonly settled: number
}
