/**
 * The half-filled intake as an operator sees it: what is answered under the labels the resident saw, what is asked
 * next. Sensitive answers are covered; a name never stands in a heading.
 */
import { maskedAnswer } from '../cases/mask-answer'
import type { Dialog } from '../dialogs/dialog'
import type { DialogState, FormArchive } from '../dialogs/dialog-state'
import { dialogFromArchive, digest } from '../dialogs/form-version'
import { questionText, stopText } from '../dialogs/present'
import { shownState } from '../dialogs/shown-values'
import { itemsAround } from '../dialogs/step-names'
import { type FieldStep, type Item, placeIn, type Walk, walk } from '../dialogs/steps'
import type { Conversation } from './conversation'

export interface IntakeLine {
  readonly label: string
  readonly shown: string
  /** 说不清楚, 不愿说, 以后补. */
  readonly open: boolean
}

export interface IntakeView {
  readonly title: string
  readonly step: { readonly done: number; readonly of: number }
  readonly sections: readonly { readonly title: string; readonly lines: readonly IntakeLine[] }[]
  /** Absent at the review: everything is answered and waits for the resident's confirmation. */
  readonly asking?: { readonly label: string; readonly question: string } | undefined
}

export type DescribeIntake = (conversation: Conversation) => Promise<IntakeView | undefined>

/** Reads the form version the conversation began with; a version nobody kept leaves the intake undescribed. */
export function intakeDescriber(dialogs: () => ReadonlyMap<string, Dialog>, forms: FormArchive): DescribeIntake {
  return async ({ dialog: state }) => {
    if (!state) return undefined
    const current = dialogs().get(state.dialog)
    if (current && digest(current) === state.digest) return describeIntake(current, state)
    const kept = await forms.find(state.digest)
    return kept === undefined ? undefined : describeIntake(dialogFromArchive(kept), state)
  }
}

export function describeIntake(dialog: Dialog, state: DialogState): IntakeView {
  const walked = walk(dialog, state.answers)
  const fields = walked.steps.filter((step) => step.kind === 'field')
  return {
    title: dialog.title,
    step: { done: fields.filter((step) => state.answers[step.path]).length, of: fields.length },
    sections: sectionsOf(fields, state),
    asking: askingIn(dialog, walked, state),
  }
}

function sectionsOf(fields: readonly FieldStep[], { answers }: DialogState): IntakeView['sections'] {
  const sections = new Map<string, { title: string; lines: IntakeLine[] }>()
  for (const { path, field, group, item } of fields) {
    const stored = answers[path]
    if (!stored) continue
    const [outer, ...inner] = itemsAround(item)
    const key = outer?.path ?? group.id
    const section = sections.get(key) ?? { title: outer ? numbered(outer) : group.title, lines: [] }
    const { name, type, sensitive, label } = field
    const shown = maskedAnswer({
      ...{ path, field: name, type, label, sensitive },
      state: stored.state,
      shown: shownState(field, stored.state),
      provenance: { by: stored.by, at: stored.at, corrected: stored.corrected },
    })
    section.lines.push({ label: [...inner.map(numbered), label].join(' '), shown, open: stored.state.kind !== 'given' })
    sections.set(key, section)
  }
  return [...sections.values()]
}

const numbered = (item: Item) => `${item.repeat.of}${item.index + 1}`

function askingIn(dialog: Dialog, walked: Walk, state: DialogState): IntakeView['asking'] {
  const place = placeIn(dialog, walked, state.answers, state.editing)
  if (place.kind === 'review') return undefined
  const label = place.step.kind === 'field' ? place.step.field.label : place.step.repeat.of
  const seen = { dialog, state, walked }
  return { label, question: place.kind === 'stopped' ? stopText(place, seen) : questionText(place.step, seen) }
}
