/** One message being understood: the dialog, the state it met, where the resident is, and what was said. */
import type { Clock } from '../base/clock'
import type { Ids } from '../base/ids'
import { type LegalDay, today } from '../domain/legal-day'
import type { Programme } from '../domain/programme'
import type { RegionTree } from '../domain/region'
import type { WorkCalendar } from '../domain/work-calendar'
import type { AnswerContext } from './answers/answer-type'
import type { Hand } from './change-answers'
import type { Dialog } from './dialog'
import type { DialogState, StoredAnswer } from './dialog-state'
import { type Place, placeIn, type Walk, walk } from './steps'

export interface DialogContext {
  readonly clock: Clock
  readonly ids: Ids
  readonly regions: RegionTree
  /** The services a resident may turn to instead, with their names. */
  readonly programmes: readonly Programme[]
  /** Public holidays, to be told where a visit is wished on one. */
  readonly calendar?: WorkCalendar | undefined
  /** Whose hand this is: the resident's unless an operator fills in for them. */
  readonly by?: StoredAnswer['by'] | undefined
  /** A visit was chosen with it. */
  readonly hasVisit?: boolean | undefined
}

export interface Talk {
  readonly dialog: Dialog
  readonly state: DialogState
  readonly context: DialogContext
  readonly said: string
  readonly walked: Walk
  readonly place: Place
}

export function talkOf(dialog: Dialog, state: DialogState, said: string, context: DialogContext): Talk {
  const walked = walk(dialog, state.answers)
  return { dialog, state, context, said, walked, place: placeIn(dialog, walked, state.answers, state.editing) }
}

export function handOf(context: DialogContext): Hand {
  return { at: context.clock.now().toISOString(), by: context.by ?? 'resident' }
}

export function answerContext(context: DialogContext): AnswerContext {
  return { today: dayOf(context), regions: context.regions, calendar: context.calendar }
}

export function dayOf(context: DialogContext): LegalDay {
  return today(context.clock)
}
