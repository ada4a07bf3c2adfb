/** The answers of one message as they grow while its pieces are read, and what can be asked of them. */
import type { FactValue } from '../domain/facts'
import { ANSWER_TYPES } from './answer-types'
import type { Answered, NotAnswered, Parsed } from './answers/answer-type'
import { ANSWER_WORDS } from './answers/answer-words'
import { addItem, give } from './change-answers'
import type { Field } from './dialog'
import type { Answers, Doubt } from './dialog-state'
import { REPLIES } from './replies'
import { baseOf, type FieldStep, type GateStep, given, placeIn, type Step, type Walk, walk } from './steps'
import { answerContext, handOf, type Talk } from './talk'

export interface Taken {
  readonly step: Step
  readonly answered: Answered
  /** Named its question, or can be no other answer: believed even out of a long story. */
  readonly sure: boolean
}

export interface Filling {
  readonly talk: Talk
  answers: Answers
  walked: Walk
  /** The open question the next piece answers first. */
  current: Step | undefined
  readonly taken: Taken[]
  readonly questions: string[]
  readonly left: string[]
  problem?: NotAnswered | undefined
  /** A question this message answers twice, or otherwise than before. */
  doubt?: Doubt | undefined
  /** Answered questions of which a piece names several at once, and the value it gives. */
  which?: { readonly steps: readonly FieldStep[]; readonly name: string; readonly value: string } | undefined
  /** The message asks something: what else it says is taken only where it can mean nothing else. */
  readonly asking: boolean
}

/** Answers “有” and “没有了” to whether there is another item. */
const GATE: Field = {
  name: 'gate',
  type: 'boolean',
  label: '',
  also: [],
  question: '',
  why: '',
  choices: {
    yes: { label: REPLIES.choices.gateYes, also: ['还有', '有的'] },
    no: { label: REPLIES.choices.gateNo, also: [REPLIES.choices.gateNoMore, '没了', '没别的了'] },
  },
  examples: [],
  unknownOk: false,
  laterOk: false,
  sensitive: false,
  explain: {},
}

export function beginFilling(talk: Talk, asking: boolean): Filling {
  const current = talk.place.kind === 'review' ? undefined : talk.place.step
  return {
    talk,
    answers: talk.state.answers,
    walked: talk.walked,
    current,
    taken: [],
    questions: [],
    left: [],
    asking,
  }
}

export function record(step: Step, answered: Answered, filling: Filling, named = false): void {
  if (step.kind === 'field' && contradicts(step, answered.value, filling)) {
    doubtful(step, answered.value, filling)
    return
  }
  const sure = named || (step.kind === 'field' && ANSWER_TYPES[step.field.type].telling && answered.exact)
  filling.taken.push({ step, answered, sure })
  set(give(filling.answers, step.path, { kind: 'given', value: answered.value }, handOf(filling.talk.context)), filling)
}

/** Said twice in one message, or said before and not what is being asked, changed or reviewed now. */
function contradicts(step: FieldStep, value: FactValue, { talk, answers, taken }: Filling): boolean {
  const before = given(answers[step.path]?.state)
  if (before === undefined || before === value) return false
  if (taken.some((each) => each.step.path === step.path)) return true
  return talk.place.kind !== 'review' && talk.place.step.path !== step.path
}

/** What stood before the message stands on; what only this message said is open again until it is settled. */
export function doubtful(step: FieldStep, value: FactValue, filling: Filling): void {
  const before = given(filling.answers[step.path]?.state)
  if (before === undefined || filling.doubt) return
  filling.doubt = { path: step.path, values: [before, value] }
  const kept = filling.talk.state.answers[step.path]
  const { [step.path]: _, ...others } = filling.answers
  set(kept ? { ...others, [step.path]: kept } : others, filling)
  filling.taken.splice(0, filling.taken.length, ...filling.taken.filter((each) => each.step.path !== step.path))
}

/** Opens the item a gate asks about, runs `attempt` inside it, and closes it again if nothing came of it. */
export function insideNewItem(gate: GateStep, filling: Filling, attempt: () => boolean): boolean {
  const { answers, walked, current } = filling
  const before = filling.taken.length
  set(addItem(answers, baseOf(gate.path), gate.index, handOf(filling.talk.context)), filling)
  if (filling.current?.kind === 'field' && attempt() && filling.taken.length > before) return true
  Object.assign(filling, { answers, walked, current })
  return false
}

export function read(step: Step, text: string, filling: Filling): Parsed {
  const context = answerContext(filling.talk.context)
  if (step.kind === 'gate') return ANSWER_TYPES.boolean.read(text, GATE, context)
  if (isUnaskedConsent(step, filling)) return { ok: false, problem: 'unrecognised', say: REPLIES.unclear }
  const parsed = ANSWER_TYPES[step.field.type].read(text, step.field, context)
  return parsed.ok && step.field.type === 'residentId' ? onlyOnce(step, parsed, filling) : parsed
}

/** 王秀英，同意: nobody consents to what was not put to them yet. */
function isUnaskedConsent({ path, field }: FieldStep, { talk: { place }, answers }: Filling): boolean {
  const isPlace = place.kind !== 'review' && place.step.path === path
  return field.consent !== undefined && !isPlace && answers[path] === undefined
}

/** One number, one person: a number given for somebody else is refused. */
function onlyOnce(step: FieldStep, parsed: Answered, { walked, answers }: Filling): Parsed {
  const other = walked.steps.some(
    (each) =>
      each.kind === 'field' &&
      each.field.type === 'residentId' &&
      each.path !== step.path &&
      given(answers[each.path]?.state) === parsed.value,
  )
  return other ? { ok: false, problem: 'given', say: ANSWER_WORDS.id.given } : parsed
}

function set(answers: Answers, filling: Filling): void {
  const { dialog } = filling.talk
  filling.answers = answers
  filling.walked = walk(dialog, answers)
  const place = placeIn(dialog, filling.walked, answers)
  filling.current = place.kind === 'ask' ? place.step : undefined
}

/** Later questions of the same group and item as `step` that are still open. */
export function openNearby(step: Step | undefined, { walked, answers }: Filling): readonly FieldStep[] {
  if (!step) return []
  return walked.steps.filter(
    (each): each is FieldStep =>
      each.kind === 'field' && each.path !== step.path && answers[each.path] === undefined && isNear(each, step),
  )
}

/** Open questions outside any list whose answers cannot be taken for anything else. */
export function openAnywhere({ current, walked, answers }: Filling): readonly FieldStep[] {
  return walked.steps.filter(
    (step): step is FieldStep =>
      step.kind === 'field' &&
      !step.item &&
      ANSWER_TYPES[step.field.type].telling &&
      step.path !== current?.path &&
      answers[step.path] === undefined,
  )
}

/** In the same group and the same item. */
export function isNear(step: Step, current: Step): boolean {
  const item = current.kind === 'gate' ? undefined : current.item
  return step.group.id === current.group.id && step.item?.path === item?.path
}
