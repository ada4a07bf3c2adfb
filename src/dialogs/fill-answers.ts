/**
 * Several answers in one message: each piece goes to the question it names, to the one being asked, or to the only
 * later one it can be meant for. What asks is kept for the assistant; what fits nothing is kept to be told.
 */
import { fillAdded } from './added-amounts'
import { ANSWER_TYPES } from './answer-types'
import type { Answered, NotAnswered, Parsed } from './answers/answer-type'
import type { Answers, Doubt, Heard } from './dialog-state'
import {
  beginFilling,
  doubtful,
  type Filling,
  insideNewItem,
  isNear,
  openAnywhere,
  openNearby,
  read,
  record,
  type Taken,
} from './filling'
import { bare, type Piece, piecesOf, smallerPieces } from './hear'
import { heardIn } from './heard-facts'
import { isWhole, namedAnswer } from './named-answers'
import { asks, asksPlainly } from './questions'
import { fillSamePhone } from './same-phone'
import type { FieldStep, Step } from './steps'
import type { Talk } from './talk'

export interface Filled {
  readonly answers: Answers
  readonly taken: readonly Taken[]
  readonly questions: readonly string[]
  readonly left: readonly string[]
  /** Why the answer to the present question could not be taken, when it was one. */
  readonly problem?: NotAnswered | undefined
  readonly doubt?: Doubt | undefined
  readonly which?: Filling['which']
  /** Facts out of a long story, to be confirmed. */
  readonly heard?: readonly Heard[] | undefined
}

export function fillAnswers(talk: Talk): Filled {
  const pieces = piecesOf(talk.said)
  const whole = fillChosen(talk) ?? fillAdded(talk) ?? fillSamePhone(talk) ?? fillWhole(talk, pieces)
  if (whole) return whole
  const filling = beginFilling(talk, pieces.some(asks))
  for (const piece of pieces) placePiece(piece, filling)
  return isMostlyOther(pieces, filling) ? nothingTaken(pieces, filling) : filling
}

/** In a long message of which only scraps were understood, the scraps were not meant as answers. */
function isMostlyOther(pieces: readonly Piece[], { left, questions }: Filling): boolean {
  const told = pieces.filter((piece) => !questions.includes(piece.text) && !isSmallTalk(piece.text))
  const length = told.reduce((sum, piece) => sum + piece.text.length, 0)
  return length > 20 && left.join('').length * 2 > length
}

function nothingTaken(pieces: readonly Piece[], { talk, questions, taken }: Filling): Filled {
  const left = pieces.map((piece) => piece.text)
  return { answers: talk.state.answers, taken: [], questions, left, heard: heardIn(taken, talk) }
}

/** A label said as it stands is that choice, commas and all: 孙子女、外孙子女. */
export function fillChosen(talk: Talk): Filled | undefined {
  const current = talk.place.kind === 'review' ? undefined : talk.place.step
  if (current?.kind !== 'field' || (current.field.type !== 'choice' && current.field.type !== 'boolean'))
    return undefined
  const said = bare(talk.said)
  const isLabel = Object.values(current.field.choices).some(({ label, also }) =>
    [label, ...also].some((word) => bare(word) === said),
  )
  if (!isLabel && !deniesAll(talk.said)) return undefined
  const filling = beginFilling(talk, false)
  const parsed = read(current, talk.said, filling)
  if (!parsed.ok || (isLabel && !parsed.exact)) return undefined
  record(current, parsed, filling)
  return filling
}

/** 不是汽车，也不是电动车: what is left is only known from the whole. */
function deniesAll(said: string): boolean {
  const pieces = piecesOf(said)
  return pieces.length > 1 && pieces.every((piece) => /^(?:也|又|更)?(?:不是|不要|不选)/.test(piece.text))
}

