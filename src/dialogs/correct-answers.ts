/** Applies a correction: finds the answer it means, takes the new value, or asks for it. */
import type { FactValue } from '../domain/facts'
import { advance, stay } from './advance'
import { ANSWER_TYPES } from './answer-types'
import type { Answered } from './answers/answer-type'
import { give } from './change-answers'
import { answeredLatestFirst, holding, insideOf, previousAnswered, readAt, stepsMeant } from './correction-target'
import { type Correction, mayHoldName, namedInValue, readCorrection } from './corrections'
import { piecesOf } from './hear'
import { locate } from './locate-steps'
import { present } from './present'
import { asks } from './questions'
import { REPLIES } from './replies'
import { discreet } from './shown-values'
import { stepName } from './step-names'
import { type FieldStep, given } from './steps'
import { handOf, type Talk } from './talk'
import type { AskTurn, ReviewTurn, Turn } from './turn'

export function correct(talk: Talk): Turn | undefined {
  const names = mayHoldName(talk.said) ? namesIn(talk) : []
  const read = readCorrection(talk.said, names)
  if (!read) return bareValue(talk)
  if (!read.sure && isStory(talk) && !meansOldAnswer(read, talk)) return undefined
  if (read.value === undefined) return editNamed(talk, read.target)
  const correction = withNamedTarget(read, read.value, names, talk)
  const [first, ...others] = piecesOf(correction.value ?? '')
  const value = first?.text ?? correction.value ?? ''
  if (first && asks(first)) return undefined
  const question = others
    .filter(asks)
    .map((piece) => piece.text)
    .join('，')
  const turn = takeNew(talk, stepsMeant(correction, value, talk), correction, value)
  // Plainly a correction, but of nothing we have: never an answer to the present question.
  if (!turn) return correction.sure && !isStory(talk) ? stay(talk, [REPLIES.nothingToChange]) : undefined
  if (question === '') return turn
  return { kind: 'digress', state: turn.state, question, resume: turn }
}

/** Goes back to a question without changing it yet. */
export function edit(talk: Talk, path: string): AskTurn | ReviewTurn {
  return present(talk, { ...talk.state, editing: path, doubt: undefined, misses: 0 })
}

/** Each choice is a whole command of its own, so that nothing has to be remembered. */
export function chooseAmong(
  talk: Talk,
  steps: readonly FieldStep[],
  target: string,
  value?: string,
): AskTurn | ReviewTurn {
  const turn = present(talk, talk.state)
  const names = steps.slice(0, 12).map((step) => stepName(step, talk.walked, talk.state.answers))
  const choices = names.map((name) =>
    value === undefined ? REPLIES.choices.edit(name) : REPLIES.choices.change(name, value),
  )
  return { ...turn, text: `${REPLIES.whichOne(target)}\n${REPLIES.list(choices)}`, choices }
}

/** What questions and people are called here; every field once, however many people it is asked of. */
function namesIn({ walked, state }: Talk): readonly string[] {
  const fields = new Set(walked.steps.flatMap((step) => (step.kind === 'field' ? [step.field] : [])))
  const people = walked.steps.flatMap((step) => {
    if (step.kind !== 'field' || step.field.type !== 'personName') return []
    return given(state.answers[step.path]?.state) ?? []
  })
  return [...[...fields].flatMap((field) => [field.label, ...field.also]), ...people.map(String)]
}

/** The question named in what was taken for the value, if it is one of ours: 不对，存款是三万. */
function withNamedTarget(read: Correction, value: string, names: readonly string[], talk: Talk): Correction {
  const split = read.target === '' && read.old === undefined ? namedInValue(value, names) : undefined
  if (!split) return read
  const { steps, items } = locate(split.target, talk.walked, talk.state.answers)
  return steps.length + items.length > 0 ? split : read
}

function isStory({ place }: Talk): boolean {
  return place.kind === 'ask' && place.step.kind === 'field' && place.step.field.type === 'text'
}

/** In the middle of a story “不是我懒，是身体不行” corrects nothing, unless the old value stands in the form. */
function meansOldAnswer({ old, target }: Correction, talk: Talk): boolean {
  if (old !== undefined && holding(old, talk).length > 0) return true
  return old === undefined && target !== '' && locate(target, talk.walked, talk.state.answers).steps.length > 0
}

