/**
 * Several answers in one message: each piece goes to the question it names, to the one being asked, or to the only
 * later one it can be meant for. What asks is kept for the assistant; what fits nothing is kept to be told.
 */
import { ANSWER_TYPES } from './answer-types'
import type { Answered, NotAnswered, Parsed } from './answers/answer-type'
import { ANSWER_WORDS } from './answers/answer-words'
import { addItem, give } from './change-answers'
import type { Field } from './dialog'
import type { Answers } from './dialog-state'
import { bare, type Piece, piecesOf, smallerPieces } from './hear'
import { asks, asksPlainly } from './questions'
import { REPLIES } from './replies'
import { baseOf, type FieldStep, given, placeIn, type Step, type Walk, walk } from './steps'
import { answerContext, handOf, type Talk } from './talk'

export interface Taken {
  readonly step: Step
  readonly answered: Answered
}

export interface Filled {
  readonly answers: Answers
  readonly taken: readonly Taken[]
  readonly questions: readonly string[]
  readonly left: readonly string[]
  /** Why the answer to the present question could not be taken, when it was one. */
  readonly problem?: NotAnswered | undefined
}

/** The answers as they grow while the pieces are read. */
interface Filling {
  readonly talk: Talk
  answers: Answers
  walked: Walk
  current: Step | undefined
  readonly taken: Taken[]
  readonly questions: string[]
  readonly left: string[]
  problem?: NotAnswered | undefined
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

export function fillAnswers(talk: Talk): Filled {
  const filling: Filling = {
    talk,
    answers: talk.state.answers,
    walked: talk.walked,
    current: talk.place.kind === 'review' ? undefined : talk.place.step,
    taken: [],
    questions: [],
    left: [],
  }
  const pieces = piecesOf(talk.said)
  if (!takeWhole(pieces, filling)) {
    for (const piece of pieces) placePiece(piece, filling)
  }
  return filling
}

/** An address or a story is the whole message, but for a plain question at its end. */
function takeWhole(pieces: readonly Piece[], filling: Filling): boolean {
  const { current, talk } = filling
  if (current?.kind !== 'field' || !ANSWER_TYPES[current.field.type].whole) return false
  const firstQuestion = pieces.findIndex((piece) => asksPlainly(piece))
  if (firstQuestion === 0) return false
  const asked = firstQuestion < 0 ? [] : pieces.slice(firstQuestion)
  const cut = asked[0] ? talk.said.lastIndexOf(asked[0].text.slice(0, 4)) : -1
  const told = cut > 0 ? talk.said.slice(0, cut).replace(/[\s,，。、；;]+$/, '') : talk.said
  const parsed = read(current, told, filling)
  if (!parsed.ok) {
    filling.problem = parsed.problem === 'unrecognised' ? undefined : parsed
    return false
  }
  take(current, parsed, filling)
  filling.questions.push(...asked.map((piece) => piece.text))
  return true
}

function placePiece(piece: Piece, filling: Filling): void {
  if (isSmallTalk(piece.text)) return
  if (tryPiece(piece, filling)) return
  const smaller = smallerPieces(piece)
  const understood = smaller.filter((each) => tryPiece(each, filling))
  if (understood.length > 0) {
    filling.left.push(
      ...smaller.filter((each) => !understood.includes(each) && !isSmallTalk(each.text)).map((each) => each.text),
    )
    return
  }
  const fault = faultNearby(piece.text, filling)
  if (fault) filling.problem ??= fault
  else filling.left.push(piece.text)
}

/** A number that is plainly meant for a later question, but wrong: its fault is told instead of “没听懂”. */
function faultNearby(text: string, filling: Filling): NotAnswered | undefined {
  for (const step of openNearby(filling)) {
    if (step.field.type !== 'residentId' && step.field.type !== 'phone') continue
    const parsed = read(step, text, filling)
    if (!parsed.ok && parsed.problem !== 'unrecognised') return parsed
  }
  return undefined
}

function tryPiece(piece: Piece, filling: Filling): boolean {
  const { current } = filling
  const answer = current && read(current, piece.text, filling)
  if (current && answer?.ok && answer.exact) return take(current, answer, filling)
  if (asks(piece)) return holdQuestion(piece, answer, filling)
  if (takeNamed(piece.text, filling)) return true
  if (current && answer?.ok) return take(current, answer, filling)
  if (takeOutOfTurn(piece.text, filling)) return true
  if (current?.kind === 'gate' && openWith(piece, current, filling)) return true
  if (answer && !answer.ok && answer.problem !== 'unrecognised') filling.problem ??= answer
  return false
}

/** “2月30日行吗”: an answer with a fault is explained; any other question is left to the assistant. */
function holdQuestion(piece: Piece, answer: Parsed | undefined, filling: Filling): boolean {
  const { current } = filling
  const telling = current?.kind === 'field' && ANSWER_TYPES[current.field.type].telling
  if (telling && answer && !answer.ok && answer.problem !== 'unrecognised') {
    filling.problem ??= answer
    return false
  }
  filling.questions.push(piece.text)
  return true
}

/** 电话13800138000, 我的户口是灵璧的: a piece that names its question. */
function takeNamed(text: string, filling: Filling): boolean {
  const plain = bare(text).replace(/^(?:我|本人|他|她|老人)(?:的)?(?=\p{Script=Han}{2})/u, '')
  const matches = filling.walked.steps.flatMap((step) => {
    if (step.kind !== 'field') return []
    const name = [step.field.label, ...step.field.also]
      .filter((each) => plain.startsWith(each))
      .sort((a, b) => b.length - a.length)[0]
    return name === undefined ? [] : [{ step, name }]
  })
  const longest = Math.max(0, ...matches.map((each) => each.name.length))
  const best = matches.filter((each) => each.name.length === longest)
  const chosen =
    best.find((each) => each.step.path === filling.current?.path) ??
    best.find((each) => filling.answers[each.step.path] === undefined) ??
    best.at(-1)
  if (!chosen) return false
  const rest = plain.slice(chosen.name.length).replace(/^\s*(?:就)?(?:是|为|叫|[:：])?\s*/, '')
  const parsed = rest === '' ? undefined : read(chosen.step, rest, filling)
  return parsed?.ok === true && take(chosen.step, parsed, filling)
}

/** Identity numbers, phones, regions and exact names or choices find their own question, if only one can be meant. */
function takeOutOfTurn(text: string, filling: Filling): boolean {
  const fitting = openNearby(filling).flatMap((step) => {
    const { telling } = ANSWER_TYPES[step.field.type]
    if (!telling && step.field.type !== 'choice' && step.field.type !== 'personName') return []
    const parsed = read(step, text, filling)
    return parsed.ok && parsed.exact ? [{ step, parsed }] : []
  })
  const [only, second] = fitting
  return only !== undefined && second === undefined && take(only.step, only.parsed, filling)
}

/** Later questions of the same group or item that are still open. */
function openNearby({ current, walked, answers }: Filling): readonly FieldStep[] {
  if (!current) return []
  return walked.steps.filter(
    (step): step is FieldStep =>
      step.kind === 'field' && step.path !== current.path && answers[step.path] === undefined && isNear(step, current),
  )
}

/** In the same group and the same item. */
function isNear(step: Step, current: Step): boolean {
  const item = current.kind === 'gate' ? undefined : current.item
  return step.group.id === current.group.id && step.item?.path === item?.path
}

/** “老伴，退休金两千三” where we asked whether there is anybody: open the item if the piece answers one of its questions. */
function openWith(piece: Piece, gate: Extract<Step, { kind: 'gate' }>, filling: Filling): boolean {
  const { answers, walked, current } = filling
  set(addItem(answers, baseOf(gate.path), gate.index, handOf(filling.talk.context)), filling)
  const before = filling.taken.length
  if (filling.current?.kind === 'field' && tryPiece(piece, filling) && filling.taken.length > before) return true
  Object.assign(filling, { answers, walked, current })
  return false
}

function read(step: Step, text: string, filling: Filling): Parsed {
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

function take(step: Step, answered: Answered, filling: Filling): true {
  filling.taken.push({ step, answered })
  set(give(filling.answers, step.path, { kind: 'given', value: answered.value }, handOf(filling.talk.context)), filling)
  const rest = answered.rest?.trim()
  const opened = step.kind === 'gate' && answered.value === true
  if (rest && filling.current && (opened || isNear(filling.current, step))) {
    for (const piece of piecesOf(rest)) {
      // What is left of a choice may hold an amount or a date; a name would be read into any two words.
      const isName = filling.current.kind === 'field' && filling.current.field.type === 'personName'
      if (opened) placePiece(piece, filling)
      else if (!isName) tryPiece(piece, filling)
    }
  }
  return true
}

function set(answers: Answers, filling: Filling): void {
  const { dialog } = filling.talk
  filling.answers = answers
  filling.walked = walk(dialog, answers)
  const place = placeIn(dialog, filling.walked, answers)
  filling.current = place.kind === 'ask' ? place.step : undefined
}

function isSmallTalk(text: string): boolean {
  return /^(?:谢谢.{0,2}|好的?|你好|您好|嗯+|哦+|啊|麻烦.{0,3}了?|不好意思|对了|那个|是这样的?|同志|师傅|老师|哈+|呵+|辛苦了?|我想想|我说一下|还有)$/.test(
    text,
  )
}