/** An address or a story is the whole message, but for a plain question at its end. */
function fillWhole(talk: Talk, pieces: readonly Piece[]): Filled | undefined {
  const current = talk.place.kind === 'review' ? undefined : talk.place.step
  if (!current || !isWhole(current) || isShortQuestion(pieces)) return undefined
  const firstQuestion = pieces.findIndex((piece) => asksPlainly(piece))
  if (firstQuestion === 0) return undefined
  const asked = firstQuestion < 0 ? [] : pieces.slice(firstQuestion)
  const told = before(asked[0], talk.said)
  const filling = beginFilling(talk, asked.length > 0)
  const parsed = read(current, told, filling)
  if (!parsed.ok) return parsed.problem === 'unrecognised' ? undefined : { ...filling, problem: parsed }
  // “你好，…吗”: a greeting is not a story, and half a question is no address.
  if (asked.length > 0 && (told.length < 6 || !parsed.exact)) return undefined
  record(current, asked.length > 0 ? { ...parsed, exact: false } : parsed, filling)
  return { ...filling, questions: asked.map((piece) => piece.text) }
}

function before(piece: Piece | undefined, said: string): string {
  const cut = piece ? said.lastIndexOf(piece.text.slice(0, 4)) : -1
  return cut > 0 ? said.slice(0, cut).replace(/[\s,，。、；;]+$/, '') : said
}

/** A short single question without a question mark: 低保标准现在多少. */
function isShortQuestion([only, second]: readonly Piece[]): boolean {
  return only !== undefined && second === undefined && only.text.length <= 20 && asks(only)
}

function placePiece(piece: Piece, filling: Filling): void {
  if (isSmallTalk(piece.text)) return
  const problemBefore = filling.problem
  if (tryPiece(piece, filling)) return
  const smaller = smallerPieces(piece)
  // In scraps, a lone figure or any two letters would pass for an answer.
  const understood = smaller.filter((each) => !/^\d{1,2}$/.test(each.text) && tryPiece(each, filling, 'sure'))
  if (understood.length > 0) {
    const rest = smaller.filter((each) => !understood.includes(each) && !isSmallTalk(each.text))
    filling.left.push(...rest.map((each) => each.text))
    return
  }
  if (contradictsLast(piece, filling)) {
    // 灵璧，泗县: what the next question makes of the second is beside the point.
    filling.problem = problemBefore
    return
  }
  if (filling.problem !== problemBefore || filling.which) return
  const fault = faultNearby(piece.text, filling)
  if (fault) filling.problem = fault
  else filling.left.push(piece.text)
}

/** “灵璧，埇桥”: a second answer to what the piece before has answered. */
function contradictsLast(piece: Piece, filling: Filling): boolean {
  const last = filling.taken.at(-1)?.step
  if (last?.kind !== 'field' || isWhole(last) || asks(piece)) return false
  const parsed = read(last, piece.text, filling)
  const stored = filling.answers[last.path]?.state
  if (!parsed.ok || !parsed.exact || stored?.kind !== 'given' || stored.value === parsed.value) return false
  doubtful(last, parsed.value, filling)
  return true
}

/** A number that is plainly meant for a later question, but wrong: its fault is told instead of “没听懂”. */
function faultNearby(text: string, filling: Filling): NotAnswered | undefined {
  for (const step of openNearby(filling.current, filling)) {
    if (step.field.type !== 'residentId' && step.field.type !== 'phone') continue
    const parsed = read(step, text, filling)
    if (!parsed.ok && parsed.problem !== 'unrecognised') return parsed
  }
  return undefined
}

function tryPiece(piece: Piece, filling: Filling, only?: 'sure'): boolean {
  const { current } = filling
  const answer = current && (isStory(current) ? undefined : read(current, piece.text, filling))
  if (current && answer?.ok && answer.exact && !(isWhole(current) && asks(piece))) {
    // 就养老金220，没有别的: the second half settles what the first did not.
    filling.problem = undefined
    return take(current, answer, filling, /^(?:我叫|本人|姓名|名字)/.test(piece.text))
  }
  if (asks(piece)) return holdQuestion(piece, answer, filling)
  const named = namedAnswer(piece.text, filling)
  if (named) return take(named.step, named.parsed, filling, true)
  const loosely = only !== 'sure' && current && mayBeLoose(current, filling)
  if (loosely && answer?.ok) return take(current, answer, filling)
  if (takeOutOfTurn(piece.text, filling)) return true
  if (current?.kind === 'gate' && insideNewItem(current, filling, () => tryPiece(piece, filling, only))) return true
  if (answer && !answer.ok && answer.problem !== 'unrecognised') filling.problem ??= answer
  return false
}

/**
 * An answer read out of other words is taken only when nothing is asked beside it. The words after a yes are its reason,
 * not a “no” to the next question (“是，没饭吃了”).
 */
