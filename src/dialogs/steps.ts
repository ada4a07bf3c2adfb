/**
 * The fold: a dialog and the answers so far → every step that applies, in order, and the place the resident is at.
 * Pure; nothing here is stored. Only answers to steps that apply count as facts, so a dropped branch cannot decide.
 */
import { comparisonsOf, judge } from '../domain/conditions'
import type { FactValue } from '../domain/facts'
import type { AnswerPath, AnswerState } from '../domain/intake'
import type { Dialog, Field, Group, Repeat, Stop } from './dialog'
import type { Answers } from './dialog-state'

type Known = Record<string, FactValue | undefined>

/** One item of a repeating group that exists: members[0]. */
export interface Item {
  readonly group: Group
  readonly repeat: Repeat
  readonly index: number
  readonly path: AnswerPath
  readonly within?: Item | undefined
  /** What is known inside the item, over what is known around it. */
  readonly facts: Readonly<Known>
}

export interface FieldStep {
  readonly kind: 'field'
  readonly path: AnswerPath
  readonly field: Field
  readonly group: Group
  readonly item?: Item | undefined
}

/** “还有其他家庭成员吗？”: its answer says whether the item at its path exists. */
export interface GateStep {
  readonly kind: 'gate'
  readonly path: AnswerPath
  readonly group: Group
  readonly repeat: Repeat
  readonly index: number
  readonly item?: Item | undefined
}

export type Step = FieldStep | GateStep

export interface Walk {
  readonly steps: readonly Step[]
  readonly items: readonly Item[]
  readonly facts: Readonly<Known>
}

export type Place =
  | { readonly kind: 'ask'; readonly step: Step; readonly editing: boolean }
  | { readonly kind: 'stopped'; readonly stop: Stop; readonly step: FieldStep }
  | { readonly kind: 'review' }

interface Visit {
  readonly answers: Answers
  readonly steps: Step[]
  readonly items: Item[]
}

export function walk(dialog: Dialog, answers: Answers): Walk {
  const visit: Visit = { answers, steps: [], items: [] }
  const facts: Known = Object.create(null)
  visitGroups(dialog.groups, undefined, facts, visit)
  return { steps: visit.steps, items: visit.items, facts }
}

/** Where the resident is: at a stop, at a field they went back to, at the first open step, or at the review. */
export function placeIn(dialog: Dialog, walked: Walk, answers: Answers, editing?: AnswerPath): Place {
  const edited = editing === undefined ? undefined : walked.steps.find((step) => step.path === editing)
  if (edited) return { kind: 'ask', step: edited, editing: true }
  const stop = dialog.stops.find((each) => judge(each.when, walked.facts) === 'met')
  const stopStep = stop && stepDeciding(stop, walked)
  if (stop && stopStep) return { kind: 'stopped', stop, step: stopStep }
  const open = walked.steps.find((step) => answers[step.path] === undefined)
  return open ? { kind: 'ask', step: open, editing: false } : { kind: 'review' }
}

/** The fold in one call. */
export function nextStep(dialog: Dialog, answers: Answers): Place {
  return placeIn(dialog, walk(dialog, answers), answers)
}

export function given(state: AnswerState | undefined): FactValue | undefined {
  return state?.kind === 'given' ? state.value : undefined
}

/** members[0].incomes[1].amount → members.incomes.amount */
export function withoutNumbers(path: AnswerPath): string {
  return path.replace(/\[\d+\]/g, '')
}

/** `members` in `members[2]`; the item lies at `${base}[n]`. */
export function baseOf(path: AnswerPath): string {
  return path.replace(/\[\d+\]$/, '')
}

function visitGroups(groups: readonly Group[], item: Item | undefined, facts: Known, visit: Visit): void {
  for (const group of groups) {
    if (group.when && judge(group.when, facts) !== 'met') continue
    if (group.repeat) visitItems(group, group.repeat, item, facts, visit)
    else visitOne(group, item, facts, visit)
  }
}

function visitOne(group: Group, item: Item | undefined, facts: Known, visit: Visit): void {
  for (const field of group.fields) {
    if (field.when && judge(field.when, facts) !== 'met') continue
    const path = under(item, field.name)
    visit.steps.push({ kind: 'field', path, field, group, item })
    facts[field.name] = given(visit.answers[path]?.state)
  }
  visitGroups(group.groups, item, facts, visit)
}

function visitItems(group: Group, repeat: Repeat, within: Item | undefined, facts: Known, visit: Visit): void {
  for (let index = 0; index < repeat.max; index++) {
    const path = under(within, `${group.id}[${index}]`)
    if (index >= repeat.min) {
      visit.steps.push({ kind: 'gate', path, group, repeat, index, item: within })
      if (given(visit.answers[path]?.state) !== true) return
    }
    // An item sees the facts around it through its prototype, without copying them for every item.
    const own: Known = Object.create(facts)
    const item: Item = { group, repeat, index, path, within, facts: own }
    visit.items.push(item)
    visitOne(group, item, own, visit)
  }
}

function under(item: Item | undefined, name: string): AnswerPath {
  return item ? `${item.path}.${name}` : name
}

function stepDeciding(stop: Stop, walked: Walk): FieldStep | undefined {
  const names = new Set(comparisonsOf(stop.when).map((each) => each.fact))
  return walked.steps.findLast(
    (step): step is FieldStep => step.kind === 'field' && !step.item && names.has(step.field.name),
  )
}
