/** One resident message on its way through the steps: what it says, what is remembered, what it may use. */
import type { Clock } from '../base/clock'
import type { Ids } from '../base/ids'
import type { Log } from '../base/log'
import type { AppointmentStore } from '../cases/appointments/appointment-store'
import type { CaseStore } from '../cases/case-store'
import type { Errands } from '../cases/errands'
import type { Dialog } from '../dialogs/dialog'
import type { FormArchive } from '../dialogs/dialog-state'
import type { LegalDay } from '../domain/legal-day'
import type { Masked } from '../domain/mask'
import type { AnswerBase } from './answer'
import type { Conversation, ConversationStore } from './conversation'
import type { Message } from './message'
import type { LanguageModel } from './model/language-model'
import type { Reply } from './reply'
import type { Heard } from './screen'
import type { Understanding } from './understand'

/** Everything answers are made from; replaced as a whole when content is reloaded. */
export interface Library extends AnswerBase {
  readonly dialogs: ReadonlyMap<string, Dialog>
}

export interface AssistantDeps {
  /** Called once per message, so that one message is answered from one version of the content. */
  readonly library: () => Library
  readonly conversations: ConversationStore
  readonly cases: CaseStore
  readonly errands: Errands
  readonly forms: FormArchive
  /** Absent where nothing is booked (evaluation): wished days are noted, whatever windows are published. */
  readonly appointments?: AppointmentStore | undefined
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  /** Makes answers better where the bureau has one; never trusted, never needed. */
  readonly model?: LanguageModel | undefined
  /** Told when an operator should look: a danger signal, a person asked for, a fault. */
  readonly page: (conversation: string, why: 'asked' | 'crisis' | 'fault') => void
}

export interface Turn {
  readonly deps: AssistantDeps
  readonly library: Library
  readonly message: Message
  readonly conversation: Conversation
  readonly today: LegalDay
  /** The message with identity, phone and bank numbers masked: all that is stored, searched or logged. */
  readonly masked: Masked
  readonly asked: Understanding
  /** A danger signal in it, listened for once. */
  readonly heard: Heard | undefined
  /** The signal whose card the reply before this message showed. */
  readonly card: string | undefined
}

/** A step either stops the turn with a reply and the conversation's next state, or lets the next step try. */
export interface Done {
  readonly reply: Reply
  readonly conversation: Conversation
}

export type Step = (turn: Turn) => Promise<Done | undefined> | Done | undefined
