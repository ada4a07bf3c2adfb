/**
 * Walks a dialog in every way its conditions can tell apart, to prove that each question can come up and that it can end.
 * Where the ways are too many to walk, it stops and claims nothing.
 */
import { type Comparison, comparisonsOf } from '../domain/conditions'
import type { FactValue } from '../domain/facts'
import type { AnswerState } from '../domain/intake'
import type { Report } from './content-problems'
import type { Dialog, Field } from './dialog'
import { outline } from './dialog-outline'
import type { Answers } from './dialog-state'
import { nextStep, type Step, withoutNumbers } from './steps'

const MOST_STEPS = 60_000
const TOLD_AT = '2026-07-01T00:00:00Z'
/** A child, and nobody knows: asked like an adult. */
const AGES: readonly FactValue[] = ['2020-01-02', 'x']

interface Journey {
  readonly dialog: Dialog
  /** Field name → values worth trying, for fields that decide anything. */
  readonly deciding: ReadonlyMap<string, readonly FactValue[]>
  readonly reached: Set<string>
  ended: boolean
  steps: number
}

export function proveWalks(dialog: Dialog, report: Report): void {
  const journey: Journey = { dialog, deciding: decidingValues(dialog), reached: new Set(), ended: false, steps: 0 }
  go({}, journey)
  if (journey.steps >= MOST_STEPS) return
  if (!journey.ended) report(['stops'], '怎么回答都走不到核对那一步', '检查 stops 和 when，至少要有一条路能办完。')
  for (const { field, path, pattern } of outline(dialog).fields) {
    if (!journey.reached.has(pattern))
      report([...path, 'when'], `“${field.name}”怎么回答都问不到`, '检查 when，或删掉这个字段。')
  }
}

function go(answers: Answers, journey: Journey): void {
  if (journey.steps++ >= MOST_STEPS) return
  const place = nextStep(journey.dialog, answers)
  if (place.kind === 'review') journey.ended = true
  if (place.kind !== 'ask') return
  const { step } = place
  journey.reached.add(withoutNumbers(step.path))
  for (const state of statesToTry(step, journey)) {
    go({ ...answers, [step.path]: { state, at: TOLD_AT, by: 'resident', corrected: false } }, journey)
  }
}

/** One item tells all that a list can tell: conditions never look at how many there are. */
function statesToTry(step: Step, { deciding }: Journey): readonly AnswerState[] {
  if (step.kind === 'gate') return step.index > step.repeat.min ? [given(false)] : [given(true), given(false)]
  const values = deciding.get(step.field.name)
  const states = values ? values.map(given) : [given(anyValue(step.field))]
  return values && step.field.unknownOk ? [...states, { kind: 'unknown' }] : states
}

const given = (value: FactValue): AnswerState => ({ kind: 'given', value })

function decidingValues(dialog: Dialog): ReadonlyMap<string, readonly FactValue[]> {
  const { fields, groups } = outline(dialog)
  const conditions = [
    ...fields.map((each) => each.field.when),
    ...groups.map((each) => each.group.when),
    ...dialog.stops.map((each) => each.when),
  ].flatMap((each) => (each ? comparisonsOf(each) : []))
  const byName = new Map<string, readonly FactValue[]>()
  const aged = new Set(fields.flatMap(({ field }) => field.consent?.age?.of ?? []))
  for (const { field } of fields) {
    if (aged.has(field.name)) byName.set(field.name, AGES)
    const comparisons = conditions.filter((each) => each.fact === field.name)
    if (comparisons.length > 0)
      byName.set(field.name, [...new Set([...(byName.get(field.name) ?? []), ...valuesFor(field, comparisons)])])
  }
  return byName
}

function valuesFor(field: Field, comparisons: readonly Comparison[]): readonly FactValue[] {
  if (field.type === 'boolean') return [true, false]
  if (field.type === 'choice') return choicesFor(field, comparisons)
  return [anyValue(field), ...comparisons.flatMap(aroundBound)]
}

/** Every choice some condition names, and one none does: the others lead where it leads. */
function choicesFor({ choices }: Field, comparisons: readonly Comparison[]): readonly FactValue[] {
  const named = new Set(comparisons.flatMap(aroundBound))
  const keys = Object.keys(choices)
  return [...keys.filter((key) => named.has(key)), ...keys.filter((key) => !named.has(key)).slice(0, 1)]
}

/** The bound itself, and something on its other side. */
function aroundBound(comparison: Comparison): readonly FactValue[] {
  if ('standard' in comparison) return []
  const values: readonly FactValue[] = comparison.op === 'oneOf' ? comparison.value : [comparison.value]
  return values.flatMap((value): FactValue[] =>
    typeof value === 'number' ? [value, value - 1] : [value, `${value}`.slice(0, -1)],
  )
}

function anyValue(field: Field): FactValue {
  switch (field.type) {
    case 'boolean':
      return true
    case 'choice':
      return Object.keys(field.choices)[0] ?? ''
    case 'fen':
    case 'count':
      return typeof field.atLeast === 'number' ? field.atLeast : 0
    default:
      return 'x'
  }
}
