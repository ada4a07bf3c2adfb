/** What a message in a dialog leads to: a closed union by `kind`. Every turn that goes on carries the new state. */
import type { Facts } from '../domain/facts'
import type { AnswerPath, Intake } from '../domain/intake'
import type { ProgrammeId } from '../domain/programme'
import type { DialogState } from './dialog-state'

export interface ReviewLine {
  readonly label: string
  readonly shown: string
  readonly path: AnswerPath
}

export interface ReviewSection {
  readonly title: string
  readonly lines: readonly ReviewLine[]
}

export interface AskTurn {
  readonly kind: 'ask'
  readonly state: DialogState
  readonly text: string
  readonly path: AnswerPath
  readonly field: string
  readonly choices: readonly string[]
  readonly step: { readonly done: number; readonly of: number }
}

export interface ReviewTurn {
  readonly kind: 'review'
  readonly state: DialogState
  readonly text: string
  readonly sections: readonly ReviewSection[]
  readonly choices: readonly string[]
}

export type Turn =
  | AskTurn
  | ReviewTurn
  | {
      readonly kind: 'submitted'
      readonly state: DialogState
      readonly intake: Intake
      readonly region: string
      /** For the eligibility record: answers under the names of knowledge/facts.yaml. */
      readonly facts: Facts
      /** What happens next and what to bring; said below the case number. */
      readonly text: string
    }
  /** Nothing is kept. `next`: what the resident asked for in the same breath. */
  | { readonly kind: 'cancelled'; readonly text: string; readonly next?: string | undefined }
  | { readonly kind: 'paused'; readonly state: DialogState; readonly text: string }
  /** A person is wanted; the state is kept, so that both can go on with it. */
  | { readonly kind: 'human'; readonly state: DialogState; readonly text: string }
  /** Answer `question`, then say `resume.text`: whatever the message answered is in the state already. */
  | {
      readonly kind: 'digress'
      readonly state: DialogState
      readonly question: string
      readonly resume: AskTurn | ReviewTurn
    }
  /** The resident turns to another service; the state is to be parked. */
  | {
      readonly kind: 'otherBusiness'
      readonly state: DialogState
      readonly text: string
      readonly wants?: string | undefined
      readonly programme?: ProgrammeId | undefined
    }
