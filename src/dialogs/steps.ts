/**
 * The fold: a dialog and the answers so far → every step that applies, in order, and the place the resident is at.
 * Pure; nothing here is stored. Only answers to steps that apply count as facts, so a dropped branch cannot decide.
 */
import { comparisonsOf, judge } from '../domain/conditions'
import type { FactValue } from '../domain/facts'
import type { AnswerPath, AnswerState } from '../domain/intake'
import { agesOnNamedDay, isOfAge, reachedFacts } from './ages'
import type { Dialog, Field, Group, Repeat, Stop } from './dialog'
import type { Answers } from './dialog-state'
import { pathsOf, under } from './step-paths'

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
  readonly byPath: ReadonlyMap<AnswerPath, Step>
  readonly items: readonly Item[]
  readonly facts: Readonly<Known>
  /** The first step without an answer; all are answered where there is none. */
  readonly open?: Step | undefined
  /** How many questions there are, lists' gates aside, and how many of them are answered. */
  readonly asked: { readonly of: number; readonly done: number }
}

export type Place =
  | { readonly kind: 'ask'; readonly step: Step; readonly editing: boolean }
  /** `rests`: the answers the stop rests on; a new answer goes to the last of them, `step`. */
  | {
      readonly kind: 'stopped'
      readonly stop: Stop
      readonly step: FieldStep
      readonly rests: readonly FieldStep[]
      /** The one of a list the stop is about. */
      readonly item?: Item | undefined
    }
  | { readonly kind: 'review' }

interface Visit {
  readonly answers: Answers
  readonly steps: Step[]
  readonly items: Item[]
}

/** A message asks for the same walk several times; answers never change in place, so that it is the same walk. */
const walks = new WeakMap<Answers, { readonly dialog: Dialog; readonly walked: Walk }>()

export function walk(dialog: Dialog, answers: Answers): Walk {
  const known = walks.get(answers)
  if (known?.dialog === dialog) return known.walked
  const walked = walkAll(dialog, answers)
  walks.set(answers, { dialog, walked })
  return walked
}

function walkAll(dialog: Dialog, answers: Answers): Walk {
  const visit: Visit = { answers, steps: [], items: [] }
  const facts: Known = Object.create(null)
  visitGroups(dialog.groups, undefined, facts, visit)
  const { steps, items } = visit
  const byPath = new Map<AnswerPath, Step>()
  for (const step of steps) byPath.set(step.path, step)
  return { steps, byPath, items, facts, ...progressOf(steps, answers) }
}

function progressOf(steps: readonly Step[], answers: Answers): Pick<Walk, 'open' | 'asked'> {
  let [of, done] = [0, 0]
  let open: Step | undefined
  for (const step of steps) {
    const isAnswered = answers[step.path] !== undefined
    if (!isAnswered) open ??= step
    if (step.kind !== 'field') continue
    of++
    if (isAnswered) done++
  }
  return { open, asked: { of, done } }
}

/** Where the resident is: at a stop, at a field they went back to, at the first open step, or at the review. */
export function placeIn(dialog: Dialog, walked: Walk, answers: Answers, editing?: AnswerPath): Place {
  const edited = editing === undefined ? undefined : walked.byPath.get(editing)
  if (edited) return { kind: 'ask', step: edited, editing: true }
  const stopped = stopIn(dialog, walked)
  const rests = stopped ? stepsDeciding(dialog, stopped, walked, answers) : []
  const step = rests.at(-1)
  if (stopped && step) return { kind: 'stopped', ...stopped, step, rests }
  const { open } = walked
  return open ? { kind: 'ask', step: open, editing: false } : { kind: 'review' }
}

export function fieldAt(walked: Walk, path: AnswerPath): FieldStep | undefined {
  const step = walked.byPath.get(path)
  return step?.kind === 'field' ? step : undefined
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
  const paths = pathsOf(group, item?.path)
  for (const [i, field] of group.fields.entries()) {
    if (field.when && judge(field.when, facts) !== 'met') continue
    const age = field.consent?.age
    if (age && !isOfAge(age, visit.answers[under(item?.path, age.of)])) continue
    const path = paths.fields[i] ?? under(item?.path, field.name)
    visit.steps.push({ kind: 'field', path, field, group, item })
    facts[field.name] = given(visit.answers[path]?.state)
  }
  visitGroups(group.groups, item, facts, visit)
}

function visitItems(group: Group, repeat: Repeat, within: Item | undefined, facts: Known, visit: Visit): void {
  const paths = pathsOf(group, within?.path)
  for (let index = 0; index < repeat.max; index++) {
    paths.items[index] ??= under(within?.path, `${group.id}[${index}]`)
    const path = paths.items[index] ?? ''
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

/** The items of the list written `members.incomes`. */
export function itemsOf(list: string, { items }: Walk): readonly Item[] {
  return items.filter((item) => list.endsWith(item.group.id) && withoutNumbers(item.path) === list)
}

interface Stopped {
  readonly stop: Stop
  readonly item?: Item | undefined
}

function stopIn(dialog: Dialog, walked: Walk): Stopped | undefined {
  const facts = { ...walked.facts, ...reachedFacts(dialog, walked.facts) }
  for (const stop of dialog.stops) {
    const { each } = stop
    const places = each === undefined ? [undefined] : itemsOf(each, walked)
    const item = places.findIndex((place) => judge(stop.when, place?.facts ?? facts) === 'met')
    if (item >= 0) return { stop, item: places[item] }
  }
  return undefined
}

function stepsDeciding(dialog: Dialog, { stop, item }: Stopped, walked: Walk, answers: Answers): readonly FieldStep[] {
  const named = new Set(comparisonsOf(stop.when).map((each) => each.fact))
  const ages = agesOnNamedDay(dialog).filter((each) => named.has(each.name))
  const names = new Set([...named, ...ages.flatMap(({ from }) => [from.birth, from.on])])
  return walked.steps.filter(
    (step): step is FieldStep =>
      step.kind === 'field' &&
      step.item?.path === item?.path &&
      names.has(step.field.name) &&
      answers[step.path] !== undefined,
  )
}
