/**
 * One question after another: which passages each part of a message gets, and what a follow-up is about. The last topic
 * holds for 要带什么 and 那离婚呢; a question that names its own, or is clearly another, is not held by it.
 */
import type { LegalDay } from '../domain/legal-day'
import { type AnswerBase, type Choice, choose, type Topic } from './choose'
import type { Frame } from './compose'
import { departmentFor } from './departments'
import { follow, goesOn, isFollowUp, nextProgramme, SURE_ALONE, SURE_FOLLOWED, sameOf } from './follow-up'
import { lastQuestion, splitQuestions } from './split-questions'
import type { Understanding } from './understand'

export interface Question {
  readonly text: string
  readonly today: LegalDay
  /** As-of day and region chosen by the caller or remembered; what the question itself says wins. */
  readonly on?: LegalDay | undefined
  readonly region?: string | undefined
  /** Asked once more for another day or place: those count, not the ones in its words. */
  readonly again?: boolean | undefined
  /** What the last answer was about. */
  readonly topic?: Topic | undefined
}

/** One choice for each question of the message; the programme of one holds for the next. */
export async function chooseForAll(
  question: Question,
  whole: Understanding,
  frame: Frame,
  base: AnswerBase,
): Promise<readonly Choice[]> {
  const parts = [
    ...partsOf(question, base).asked.map((text) => base.understand(text, question.today)),
    ...eachNamed(whole, base),
  ]
  if (parts.length < 2) return [await chooseInThread(whole, question, frame, base)]
  const choices: Choice[] = []
  let topic = whole.programmes[0] ? { programme: whole.programmes[0], facets: [] } : question.topic
  for (const part of parts) {
    const choice = await chooseInThread(part, { ...question, text: part.text, topic }, frame, base)
    choices.push(choice)
    if (choice.kind === 'passages') topic = choice.topic
  }
  return choices.some((each) => each.kind === 'passages')
    ? choices
    : [await chooseInThread(whole, question, frame, base)]
}

/** 低保和高龄津贴怎么申请: one facet of two programmes, and nothing on how they go together. */
function eachNamed(whole: Understanding, { knowledge, normalise }: AnswerBase): readonly Understanding[] {
  const { programmes, facets, text } = whole
  if (programmes.length !== 2 || facets.length !== 1 || !AND.test(text) || TOGETHER.test(text)) return []
  return programmes.map((programme) => {
    const name = knowledge.programmes.get(programme)?.short ?? ''
    return { ...whole, programmes: [programme], text: normalise(name) + facets.join('') }
  })
}

const AND = /和|跟|与|、|还有|以及/
const TOGETHER = /一起|同时|重复|冲突|影响|区别|不同|一样|哪|转|还能|再|吃|有|算|之后|以后|[，？?]/

export const partsOf = ({ text, today }: Question, { understand }: AnswerBase) =>
  splitQuestions(text, (clause) => understand(clause, today))

/** `那材料呢？` is about the last topic; a question that names its own programme, or is clearly another, is not. */
async function chooseInThread(
  asked: Understanding,
  { topic, today, text }: Question,
  frame: Frame,
  base: AnswerBase,
): Promise<Choice> {
  if (!topic) return chooseFromStory(asked, today, frame, base)
  const forThem = OF_PEOPLE.test(text) ? await follow(asked, topic, frame, base) : undefined
  if (forThem?.kind === 'passages') return forThem
  const next = nextProgramme(asked, topic, base)
  if (next) return choose(sameOf(next, topic, base), frame, base)
  const isOfTopic = asked.programmes.every((each) => each === topic.programme)
  if (!isOfTopic || (asked.programmes.length > 0 && !isFollowUp(asked)))
    return chooseFromStory(asked, today, frame, base)
  const alone = await chooseFromStory(asked, today, frame, base)
  if (alone.kind === 'passages' && (alone.sure >= VERBATIM || namesAnother(asked, alone.topic, topic, base)))
    return alone
  const isElsewhere = alone.kind !== 'passages' && !asked.facets.includes('救济') && isForOthers(asked, base)
  if (isElsewhere && !goesOn(asked)) return alone
  const followed = mayFollow(asked) ? await follow(asked, topic, frame, base) : undefined
  if (followed?.kind === 'passages' && followed.sure >= SURE_FOLLOWED) return followed
  if (isElsewhere) return alone
  if (!followed || (alone.kind === 'passages' && alone.sure > SURE_ALONE && !isFollowUp(asked))) return alone
  if (followed.kind !== 'passages') return alone.kind === 'passages' && !isFollowUp(asked) ? alone : followed
  return alone.kind === 'passages' && !isFollowUp(asked) && alone.sure > followed.sure + 0.2 ? alone : followed
}

/** 离婚要带什么 after a word on 低保: the start of what it is about is said, and is no part of the last topic's name. */
function namesAnother(asked: Understanding, found: Topic, topic: Topic, { knowledge, normalise }: AnswerBase): boolean {
  const nameOf = ({ programme }: Topic) => normalise(knowledge.programmes.get(programme)?.short ?? '')
  const start = nameOf(found).slice(0, 2)
  return start.length === 2 && asked.text.includes(start) && !nameOf(topic).includes(start)
}

/** 医保怎么报销 after a word on 彩礼 is another department's; 要带户口本吗 is still about what was asked before. */
function isForOthers(asked: Understanding, base: AnswerBase): boolean {
  return !PAPERS.test(asked.text) && departmentFor(asked.text, base.knowledge, base.normalise) !== undefined
}

const PAPERS = /户口|身份证|社保卡|证件|死亡证|房产证|结婚证|离婚证|残疾证|银行卡|存折|流水/
/** 低保户呢, 残疾人呢: for whom, not what else. */
const OF_PEOPLE =
  /^(那么?)?[^，。]{0,6}(户|人员|对象|家庭|的人|老人|孩子|儿童|残疾人)的?呢[？?]?$|^(那么?)?(没有?|不是)[^，。]{1,6}的呢[？?]?$/

/** Stored word for word, naming all it is about. */
const VERBATIM = 0.99

const mayFollow = (asked: Understanding) => asked.facets.length > 0 || asked.text.length <= 16

/** A long story is asked whole and by its last question alone: the surer one counts. */
async function chooseFromStory(asked: Understanding, today: LegalDay, frame: Frame, base: AnswerBase): Promise<Choice> {
  const whole = await choose(asked, frame, base)
  const last = lastQuestion(asked.text)
  if (!last) return whole
  const part = base.understand(last, today)
  const programmes = part.programmes.length > 0 ? part.programmes : asked.programmes
  const fromLast = await choose({ ...part, programmes }, frame, base)
  if (fromLast.kind !== 'passages') return whole
  return whole.kind !== 'passages' || fromLast.sure > whole.sure ? fromLast : whole
}
