/**
 * One question after another: which passages each part of a message gets, and what a follow-up is about. The last topic
 * holds for 要带什么 and 那离婚呢; a question that names its own, or is clearly another, is not held by it.
 */
import type { LegalDay } from '../domain/legal-day'
import type { ProgrammeId } from '../domain/programme'
import { type AnswerBase, type Choice, choose, type Topic } from './choose'
import type { Frame } from './compose'
import { departmentFor } from './departments'
import { lastQuestion, questionsIn } from './split-questions'
import type { Understanding } from './understand'

export interface Question {
  readonly text: string
  readonly today: LegalDay
  /** As-of day and region chosen by the caller or remembered; what the question itself says wins. */
  readonly on?: LegalDay | undefined
  readonly region?: string | undefined
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
  const parts = questionsIn(question.text).map((text) => base.understand(text, question.today))
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

/** `那材料呢？` is about the last topic; a question that names its own programme, or is clearly another, is not. */
async function chooseInThread(
  asked: Understanding,
  { topic, today }: Question,
  frame: Frame,
  base: AnswerBase,
): Promise<Choice> {
  const next = topic && nextProgramme(asked, base)
  if (next) return choose({ ...asked, programmes: [next], facets: topic.facets }, frame, base)
  if (asked.programmes.length > 0 || !topic) return chooseFromStory(asked, today, frame, base)
  const alone = await chooseFromStory(asked, today, frame, base)
  if (alone.kind !== 'passages' && isForOthers(asked, base)) return alone
  if (alone.kind === 'passages' && namesAnother(asked, alone.topic, topic, base)) return alone
  if (alone.kind === 'passages' && alone.sure >= VERBATIM) return alone
  if (isBareFacet(asked)) {
    const followed = await choose(named(asked, topic, base), frame, base, { within: true })
    if (followed.kind === 'passages') return followed
  }
  if (!mayFollow(asked) || (alone.kind === 'passages' && alone.sure > SURE_ALONE && !isFollowUp(asked))) return alone
  if (asked.facets.length === 0 && isFollowUp(asked)) {
    const own = await choose({ ...named(asked, topic, base), facets: [] }, frame, base, { within: true })
    if (own.kind === 'passages' && own.sure > SURE_ALONE) return own
  }
  const facets = asked.facets.length > 0 ? asked.facets : isFollowUp(asked) ? topic.facets : []
  const followed = await choose({ ...named(asked, topic, base), facets }, frame, base)
  if (followed.kind !== 'passages') return alone.kind === 'passages' ? alone : followed
  return alone.kind === 'passages' && alone.sure > followed.sure + 0.2 ? alone : followed
}

/** 那低保呢, 那离婚呢: another programme, and nothing of it but what was asked of the last one. */
function nextProgramme(asked: Understanding, base: AnswerBase): ProgrammeId | undefined {
  const name = /^(?:那么?|还有)?(.{2,12}?)呢[？?]?$/.exec(asked.text)?.[1]
  if (!name || asked.facets.length > 0) return undefined
  const meant = [...base.knowledge.programmes.values()].filter((each) =>
    [each.title, each.short, ...each.aliases, ...each.colloquial].some((word) => base.normalise(word) === name),
  )
  const begun = [...base.knowledge.programmes.values()].filter((each) => base.normalise(each.short).startsWith(name))
  const [only, ...others] = meant.length > 0 ? meant : begun
  return others.length === 0 ? only?.id : undefined
}

/** 离婚要带什么 after a word on 低保: the start of what it is about is said, and is no part of the last topic's name. */
function namesAnother(asked: Understanding, found: Topic, topic: Topic, { knowledge, normalise }: AnswerBase): boolean {
  const nameOf = ({ programme }: Topic) => normalise(knowledge.programmes.get(programme)?.short ?? '')
  const start = nameOf(found).slice(0, 2)
  return start.length === 2 && asked.text.includes(start) && !nameOf(topic).includes(start)
}

/** 要带户口本吗 is asked as 结婚登记要带户口本吗: stored wordings name what they are about. */
function named(asked: Understanding, topic: Topic, base: AnswerBase): Understanding {
  const name = base.knowledge.programmes.get(topic.programme)?.short ?? ''
  return { ...asked, text: `${base.normalise(name)}${asked.text}`, programmes: [topic.programme] }
}

/** 医保怎么报销 after a word on 彩礼 is another department's; 要带户口本吗 is still about what was asked before. */
function isForOthers(asked: Understanding, base: AnswerBase): boolean {
  return !PAPERS.test(asked.text) && departmentFor(asked.text, base.knowledge, base.normalise) !== undefined
}

const PAPERS = /户口|身份证|社保卡|证件|死亡证/

/** Stored word for word, naming all it is about. */
const VERBATIM = 0.99

/** So sure without the thread that the thread does not matter. */
const SURE_ALONE = 0.97
const mayFollow = (asked: Understanding) => asked.facets.length > 0 || asked.text.length <= 16
/** 多久能批下来: a facet and nothing else to tell what it is about. */
const isBareFacet = (asked: Understanding) => asked.facets.length > 0 && asked.text.length <= 9
const isFollowUp = (asked: Understanding) => /^(那|那么|还有)|呢$/.test(asked.text) || asked.text.length <= 6

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
