/**
 * How long a form asks before anybody has to say who they are, and how much of that decides: the screening. Counted on
 * walks that differ from the plain one in a single answer, so that the median is of ways people really take.
 */
import { comparisonsOf, judge } from '../domain/conditions'
import type { FactValue } from '../domain/facts'
import type { AnswerPath } from '../domain/intake'
import type { Dialog, Field } from './dialog'
import type { Answers } from './dialog-state'
import { type FieldStep, nextStep, type Step } from './steps'

/** Tells who somebody is or how to reach them. A birth date counts; a county or a kind of hardship does not. */
export function tellsWho({ type, sensitive }: Field): boolean {
  const isPersonal = type === 'address' || type === 'date'
  return type === 'personName' || type === 'residentId' || type === 'phone' || (isPersonal && sensitive)
}

/** Facts that only fill in what was told before the form; no rule turns on them. */
const REMEMBERED = new Set(['vehicleKind', 'housingKind', 'householdSavingsFen', 'hukouCounty'])

/** Bears on whether it fits: a fact of the rules, asked or derived, or an answer at which the form stops; a consent does not. */
export function decides(field: Field, dialog: Dialog): boolean {
  if (field.consent) return false
  const derived = dialog.derived.flatMap(({ fact, from }) => (fact && from.kind === 'holds' ? [from.when] : []))
  const conditions = [...dialog.stops.map((stop) => stop.when), ...derived]
  const isJudged = field.fact !== undefined && !REMEMBERED.has(field.fact)
  return isJudged || conditions.flatMap(comparisonsOf).some((each) => each.fact === field.name)
}

/** On each walk: the number of questions up to the last that decides, of those before the first that tells who. */
export function screeningLengths(dialog: Dialog): readonly number[] {
  const plain = anonymousSteps(dialog, undefined)
  const turns = plain.flatMap((step) =>
    step.kind === 'field'
      ? valuesOf(step.field)
          .slice(1)
          .map((value) => ({ path: step.path, value }))
      : [],
  )
  return [plain, ...turns.map((turn) => anonymousSteps(dialog, turn))].map((steps) => lengthOf(steps, dialog))
}

export function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}

interface Turned {
  readonly path: AnswerPath
  readonly value: FactValue
}

function anonymousSteps(dialog: Dialog, turned: Turned | undefined): readonly Step[] {
  const steps: Step[] = []
  for (let answers: Answers = {}; ; ) {
    const place = nextStep(dialog, answers)
    if (place.kind !== 'ask' || (place.step.kind === 'field' && tellsWho(place.step.field))) return steps
    const { step } = place
    steps.push(step)
    const value = turned?.path === step.path ? turned.value : plainValue(step, dialog)
    answers = { ...answers, [step.path]: { state: { kind: 'given', value }, at: '', by: 'resident', corrected: false } }
  }
}

function lengthOf(steps: readonly Step[], dialog: Dialog): number {
  return steps.findLastIndex((step): step is FieldStep => step.kind === 'field' && decides(step.field, dialog)) + 1
}

/** One item in a list, and the first answer at which the form does not stop. */
function plainValue(step: Step, dialog: Dialog): FactValue {
  if (step.kind === 'gate') return step.index === step.repeat.min
  const values = valuesOf(step.field)
  const stops = (value: FactValue) =>
    dialog.stops.some((stop) => judge(stop.when, { [step.field.name]: value }) === 'met')
  return values.find((value) => !stops(value)) ?? values[0] ?? ''
}

function valuesOf({ type, choices, atLeast }: Field): readonly FactValue[] {
  if (type === 'boolean') return [false, true]
  if (type === 'choice') return Object.keys(choices)
  if (type === 'fen' || type === 'count') return [typeof atLeast === 'number' ? atLeast : 0]
  return [type === 'date' ? '2026-01-02' : '无']
}
