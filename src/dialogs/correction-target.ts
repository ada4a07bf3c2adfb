/**
 * Which answer a correction means: the one named, the one holding the old value, the one just given. Where several may be
 * meant nothing is guessed: the resident is asked which.
 */
import { ANSWER_TYPES } from './answer-types'
import type { Parsed } from './answers/answer-type'
import type { Correction } from './corrections'
import { locate } from './locate-steps'
import { type FieldStep, given } from './steps'
import { answerContext, type Talk } from './talk'

/** No step: nothing we have is meant. One: that answer. Several: ask which. */
export function stepsMeant({ target, old, aside }: Correction, value: string, talk: Talk): readonly FieldStep[] {
  if (target !== '') {
    const named = namedBy(target, talk)
    if (named.length > 0) return narrowed(named, value, talk)
    const held = holding(target, talk)
    if (old === undefined && (held.length > 0 || !aside)) return narrowed(held, value, talk)
  }
  if (old === undefined) return lastOrOnly(value, talk)
  const held = holding(old, talk)
  return held.length > 0 ? narrowed(held, value, talk) : here(talk)
}

/** Answers that hold what these words say: 埇桥 where 埇桥区 was given. */
export function holding(words: string, talk: Talk): readonly FieldStep[] {
  return answeredLatestFirst(talk).filter((step) => {
    const stored = given(talk.state.answers[step.path]?.state)
    if (stored === undefined) return false
    const parsed = readAt(step, words, talk)
    return parsed.ok ? parsed.value === stored : stored === words
  })
}

export function readAt(step: FieldStep, words: string, talk: Talk): Parsed {
  return ANSWER_TYPES[step.field.type].read(words, step.field, answerContext(talk.context))
}

/** The answered question before the present one, in the order of the form. */
export function previousAnswered(talk: Talk): FieldStep | undefined {
  const { walked, place, state } = talk
  const end =
    place.kind === 'review' ? walked.steps.length : walked.steps.findIndex((step) => step.path === place.step.path)
  return walked.steps
    .slice(0, end)
    .findLast((step): step is FieldStep => step.kind === 'field' && state.answers[step.path] !== undefined)
}

export function answeredLatestFirst({ walked, state }: Talk): readonly FieldStep[] {
  return walked.steps
    .filter((step): step is FieldStep => step.kind === 'field' && state.answers[step.path] !== undefined)
    .reverse()
}

export function insideOf(paths: readonly string[], talk: Talk): readonly FieldStep[] {
  return answeredLatestFirst(talk)
    .filter((step) => paths.some((path) => step.path.startsWith(`${path}.`)))
    .reverse()
}

/** Answered questions the words name, else open ones; a name of an item alone means anything inside it. */
function namedBy(target: string, talk: Talk): readonly FieldStep[] {
  const { steps, items } = locate(target, talk.walked, talk.state.answers)
  const answered = steps.filter((step) => talk.state.answers[step.path])
  if (answered.length > 0) return answered
  if (steps.length > 0) return steps
  return insideOf(
    items.map((item) => item.path),
    talk,
  )
}

/** Those that can take the value; of these the one just given, or the only one beside the present question. */
function narrowed(steps: readonly FieldStep[], value: string, talk: Talk): readonly FieldStep[] {
  const fitting = steps.filter((step) => readAt(step, value, talk).ok)
  if (fitting.length < 2) return fitting.length === 1 ? fitting : steps
  const last = talk.place.kind === 'stopped' ? talk.place.step : previousAnswered(talk)
  const item = talk.place.kind === 'review' ? undefined : talk.place.step.item
  const near = item ? fitting.filter((step) => step.item?.path === item.path) : []
  const [beside, another] = near
  if (beside && !another) return [beside]
  return last && talk.place.kind !== 'review' && fitting.includes(last) ? [last] : fitting
}

/** “不对，是两千八”: what was just said, or the only answer of that kind. A story would swallow any words. */
function lastOrOnly(value: string, talk: Talk): readonly FieldStep[] {
  const takes = (step: FieldStep) => !ANSWER_TYPES[step.field.type].whole && readAt(step, value, talk).ok
  const isHere = talk.state.editing !== undefined || talk.place.kind === 'stopped'
  if (isHere && here(talk).some(takes)) return here(talk)
  const last = previousAnswered(talk)
  if (last && takes(last)) return [last]
  const fitting = answeredLatestFirst(talk).filter((step) => takes(step) && isExactly(step, value, talk))
  return fitting.length > 0 ? fitting : here(talk).filter(takes)
}

function isExactly(step: FieldStep, value: string, talk: Talk): boolean {
  const parsed = readAt(step, value, talk)
  return parsed.ok && parsed.exact
}

function here({ place }: Talk): readonly FieldStep[] {
  return place.kind !== 'review' && place.step.kind === 'field' ? [place.step] : []
}
