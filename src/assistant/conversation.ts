/** A conversation as it is remembered between messages, and the store that keeps it. */

import type { DialogState } from '../dialogs/dialog-state'
import type { Slot } from '../domain/appointment'
import type { Facts } from '../domain/facts'
import type { LegalDay } from '../domain/legal-day'
import type { Facet, ProgrammeId } from '../domain/programme'
import type { Attachment } from './message'
import type { Reply } from './reply'
import type { Screening } from './screening'

export interface Conversation {
  readonly id: string
  readonly channel: string
  readonly resident: string
  /** Rises by one with every commit; the store refuses a commit made from an older one. */
  readonly version: number
  readonly region?: string | undefined
  readonly on?: LegalDay | undefined
  /** What the last answer was about, for `那材料呢？`. */
  readonly topic?:
    | { readonly programme: ProgrammeId; readonly facets: readonly Facet[]; readonly asked?: string | undefined }
    | undefined
  /** What the resident told of themselves while asking, before any form. */
  readonly facts: Facts
  /** The one question we asked to judge these programmes better. */
  readonly screening?: Screening | undefined
  /** The intake under way, and those set aside (稍后继续, 换一个业务), newest first. */
  readonly dialog?: DialogState | undefined
  readonly paused: readonly DialogState[]
  /** Papers sent and not yet part of a case, by reference. */
  readonly attachments: readonly Attachment[]
  readonly cases: readonly { readonly id: string; readonly number: string }[]
  /** What the resident wants of a case: asked for its number, for the phone it was left with, or for the papers. */
  readonly errand?: Errand | undefined
  /** The visit being chosen. */
  readonly visit?: VisitState | undefined
  /** The signal whose help card the last reply showed: 谢谢, 不用 and 打不通 are about that. */
  readonly card?: string | undefined
  /** Replies in a row that did not help; two make us offer a person. */
  readonly unclear: number
  readonly attention: Attention
  readonly lease?: Lease | undefined
}

export type VisitErrand = 'cancelVisit' | 'moveVisit'
export type ErrandKind = 'status' | 'withdraw' | 'supplement' | 'correct' | 'number' | 'later' | VisitErrand

/** `wish`: what was wished when it was offered; a choice stands while that stays the same. */
export type IntakeVisit = { readonly intake: string; readonly wish: string } & (
  | { readonly kind: 'choosing'; readonly offered: readonly Slot[] }
  | { readonly kind: 'held'; readonly slot: Slot; readonly until: string }
  /** None of them suits: the office answers to the wished day. */
  | { readonly kind: 'declined' }
)

/** `moving`: other times offered for the visit of a case. */
export type VisitState = IntakeVisit | { readonly kind: 'moving'; readonly offered: readonly Slot[] }

export interface Errand {
  readonly kind: ErrandKind
  readonly number?: string | undefined
  /** Once it is proven theirs. */
  readonly caseId?: string | undefined
  /** The answer to be put right. */
  readonly path?: string | undefined
  /** Left open longer than a while, it is not what the next message answers. */
  readonly since: string
}

/** Why an operator should look, if they should. */
export type Attention = 'none' | 'asked' | 'crisis' | 'fault'

/** An operator's hold on a conversation; a message composed under another token is dropped. */
export interface Lease {
  readonly operator: string
  readonly token: number
  readonly until: string
}

/** One line of the transcript. Text is stored masked. */
export interface Entry {
  readonly id: string
  readonly from: 'resident' | 'assistant' | 'operator'
  readonly text: string
  readonly reply?: Reply | undefined
  readonly at: string
}

export interface ConversationStore {
  /** The conversation, or undefined if it was never committed. */
  load(id: string): Promise<Conversation | undefined>
  /**
   * Stores the state and appends the entries, together or not at all. `conversation.version` must be the loaded one
   * (0 for a new conversation); it is stored as one more. `conflict`: someone committed in between, load again.
   * `replayed`: an entry of that id is in the transcript already, nothing was changed.
   */
  commit(conversation: Conversation, entries: readonly Entry[]): Promise<'committed' | 'conflict' | 'replayed'>
  /** Entries after the given sequence number, oldest first; sequence numbers start at 1 and have no gaps. */
  history(id: string, after: number): Promise<readonly (Entry & { readonly sequence: number })[]>
  /** Conversations an operator should look at or holds, oldest first. */
  waiting(atMost: number): Promise<readonly Conversation[]>
}

export function newConversation(id: string, channel: string, resident: string): Conversation {
  return {
    id,
    channel,
    resident,
    version: 0,
    facts: {},
    paused: [],
    attachments: [],
    cases: [],
    unclear: 0,
    attention: 'none',
  }
}
