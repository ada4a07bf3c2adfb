/** The finished intake: every answer that applies, in order, with its label and who gave it; derived values computed now. */
import type { FactKind } from '../domain/facts'
import type { Intake, IntakeAnswer } from '../domain/intake'
import { documentsFor } from './conclusions'
import { consentsGiven } from './consents'
import { type DerivedValue, derivedValues } from './derived-values'
import type { Dialog } from './dialog'
import type { DialogState } from './dialog-state'
import { sayDerived } from './review'
import { shownState } from './shown-values'
import { stepLabel } from './step-names'
import { type Walk, walk } from './steps'
import { type DialogContext, dayOf, handOf } from './talk'

export function makeIntake(dialog: Dialog, state: DialogState, context: DialogContext): Intake {
  const walked = walk(dialog, state.answers)
  const today = dayOf(context)
  const { at } = handOf(context)
  return {
    id: state.intake,
    form: { id: dialog.id, title: dialog.title, digest: state.digest },
    programme: dialog.programme,
    answers: [
      ...answersIn(walked, state),
      ...derivedValues(dialog, walked, state.answers, today)
        .filter(({ field }) => field.shown)
        .map((each) => derivedAnswer(each, at)),
    ],
    consents: [...state.consents, ...consentsGiven(walked, state.answers)],
    documents: documentsFor(dialog, walked, state.answers, today),
  }
}

function answersIn(walked: Walk, { answers }: DialogState): readonly IntakeAnswer[] {
  return walked.steps.flatMap((step) => {
    const answer = answers[step.path]
    if (step.kind !== 'field' || !answer) return []
    const { field } = step
    return [
      {
        path: step.path,
        field: field.name,
        type: field.type,
        label: stepLabel(step),
        state: answer.state,
        shown: shownState(field, answer.state),
        sensitive: field.sensitive,
        provenance: { by: answer.by, at: answer.at, corrected: answer.corrected },
      },
    ]
  })
}

function derivedAnswer({ field, value }: DerivedValue, at: string): IntakeAnswer {
  return {
    path: field.name,
    field: field.name,
    type: KINDS[field.from.kind],
    label: field.label,
    state: { kind: 'given', value },
    shown: sayDerived(field.from.kind, value),
    sensitive: false,
    provenance: { by: 'derived', at, corrected: false },
  }
}

const KINDS: Readonly<Record<DerivedValue['field']['from']['kind'], FactKind>> = {
  count: 'count',
  sum: 'fen',
  age: 'count',
  reaches: 'choice',
  weekend: 'boolean',
  holds: 'boolean',
}