function takeNew(
  talk: Talk,
  steps: readonly FieldStep[],
  { target }: Correction,
  value: string,
): AskTurn | ReviewTurn | undefined {
  const [only, another] = steps
  if (!only) return undefined
  const fitting = steps.filter((step) => readAt(step, value, talk).ok)
  if (another) return chooseAmong(talk, steps, target, fitting.length === steps.length ? value : undefined)
  const parsed = readAt(only, value, talk)
  if (parsed.ok) return replace(talk, only, parsed)
  // 时间改到下午: what is named cannot be that, and one other answer can.
  const other = onlyTaking(value, talk)
  if (other && parsed.problem === 'unrecognised') return replace(talk, other.step, other.parsed)
  return present(talk, { ...talk.state, editing: only.path, doubt: undefined }, [parsed.say])
}

/** 改下午: part of what the question is called, and an answer to it. */
function valueNamed(step: FieldStep, target: string, talk: Talk): AskTurn | ReviewTurn | undefined {
  const parsed = step.field.type === 'choice' ? readAt(step, target, talk) : undefined
  const isName = [step.field.label, ...step.field.also].includes(target)
  return parsed?.ok && parsed.exact && !isName ? replace(talk, step, parsed) : undefined
}

/** At the review 下午 or another number alone is a correction, if it can be of one answer only. */
function bareValue(talk: Talk): AskTurn | ReviewTurn | undefined {
  if (talk.place.kind !== 'review') return undefined
  const meant = onlyTaking(talk.said, talk)
  return meant && replace(talk, meant.step, meant.parsed)
}

/** The one given answer, outside lists, that these words can be said of and nothing else. */
function onlyTaking(words: string, talk: Talk): { step: FieldStep; parsed: Answered } | undefined {
  const taking = answeredLatestFirst(talk).flatMap((step) => {
    const isPlain = ANSWER_TYPES[step.field.type].telling || step.field.type === 'choice'
    if (step.item || step.field.consent || !isPlain) return []
    const parsed = readAt(step, words, talk)
    return parsed.ok && parsed.exact ? [{ step, parsed }] : []
  })
  return taking.length === 1 ? taking[0] : undefined
}

function replace(talk: Talk, step: FieldStep, parsed: Answered): AskTurn | ReviewTurn {
  const { state, walked } = talk
  const old = state.answers[step.path]
  const name = stepName(step, walked, state.answers)
  const value: FactValue = parsed.value
  const answers = give(state.answers, step.path, { kind: 'given', value }, handOf(talk.context))
  const after = discreet(step.field, { kind: 'given', value })
  if (!old) return advance(talk, answers, [REPLIES.setTo(name, after)])
  const before = discreet(step.field, old.state)
  if (given(old.state) === value)
    return present(talk, { ...state, editing: undefined, doubt: undefined }, [REPLIES.sameAsBefore(name, before)])
  const remark = parsed.remark ? [parsed.remark] : []
  return advance(talk, answers, [REPLIES.changed(name, before, after), ...remark], { undoable: true })
}

/** 修改电话 · 地址重新填 · 填错了. */
function editNamed(talk: Talk, target: string): AskTurn | ReviewTurn | undefined {
  if (target === '') {
    const previous = previousAnswered(talk)
    if (talk.place.kind === 'review') return stay(talk, [REPLIES.nothingToChange])
    return previous ? edit(talk, previous.path) : stay(talk, [REPLIES.firstQuestion])
  }
  const located = locate(target, talk.walked, talk.state.answers)
  const answered = located.steps.filter((step) => talk.state.answers[step.path])
  if (located.steps.length > 0 && answered.length === 0) return stay(talk, [REPLIES.notAskedYet(target)])
  const [only, second] = answered
  if (only && !second) return valueNamed(only, target, talk) ?? edit(talk, only.path)
  if (second) return chooseAmong(talk, answered, target)
  if (located.items.length > 0)
    return chooseAmong(
      talk,
      insideOf(
        located.items.map((item) => item.path),
        talk,
      ),
      target,
    )
  const [held, another] = holding(target, talk)
  if (held && !another) return edit(talk, held.path)
  // 改下午
  const meant = onlyTaking(target, talk)
  if (meant) return replace(talk, meant.step, meant.parsed)
  return talk.place.kind === 'review' ? stay(talk, [REPLIES.nothingToChange]) : undefined
}
