/**
 * One message in a dialog → one turn. The order in which a message is understood is the list below: a command, a
 * correction, answers (with or without a question), a question, another service, and at last: not understood.
 */
import type { FactValue } from '../domain/facts'
import { advance, stay } from './advance'
import { ANSWER_TYPES } from './answer-types'
import { chooseAmong, correct } from './correct-answers'
import { isCourtesy, isNod } from './courtesies'
import type { Dialog } from './dialog'
import type { DialogState } from './dialog-state'
import { settleDoubt } from './doubts'
import { type Filled, fillAnswers, fillChosen } from './fill-answers'
import { digest } from './form-version'
import { cleaned, piecesOf } from './hear'
import { confirmHeard } from './heard-facts'
import { exampleOf, obey } from './obey-command'
import { present } from './present'
import { asks, programmeNamed, wantsToStart } from './questions'
import { REPLIES } from './replies'
import { discreet } from './shown-values'
import { stepName } from './step-names'
import type { FieldStep } from './steps'
import { answerContext, type DialogContext, type Talk, talkOf } from './talk'
import type { AskTurn, ReviewTurn, Turn } from './turn'

type Understanding = (talk: Talk) => Turn | undefined

const UNDERSTANDINGS: readonly Understanding[] = [
  empty,
  settleDoubt,
  confirmHeard,
  choice,
  obey,
  courtesy,
  correct,
  answer,
  otherBusiness,
  question,
]

/** Longer messages are read up to here for answers; a story field has its own limit. */
const LONGEST = 5000

export function startDialog(dialog: Dialog, context: DialogContext): AskTurn | ReviewTurn {
  const state: DialogState = {
    intake: context.ids.next('intake'),
    dialog: dialog.id,
    digest: digest(dialog),
    answers: {},
    consents: [],
    misses: 0,
  }
  return present({ dialog, context }, state, [dialog.opening])
}

export function continueDialog(dialog: Dialog, state: DialogState, text: string, context: DialogContext): Turn {
  const talk = talkOf(dialog, state, cleaned(text).slice(0, LONGEST), context)
  for (const understand of UNDERSTANDINGS) {
    const turn = understand(talk)
    if (turn) return turn
  }
  return unclear(talk, [])
}

function empty(talk: Talk): Turn | undefined {
  return /[\p{L}\p{N}?？]/u.test(talk.said) ? undefined : stay(talk, [REPLIES.empty])
}

function answer(talk: Talk): Turn | undefined {
  if (takesWholeMessage(talk)) {
    const other = otherBusiness(talk)
    if (other) return other
  }
  const filled = fillAnswers(talk)
  if (filled.taken.length === 0 && !filled.doubt) {
    if (filled.which) return chooseAmong(talk, filled.which.steps, filled.which.name, filled.which.value)
    if (filled.heard && filled.heard.length > 0) return showHeard(filled, talk)
    const isFault = filled.problem !== undefined && filled.questions.length === 0
    return isFault ? unclear(talk, [filled.problem.say]) : undefined
  }
  const turn = advance(talk, filled.answers, acknowledge(filled, talk), {
    undoable: talk.state.editing !== undefined,
    doubt: filled.doubt,
  })
  return filled.questions.length > 0
    ? { kind: 'digress', state: turn.state, question: filled.questions.join('，'), resume: turn }
    : turn
}

/** A question at the end of the story is answered as well. */
function showHeard({ heard, questions }: Filled, talk: Talk): Turn {
  const turn = present(talk, { ...talk.state, heard, misses: 0 })
  return questions.length > 0
    ? { kind: 'digress', state: turn.state, question: questions.join('，'), resume: turn }
    : turn
}

/** 谢谢 and 再见 are no answer to anything, and no failure to understand. */
function courtesy(talk: Talk): Turn | undefined {
  return isCourtesy(talk.said) ? stay(talk, [REPLIES.courtesy]) : undefined
}

/** One of the choices as it stands is the answer, whatever else it might be read as: 说不清楚 skips nothing, 都没有问题 corrects nothing. */
function choice(talk: Talk): Turn | undefined {
  return fillChosen(talk) && answer(talk)
}

/** There “我妈要办高龄津贴” would be stored as the answer. */
function takesWholeMessage({ place }: Talk): boolean {
  return place.kind === 'ask' && place.step.kind === 'field' && ANSWER_TYPES[place.step.field.type].whole
}