function mayBeLoose(step: Step, { talk, asking, left }: Filling): boolean {
  const isYesNo = step.kind === 'gate' || step.field.type === 'boolean'
  const isAsked = talk.place.kind !== 'review' && talk.place.step.path === step.path
  return !asking && left.length === 0 && (!isYesNo || isAsked)
}

/** A story is a whole message or nothing: no scrap of another answer becomes one. */
const isStory = (step: Step) => step.kind === 'field' && step.field.type === 'text'

/** “2月30日行吗”: an answer with a fault is explained; any other question is left to the assistant. */
function holdQuestion(piece: Piece, answer: Parsed | undefined, filling: Filling): boolean {
  const { current } = filling
  const telling = current?.kind === 'field' && ANSWER_TYPES[current.field.type].telling
  if (telling && answer && !answer.ok && answer.problem !== 'unrecognised' && piece.text.length <= 20) {
    filling.problem ??= answer
    return false
  }
  filling.questions.push(piece.text)
  return true
}

/**
 * Exact names and choices find an open question of the same group; identity numbers, phones, regions and dates one
 * anywhere in the form. Only if a single question can be meant.
 */
function takeOutOfTurn(text: string, filling: Filling): boolean {
  const near = fitting(openNearby(filling.current, filling), text, filling)
  const found = near.length > 0 ? near : fitting(openAnywhere(filling), text, filling)
  const [only, second] = found
  return only !== undefined && second === undefined && take(only.step, only.parsed, filling)
}

function fitting(
  steps: readonly FieldStep[],
  text: string,
  filling: Filling,
): readonly { step: FieldStep; parsed: Answered }[] {
  return steps.flatMap((step) => {
    const { telling } = ANSWER_TYPES[step.field.type]
    // 第一个 is a place in the list being read, never in that of another question.
    if (/^第?[\d一二三四五六七八九十]{1,2}(?:个|项|种|号|条)?$/.test(bare(text))) return []
    // 没有 and 同意 answer what is asked; to which other question they would belong, nobody can tell.
    if (
      /^(?:都|还|也)?(?:没有?|无|有|是的?|不是|不|同意|不同意|愿意|好的?|行|可以|对的?|要|不要)(?:了|的|啊|呀)?$/.test(
        bare(text),
      )
    )
      return []
    // What the present question of this type refused (she for he) is not passed to another of the same type.
    if (filling.current?.kind === 'field' && filling.current.field.type === step.field.type) return []
    if (!telling && step.field.type !== 'choice' && step.field.type !== 'personName') return []
    const parsed = read(step, text, filling)
    return parsed.ok && parsed.exact ? [{ step, parsed }] : []
  })
}

function take(step: Step, answered: Answered, filling: Filling, named = false): true {
  record(step, answered, filling, named)
  const rest = answered.rest?.trim()
  if (rest) takeRest(rest, step, answered.value, filling)
  return true
}

/** 有，老伴 · 在厂里上班一个月三千五 · 下周三上午: what was said besides goes to the questions that follow this one. */
function takeRest(rest: string, step: Step, value: Answered['value'], filling: Filling): void {
  const opened = step.kind === 'gate' && value === true
  for (const piece of piecesOf(rest)) {
    const { current } = filling
    // A name would be read into any two words that are left of a choice.
    // A leftover 在 or 有 would pass for a yes, and a name would be read into any two words.
    const type = current?.kind === 'field' ? current.field.type : undefined
    const isWary = current?.kind === 'gate' || type === 'personName' || type === 'boolean'
    if (opened) placePiece(piece, filling)
    else if (piece.text.length < 2) continue
    else if (current && isNear(current, step) && !isWary) tryPiece(piece, filling)
    else {
      const [only, second] = fitting(openNearby(step, filling), piece.text, filling)
      if (only && !second) take(only.step, only.parsed, filling)
    }
  }
}

function isSmallTalk(text: string): boolean {
  return /^(?:谢谢.{0,2}|好的?|你好|您好|嗯+|哦+|啊|麻烦.{0,3}了?|不好意思|对了|那个|是这样的?|同志|师傅|老师|哈+|呵+|辛苦了?|我想想|我说一下|还有)$/.test(
    text,
  )
}
