/** The answers of one message as they grow while its pieces are read, and what can be asked of them. */
import { ANSWER_TYPES } from './answer-types'
import type { Answered, NotAnswered, Parsed } from './answers/answer-type'
import { ANSWER_WORDS } from './answers/answer-words'
import { addItem, give } from './change-answers'
import type { Field } from './dialog'
import type { Answers } from './dialog-state'
import { REPLIES } from './replies'
import { baseOf, type FieldStep, type GateStep, given, placeIn, type Step, type Walk, walk } from './steps'
import { answerContext, handOf, type Talk } from './talk'

export interface Taken {
  readonly step: Step
  readonly answered: Answered
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

export function record(step: Step, answered: Answered, filling: Filling): void {
  filling.taken.push({ step, answered })
  set(give(filling.answers, step.path, { kind: 'given', value: answered.value }, handOf(filling.talk.context)), filling)
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
  const parsed = ANSWER_TYPES[step.field.type].read(text, step.field, context)
  return parsed.ok && step.field.type === 'residentId' ? onlyOnce(step, parsed, filling) : parsed
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
