/**
 * The questions a plain walk does not come to: one answer at a time is chosen otherwise, and the walk goes on plainly.
 * Each question found is kept once, with the state it was reached in.
 */
import { continueDialog, startDialog } from '../../src/dialogs/converse'
import type { Dialog, Field } from '../../src/dialogs/dialog'
import type { DialogState } from '../../src/dialogs/dialog-state'
import { given, placeIn, type Step, walk } from '../../src/dialogs/steps'
import type { DialogContext } from '../../src/dialogs/talk'
import { dialogNamed, freshContext, residentId, sampleAnswer } from './support'

export interface Reached {
  readonly dialog: Dialog
  readonly context: DialogContext
  readonly state: DialogState
  readonly step: Step
}

export function branchesOf(id: string, known: ReadonlySet<string>): readonly Reached[] {
  const dialog = dialogNamed(id)
  const found = new Map<string, Reached>()
  for (const { step } of plainWalk(dialog)) {
    if (step.kind !== 'field') continue
    for (const answer of otherAnswers(step.field)) {
      for (const each of plainWalk(dialog, { path: step.path, answer }))
        if (!known.has(each.step.path) && !found.has(each.step.path)) found.set(each.step.path, each)
    }
  }
  return [...found.values()]
}

/** The choices but the first, and a child's number where a grown-up's is plain. */
function otherAnswers({ type, choices, sex }: Field): readonly string[] {
  if (type === 'residentId') return [residentId('2018-03-05', 99, sex ?? 'female')]
  return Object.values(choices)
    .slice(1)
    .map(({ label }) => label)
}

/** Every question on the way, up to the review, a stop or an answer not understood; `turn` is answered otherwise. */
function plainWalk(dialog: Dialog, turn?: { readonly path: string; readonly answer: string }): readonly Reached[] {
  const context = freshContext()
  const reached: Reached[] = []
  let { state } = startDialog(dialog, context)
  for (let place = placeNow(dialog, state); place.kind === 'ask'; place = placeNow(dialog, state)) {
    const { step } = place
    reached.push({ dialog, context, state, step })
    const said = turn?.path === step.path ? turn.answer : sampleAnswer(step, dialog)
    const next = continueDialog(dialog, state, said, context)
    if (!('state' in next) || next.state.answers[step.path] === undefined) return reached
    state = next.state
  }
  return reached
}

/** Labels and other words of the choices at this question that, said alone, do not give their own choice. */
export function misheardWords({ dialog, context, state, step }: Reached): readonly string[] {
  if (step.kind !== 'field') return []
  const { field, path } = step
  return Object.entries(field.choices).flatMap(([key, { label, also }]) => {
    const wanted = field.type === 'boolean' ? key === 'yes' : key
    return [label, ...also].filter((word) => {
      const next = continueDialog(dialog, state, word, context)
      return !('state' in next) || given(next.state.answers[path]?.state) !== wanted
    })
  })
}

const placeNow = (dialog: Dialog, { answers }: DialogState) => placeIn(dialog, walk(dialog, answers), answers)
