/** Applies a correction: finds the answer it means, takes the new value, or asks for it. */
import type { FactValue } from '../domain/facts'
import { advance, stay } from './advance'
import { ANSWER_TYPES } from './answer-types'
import type { Answered, Parsed } from './answers/answer-type'
import { give } from './change-answers'
import { type Correction, readCorrection } from './corrections'
import { piecesOf } from './hear'
import { locate } from './locate-steps'
import { present } from './present'
import { asks } from './questions'
import { REPLIES } from './replies'
import { discreet } from './shown-values'
import { stepName } from './step-names'
import { type FieldStep, given } from './steps'
import { answerContext, handOf, type Talk } from './talk'
import type { AskTurn, ReviewTurn, Turn } from './turn'

export function correct(talk: Talk): Turn | undefined {
  const correction = readCorrection(talk.said)
  if (!correction || (!correction.sure && isStory(talk) && !meansOldAnswer(correction, talk))) return undefined
  if (correction.value === undefined) return editNamed(talk, correction.target)
  const [first, ...others] = piecesOf(correction.value)
  const value = first?.text ?? correction.value
  if (first && asks(first)) return undefined
  const question = others
    .filter(asks)
    .map((piece) => piece.text)
    .join('，')
  const turn = takeNew(talk, candidates(correction, talk), value, correction)
  // Plainly a correction, but of nothing we have: never an answer to the present question.
  if (!turn) return correction.sure && !isStory(talk) ? stay(talk, [REPLIES.nothingToChange]) : undefined
  if (question === '') return turn
  return { kind: 'digress', state: turn.state, question, resume: turn }
}

/** Goes back to a question without changing it yet. */
export function edit(talk: Talk, path: string): AskTurn | ReviewTurn {
  return present(talk, { ...talk.state, editing: path, misses: 0 })
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

function isStory({ place }: Talk): boolean {
  return place.kind === 'ask' && place.step.kind === 'field' && place.step.field.type === 'text'
}

/** In the middle of a story “不是我懒，是身体不行” corrects nothing, unless the old value stands in the form. */
function meansOldAnswer({ old, target }: Correction, talk: Talk): boolean {
  if (old !== undefined && holding(old, talk).length > 0) return true
  return old === undefined && target !== '' && locate(target, talk.walked, talk.state.answers).steps.length > 0
}

/** Which answers may be meant, the likeliest first: those named, those holding the old value, else the latest ones. */
function candidates({ target, old }: Correction, talk: Talk): readonly FieldStep[] {
  const recent = answeredLatestFirst(talk)
  if (target !== '') {
    const { steps, items } = locate(target, talk.walked, talk.state.answers)
    const named = recent.filter((step) => steps.includes(step))
    if (named.length > 0) return named
    const inside = insideOf(
      items.map((item) => item.path),
      talk,
    )
    if (inside.length > 0) return inside
    const held = holding(target, talk)
    if (held.length > 0) return held
    if (steps.length > 0) return steps
  }
  if (old !== undefined) {
    const held = holding(old, talk)
    return held.length > 0 ? held : here(talk)
  }
  return talk.state.editing === undefined ? [...recent, ...here(talk)] : [...here(talk), ...recent]
}

function here({ place }: Talk): readonly FieldStep[] {
  return place.kind !== 'review' && place.step.kind === 'field' ? [place.step] : []
}

function answeredLatestFirst({ walked, state }: Talk): readonly FieldStep[] {
  return walked.steps
    .filter((step): step is FieldStep => step.kind === 'field' && state.answers[step.path] !== undefined)
    .reverse()
}

/** Answers that hold what these words say: 埇桥 where 埇桥区 was given. */
function holding(words: string, talk: Talk): readonly FieldStep[] {
  return answeredLatestFirst(talk).filter((step) => {
    const stored = given(talk.state.answers[step.path]?.state)
    if (stored === undefined) return false
    const parsed = read(step, words, talk)
    return parsed.ok ? parsed.value === stored : stored === words
  })
}

function takeNew(
  talk: Talk,
  steps: readonly FieldStep[],
  value: string,
  { target }: Correction,
): AskTurn | ReviewTurn | undefined {
  for (const step of steps) {
    // A story or an address would swallow any words: only when it was named.
    if (ANSWER_TYPES[step.field.type].whole && target === '') continue
    const parsed = read(step, value, talk)
    if (parsed.ok) return replace(talk, step, parsed)
  }
  const [named] = target === '' ? [] : steps
  if (!named) return undefined
  const problem = read(named, value, talk)
  return problem.ok ? undefined : present(talk, { ...talk.state, editing: named.path }, [problem.say])
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
    return present(talk, { ...state, editing: undefined }, [REPLIES.sameAsBefore(name, before)])
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
  if (only && !second) return edit(talk, only.path)
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
  return talk.place.kind === 'review' ? stay(talk, [REPLIES.nothingToChange]) : undefined
}

function insideOf(paths: readonly string[], talk: Talk): readonly FieldStep[] {
  return answeredLatestFirst(talk)
    .filter((step) => paths.some((path) => step.path.startsWith(`${path}.`)))
    .reverse()
}

/** Each choice is a whole command of its own, so that nothing has to be remembered. */
function chooseAmong(talk: Talk, steps: readonly FieldStep[], target: string): AskTurn | ReviewTurn {
  const turn = present(talk, talk.state)
  const choices = steps.map((step) => REPLIES.choices.edit(stepName(step, talk.walked, talk.state.answers)))
  return { ...turn, text: `${REPLIES.whichOne(target)}\n${REPLIES.list(choices)}`, choices }
}

function read(step: FieldStep, words: string, talk: Talk): Parsed {
  return ANSWER_TYPES[step.field.type].read(words, step.field, answerContext(talk.context))
}
