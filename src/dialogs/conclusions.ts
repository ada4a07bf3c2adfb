/** What follows from the answers: notes to tell, papers to bring, facts for the eligibility rules. */
import { type Condition, comparisonsOf, judge } from '../domain/conditions'
import type { Facts } from '../domain/facts'
import type { LegalDay } from '../domain/legal-day'
import { checkResidentId } from '../domain/resident-id'
import { derivedFrom, derivedValues } from './derived-values'
import type { Dialog, DocumentLine, FieldType } from './dialog'
import type { Answers } from './dialog-state'
import { REPLIES } from './replies'
import { fillIn } from './shown-values'
import { given, type Item, itemsOf, type Walk } from './steps'

export function notesFor(dialog: Dialog, walked: Walk, answers: Answers, today: LegalDay): readonly string[] {
  const facts = knownFor(
    dialog.notes.map((note) => note.when),
    { dialog, walked, answers },
    today,
  )
  return dialog.notes
    .filter((note) => judge(note.when, facts) === 'met')
    .map((note) => fillIn(note.text, walked, answers))
}

/** A paper whose condition the resident could not answer is listed with that said, never silently left out. */
export function documentsFor(dialog: Dialog, walked: Walk, answers: Answers, today: LegalDay): readonly string[] {
  const conditions = dialog.documents.flatMap((line) => line.when ?? [])
  const facts = knownFor(conditions, { dialog, walked, answers }, today)
  const lines = dialog.documents.flatMap((line) => {
    const places = line.each ? itemsOf(line.each, walked) : [undefined]
    return places.flatMap((item) => documentLine(line, item, item?.facts ?? facts, walked, answers))
  })
  return [...new Set(lines)]
}

function documentLine(
  line: DocumentLine,
  item: Item | undefined,
  facts: Facts,
  walked: Walk,
  answers: Answers,
): readonly string[] {
  const text = fillIn(line.text, walked, answers, item)
  const verdict = line.when ? judge(line.when, facts) : 'met'
  if (verdict === 'met') return [text]
  if (verdict === 'unmet' || !line.when) return []
  const leftOpen = comparisonsOf(line.when).some((each) => wasAskedInVain(each.fact, item, walked, answers))
  return leftOpen ? [text + REPLIES.documentIfNeeded] : []
}

function wasAskedInVain(name: string, item: Item | undefined, walked: Walk, answers: Answers): boolean {
  return walked.steps.some((step) => {
    if (step.kind !== 'field' || step.field.name !== name || (step.item && step.item.path !== item?.path)) return false
    const state = answers[step.path]?.state
    return state !== undefined && state.kind !== 'given'
  })
}

/** Answers and derived values under the names of knowledge/facts.yaml, where the dialog names one. */
export function factsOf(dialog: Dialog, walked: Walk, answers: Answers, today: LegalDay): Facts {
  const facts: Record<string, Facts[string]> = {}
  for (const step of walked.steps) {
    if (step.kind !== 'field' || step.item || !step.field.fact) continue
    facts[step.field.fact] = asFact(step.field.type, given(answers[step.path]?.state))
  }
  for (const { field, value } of derivedValues(dialog, walked, answers, today)) {
    if (field.fact) facts[field.fact] = value
  }
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
}

function asFact(type: FieldType, value: Facts[string]): Facts[string] {
  if (type !== 'residentId' || typeof value !== 'string') return value
  const checked = checkResidentId(value)
  return checked.ok ? checked.birth : undefined
}

interface Told {
  readonly dialog: Dialog
  readonly walked: Walk
  readonly answers: Answers
}

/** Of the derived values only those the conditions ask for: a sum over a large household is not made for nothing. */
function knownFor(conditions: readonly Condition[], { dialog, walked, answers }: Told, today: LegalDay): Facts {
  const names = new Set(conditions.flatMap(comparisonsOf).map((each) => each.fact))
  const wanted = dialog.derived.filter((field) => names.has(field.name))
  const derived = derivedFrom(wanted, walked, answers, today).map(({ field, value }) => [field.name, value] as const)
  return { ...walked.facts, ...Object.fromEntries(derived) }
}
