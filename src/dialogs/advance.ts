/** The end of every change: prune, say what was dropped and what now follows, and go on to the next question. */

import { prune } from './change-answers'
import { notesFor } from './conclusions'
import type { Answers, DialogState, Doubt } from './dialog-state'
import { present } from './present'
import { REPLIES } from './replies'
import { stepName } from './step-names'
import { walk } from './steps'
import { dayOf, type Talk } from './talk'
import type { AskTurn, ReviewTurn } from './turn'

/** `undoable`: a correction or removal, which 还按原来的 takes back. A removal says itself what went with it. */
export function advance(
  talk: Talk,
  answers: Answers,
  lead: readonly string[],
  options: { undoable?: boolean; tellDropped?: boolean; doubt?: Doubt | undefined } = {},
): AskTurn | ReviewTurn {
  const { dialog, state } = talk
  const pruned = prune(dialog, state.answers, answers)
  const labels = pruned.dropped.map((step) => stepName(step, talk.walked, state.answers))
  const next: DialogState = {
    ...state,
    answers: pruned.answers,
    before: options.undoable ? state.answers : undefined,
    editing: options.doubt?.path,
    doubt: options.doubt,
    heard: state.heard?.filter(({ path }) => pruned.answers[path] === undefined),
    misses: 0,
  }
  const said = [
    ...lead,
    ...(labels.length > 0 && options.tellDropped !== false ? [REPLIES.dropped(labels)] : []),
    ...newNotes(talk, pruned.answers),
  ]
  return present(talk, next, said)
}

/** The same place again; nothing was answered. */
export function stay(talk: Talk, lead: readonly string[]): AskTurn | ReviewTurn {
  return present(talk, talk.state, lead)
}

/** Notes that became true with this change; they are told at once, and again in the review. */
function newNotes(talk: Talk, answers: Answers): readonly string[] {
  const { dialog, context } = talk
  const known = new Set(notesFor(dialog, talk.walked, talk.state.answers, dayOf(context)))
  return notesFor(dialog, walk(dialog, answers), answers, dayOf(context)).filter((note) => !known.has(note))
}
