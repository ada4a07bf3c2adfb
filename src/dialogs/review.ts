/** The review: every answer by group and by person, what is still open, what follows, before anything is submitted. */
import type { FactValue } from '../domain/facts'
import { sayYuan } from '../domain/fen'
import type { AnswerPath } from '../domain/intake'
import { documentsFor, notesFor } from './conclusions'
import { derivedValues } from './derived-values'
import type { Derivation, Dialog, Group } from './dialog'
import type { Answers } from './dialog-state'
import { REPLIES } from './replies'
import { discreet } from './shown-values'
import { itemName, itemsAround, stepName } from './step-names'
import type { FieldStep, Walk } from './steps'
import { type DialogContext, dayOf } from './talk'
import type { ReviewLine, ReviewSection } from './turn'

export function sectionsFor(
  dialog: Dialog,
  walked: Walk,
  answers: Answers,
  context: DialogContext,
): readonly ReviewSection[] {
  const sections = sectionsOf(dialog, walked, answers)
  const derived = derivedValues(dialog, walked, answers, dayOf(context)).filter(({ field }) => field.shown)
  const lines = derived.map(({ field, value }) => ({
    label: field.label,
    shown: sayDerived(field.from.kind, value),
    path: field.name,
  }))
  return [...sections, ...(lines.length > 0 ? [{ title: REPLIES.derivedTitle, lines }] : [])]
}

export function sayDerived(kind: Derivation['kind'], value: FactValue): string {
  return kind === 'sum' && typeof value === 'number' ? sayYuan(value) : String(value)
}

/** Only what one sees so far, for 看看我填的. */
export function filledSoFar(dialog: Dialog, walked: Walk, answers: Answers): string {
  const sections = sectionsOf(dialog, walked, answers)
  return sections.length === 0
    ? REPLIES.nothingFilled
    : `${REPLIES.filledSoFar}\n${sections.map(saySection).join('\n')}`
}

export function reviewText(
  dialog: Dialog,
  walked: Walk,
  answers: Answers,
  sections: readonly ReviewSection[],
  context: DialogContext,
): string {
  const later = walked.steps.filter(
    (step): step is FieldStep => step.kind === 'field' && answers[step.path]?.state.kind === 'later',
  )
  const notes = notesFor(dialog, walked, answers, dayOf(context))
  const documents = documentsFor(dialog, walked, answers, dayOf(context))
  return [
    dialog.review.intro,
    ...sections.map(saySection),
    ...(later.length > 0 ? [REPLIES.later(later.map((step) => stepName(step, walked, answers)))] : []),
    ...(notes.length > 0 ? [REPLIES.reminder, ...notes] : []),
    ...(documents.length > 0 ? [REPLIES.documents, REPLIES.list(documents)] : []),
    dialog.review.confirm,
  ].join('\n')
}

function saySection(section: ReviewSection): string {
  return [`【${section.title}】`, ...section.lines.map((line) => `${line.label}：${line.shown}`)].join('\n')
}

function sectionsOf(dialog: Dialog, walked: Walk, answers: Answers): readonly ReviewSection[] {
  const lines = linesOf(walked, answers)
  return dialog.groups.flatMap((group) => groupSections(group, lines, walked, answers))
}

/** Every answer as one line, outside all lists or by the outermost item it lies in; read off the walk once. */
interface Lines {
  readonly outside: readonly { readonly group: Group; readonly line: ReviewLine }[]
  readonly inItems: ReadonlyMap<AnswerPath, readonly ReviewLine[]>
}

function linesOf(walked: Walk, answers: Answers): Lines {
  const outside: { group: Group; line: ReviewLine }[] = []
  const inItems = new Map<AnswerPath, ReviewLine[]>()
  for (const step of walked.steps) {
    const state = step.kind === 'field' ? answers[step.path]?.state : undefined
    if (step.kind !== 'field' || !state) continue
    const [outer, ...inner] = itemsAround(step.item)
    const names = inner.map((each) => REPLIES.itemName(each.repeat.of, each.index + 1))
    const label = [...names, step.field.label].join(' ')
    const line = { label, shown: discreet(step.field, state), path: step.path }
    if (!outer) outside.push({ group: step.group, line })
    else
      inItems
        .set(outer.path, inItems.get(outer.path) ?? [])
        .get(outer.path)
        ?.push(line)
  }
  return { outside, inItems }
}

function groupSections(group: Group, lines: Lines, walked: Walk, answers: Answers): readonly ReviewSection[] {
  if (!group.repeat) {
    const own = lines.outside.filter((each) => isWithin(each.group, group))
    return section(
      group.title,
      own.map((each) => each.line),
    )
  }
  const items = walked.items.filter((item) => !item.within && item.group.id === group.id)
  const closed = answers[`${group.id}[0]`] !== undefined && items.length === 0
  if (closed)
    return [{ title: group.title, lines: [{ label: group.repeat.of, shown: REPLIES.none, path: `${group.id}[0]` }] }]
  return items.flatMap((item) => section(itemName(item, walked, answers), lines.inItems.get(item.path) ?? []))
}

function section(title: string, lines: readonly ReviewLine[]): readonly ReviewSection[] {
  return lines.length === 0 ? [] : [{ title, lines }]
}

function isWithin(inner: Group, outer: Group | undefined): boolean {
  return outer !== undefined && (inner.id === outer.id || outer.groups.some((each) => isWithin(inner, each)))
}
