/** The intake as it stands after a message: its question or its review as a reply, by the form version it began with. */
import { Fault } from '../base/fault'
import type { Dialog } from '../dialogs/dialog'
import type { DialogState } from '../dialogs/dialog-state'
import { dialogFromArchive, digest } from '../dialogs/form-version'
import { present } from '../dialogs/present'
import type { DialogContext } from '../dialogs/talk'
import type { AskTurn, ReviewTurn } from '../dialogs/turn'
import type { Conversation } from './conversation'
import type { Done, Turn } from './turn'

export function show(turn: Turn, next: AskTurn | ReviewTurn, topic?: { programme: string }): Done {
  const conversation: Conversation = {
    ...turn.conversation,
    dialog: next.state,
    unclear: 0,
    screening: undefined,
    ...(topic && { topic: { programme: topic.programme, facets: [] } }),
  }
  const { text, choices } = next
  const dialog = next.state.dialog
  const programme = turn.library.dialogs.get(dialog)?.programme
  return next.kind === 'ask'
    ? {
        reply: {
          kind: 'question',
          text,
          citations: [],
          choices,
          dialog,
          field: next.field,
          step: next.step,
          programme,
        },
        conversation,
      }
    : {
        reply: { kind: 'review', text, citations: [], choices, dialog, sections: next.sections, programme },
        conversation,
      }
}

/** The question or the review the intake stands at, once more. */
export async function showAgain(turn: Turn, lead: readonly string[]): Promise<Done> {
  const state = turn.conversation.dialog
  if (!state) throw new Fault('form.missing', 'no intake is under way')
  return show(turn, present({ dialog: await dialogOf(turn, state), context: contextOf(turn) }, state, lead))
}

/** Said first, above what follows. */
export function lead(text: string, done: Done): Done {
  return { ...done, reply: { ...done.reply, text: `${text}\n\n${done.reply.text}` } }
}

/** The form version this intake began with, whatever has been published since. */
export async function dialogOf(turn: Turn, state: DialogState): Promise<Dialog> {
  const current = turn.library.dialogs.get(state.dialog)
  if (current && digest(current) === state.digest) return current
  const kept = await turn.deps.forms.find(state.digest)
  if (kept === undefined)
    throw new Fault('form.missing', 'a form version in use is not in the archive', { facts: { dialog: state.dialog } })
  return dialogFromArchive(kept)
}

export function contextOf({ deps, library, conversation }: Turn): DialogContext {
  return {
    clock: deps.clock,
    ids: deps.ids,
    regions: library.knowledge.regions,
    calendar: library.knowledge.calendar,
    programmes: [...library.knowledge.programmes.values()],
    hasVisit: conversation.visit?.kind === 'held',
  }
}