/** A single plain answer is not repeated; several, one understood out of other words, or a change are told back. */
function acknowledge(filled: Filled, talk: Talk): readonly string[] {
  const told = filled.taken.flatMap(({ step, answered }) =>
    step.kind === 'field' ? [tell(step, answered.value, filled, talk)] : [],
  )
  const plain = told.length <= 1 && filled.taken.every((each) => each.answered.exact && isHere(each.step.path, talk))
  const fresh = told.filter((each) => !each.changed).map((each) => each.text)
  return [
    ...told.filter((each) => each.changed).map((each) => each.text),
    ...(plain || fresh.length === 0 ? [] : [REPLIES.noted(fresh)]),
    ...filled.taken.flatMap(({ answered }) => (answered.remark ? [answered.remark] : [])),
    ...sayLeft(filled.left),
    ...(filled.problem ? [filled.problem.say] : []),
  ]
}

function tell(step: FieldStep, value: FactValue, filled: Filled, talk: Talk): { text: string; changed: boolean } {
  const name = stepName(step, talk.walked, filled.answers)
  const after = shortened(discreet(step.field, { kind: 'given', value }))
  const old = talk.state.answers[step.path]?.state
  if (!old) return { text: REPLIES.pair(name, after), changed: false }
  const before = discreet(step.field, old)
  return {
    text: before === after ? REPLIES.sameAsBefore(name, after) : REPLIES.changed(name, before, after),
    changed: true,
  }
}

const shortened = (shown: string) => (shown.length > 30 ? `${shown.slice(0, 30)}…` : shown)

/** A long story is not read back piece by piece. */
function sayLeft(left: readonly string[]): readonly string[] {
  if (left.length === 0) return []
  return left.length <= 3 && left.join('').length <= 40 ? [REPLIES.notTaken(left)] : [REPLIES.tooLong]
}

function isHere(path: string, { place }: Talk): boolean {
  return place.kind !== 'review' && place.step.path === path
}

/** “我妈要办高龄津贴” in the middle of another form. */
function otherBusiness(talk: Talk): Turn | undefined {
  const { dialog, state, context, said } = talk
  const named = programmeNamed(said, context.programmes)
  if (!named || !wantsToStart(said) || piecesOf(said).some(asks)) return undefined
  if (named.id === dialog.programme) return stay(talk, [REPLIES.alreadyHere(dialog.title)])
  return { kind: 'otherBusiness', state, text: REPLIES.parked(dialog.title), wants: said, programme: named.id }
}

/** By its form, or because it names a service: “灵璧县低保标准”. */
function question(talk: Talk): Turn | undefined {
  const { context, said } = talk
  if (!piecesOf(said).some(asks) && !programmeNamed(said, context.programmes)) return undefined
  const resume = stay(talk, [])
  return { kind: 'digress', state: resume.state, question: said, resume }
}

/** The second time we say it in other words and offer a person; the third time a person is called, once at each step. */
function unclear(talk: Talk, why: readonly string[]): Turn {
  if (isNod(talk.said)) return stay(talk, [])
  const state: DialogState = { ...talk.state, misses: talk.state.misses + 1 }
  const here = talk.place.kind === 'review' ? 'review' : talk.place.step.path
  const isCalled = state.calledAt?.includes(here) === true
  if (state.misses >= 3 && !isCalled)
    return {
      kind: 'human',
      state: { ...state, misses: 0, calledAt: [...(state.calledAt ?? []), here] },
      text: REPLIES.humanAfterMisses,
    }
  const reason = why.length > 0 ? why : [plainReason(talk)]
  const again = state.misses === 2 ? [REPLIES.rephrase] : []
  const examples = talk.place.kind === 'review' ? [REPLIES.help] : exampleOf(talk.place.step)
  const turn = present(talk, state, [...reason, ...again, ...examples])
  if (isCalled) return { ...turn, text: `${turn.text}\n${REPLIES.personCalled}` }
  return state.misses === 2 ? { ...turn, text: `${turn.text}\n${REPLIES.offerPerson}` } : turn
}

function plainReason({ place, context, said }: Talk): string {
  if (place.kind === 'review') return REPLIES.nothingToChange
  if (place.step.kind === 'gate') return REPLIES.answerGate
  const { field } = place.step
  const parsed = ANSWER_TYPES[field.type].read(said, field, answerContext(context))
  return parsed.ok ? REPLIES.unclear : parsed.say
}
