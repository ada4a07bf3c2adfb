/**
 * A message → one quoted answer, or a named reason why not. Split into questions, choose passages for each, compose.
 * Verbatim first: only approved passages are shown, only those in force on the day and in the region.
 */
import type { LegalDay } from '../domain/legal-day'
import { sayDay } from '../domain/legal-day'
import type { ProgrammeId } from '../domain/programme'
import { paragraphsOn } from '../knowledge/passage'
import { type AnswerBase, type Choice, choose, overviewSections, type Topic } from './choose'
import { compose, type Frame } from './compose'
import { departmentFor } from './departments'
import { foreignPlaceIn, isLocal } from './foreign-place'
import { guardQuoted } from './guard'
import { programmesSharing, refuse, refuseAtOnce, sayWhichFacet, sayWhichOne, sayWhichProgramme } from './refuse'
import { CHOICES, SAY } from './replies'
import type { Reply } from './reply'
import { lastQuestion, questionsIn } from './split-questions'
import type { Understanding } from './understand'

export type { AnswerBase, Topic } from './choose'

export interface Question {
  readonly text: string
  readonly today: LegalDay
  /** As-of day and region chosen by the caller or remembered; what the question itself says wins. */
  readonly on?: LegalDay | undefined
  readonly region?: string | undefined
  /** What the last answer was about. */
  readonly topic?: Topic | undefined
}

export interface Answered {
  readonly reply: Reply
  readonly topic?: Topic | undefined
  readonly on: LegalDay
  readonly region: string
}

type Quotable = Extract<Choice, { kind: 'passages' }>

export async function answerQuestion(question: Question, base: AnswerBase): Promise<Answered> {
  const whole = base.understand(question.text, question.today)
  const frame: Frame = {
    knowledge: base.knowledge,
    on: whole.on ?? question.on ?? question.today,
    region: whole.region ?? question.region ?? base.knowledge.regions.home,
    today: question.today,
  }
  const refused = refuseAtOnce(question.text, whole, base)
  if (refused) return { reply: refused, on: frame.on, region: frame.region }
  const place = foreignPlaceIn(question.text, base.knowledge)
  const [only, ...others] = whole.programmes.length > 0 || question.topic ? [] : programmesSharing(whole, base)
  const overview = only && others.length === 0 ? overviewOf(only, frame, question.today) : undefined
  if (only && overview)
    return { reply: overview, topic: { programme: only, facets: [] }, on: frame.on, region: frame.region }
  const choices = await chooseForAll(question, whole, frame, base)
  const quotable = choices.filter((each) => each.kind === 'passages')
  const here = quotable.filter((each) => !place || !isLocalChoice(each, frame))
  const at = { on: frame.on, region: frame.region }
  if (here.length > 0) return { reply: quote(here, frame, question), topic: here.at(-1)?.topic, ...at }
  const elsewhere = place ? aboutOtherPlaces(quotable, frame) : undefined
  if (elsewhere) return { reply: quote([elsewhere], frame, question), topic: elsewhere.topic, ...at }
  const topic = quotable.at(-1)?.topic
  return {
    reply: notQuoted(whole, choices, quotable.length > 0 ? place : undefined, base),
    topic,
    ...at,
  }
}

/** One choice for each question of the message; the programme of one holds for the next. */
async function chooseForAll(
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
  if (asked.programmes.length > 0 || !topic) return chooseFromStory(asked, today, frame, base)
  const alone = await chooseFromStory(asked, today, frame, base)
  if (alone.kind !== 'passages' && isForOthers(asked, base)) return alone
  if (isBareFacet(asked)) {
    const followed = await choose(named(asked, topic, base), frame, base, { within: true })
    if (followed.kind === 'passages') return followed
  }
  if (!mayFollow(asked) || (alone.kind === 'passages' && alone.sure > SURE_ALONE && !isFollowUp(asked))) return alone
  const facets = asked.facets.length > 0 ? asked.facets : isFollowUp(asked) ? topic.facets : []
  const followed = await choose({ ...named(asked, topic, base), facets }, frame, base)
  if (followed.kind !== 'passages') return alone.kind === 'passages' ? alone : followed
  return alone.kind === 'passages' && alone.sure > followed.sure + 0.2 ? alone : followed
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

function isLocalChoice(choice: Quotable, frame: Frame): boolean {
  const { knowledge, on, region } = frame
  return choice.passages.some((each) => isLocal(each, paragraphsOn(each, on, region, knowledge.regions), knowledge))
}

/** A stored answer on what holds in other cities, for the programme asked. */
function aboutOtherPlaces(quotable: readonly Quotable[], { knowledge, on, region }: Frame): Quotable | undefined {
  const asked = quotable.find((each) => !each.topic.facets.includes('标准'))
  const passage = knowledge.passages.find(
    (each) =>
      each.programme === asked?.topic.programme &&
      OTHER_PLACES.test(each.title) &&
      paragraphsOn(each, on, region, knowledge.regions).length > 0,
  )
  return asked && passage ? { ...asked, passages: [passage] } : undefined
}

const OTHER_PLACES = /别的城市|外地的|等外地/

function notQuoted(
  asked: Understanding,
  choices: readonly Choice[],
  place: string | undefined,
  base: AnswerBase,
): Reply {
  const [first] = choices
  if (place) return refuse(asked, base, place)
  if (first?.kind === 'programmeOnly') return sayWhichFacet(first.programme, asked, base)
  const which = asked.programmes.length === 0 ? sayWhichProgramme(asked, base) : undefined
  if (which) return which
  if (first?.kind === 'unsure') return sayWhichOne(first.hits, asked, base)
  return refuse(asked, base)
}

/** What a programme is and who may apply, when somebody just names it. */
export function overviewOf(programme: ProgrammeId, frame: Frame, today: LegalDay): Reply | undefined {
  const passages = overviewSections(programme, frame)
  if (passages.length === 0) return undefined
  const topic: Topic = { programme, facets: ['是什么', '谁可以申请'] }
  return quote([{ kind: 'passages', passages, topic, sure: 1 }], frame, { text: '', today })
}

function quote(found: readonly Quotable[], frame: Frame, question: Question): Reply {
  const passages = found.flatMap((each) => each.passages).filter((each, i, all) => all.indexOf(each) === i)
  const composed = compose(passages, frame)
  guardQuoted(composed, frame)
  const { text, citations, hasAmount } = composed
  const topic = found.at(-1)?.topic
  const assumed = SAY.staleRegion.replace('{region}', frame.region).replace('{day}', sayDay(frame.on))
  return {
    kind: hasAmount ? 'standard' : 'answer',
    text: `${text}\n\n${frame.on === question.today ? '' : `（${assumed}）`}`.trim(),
    citations,
    choices: topic ? nextSteps(topic, frame) : [CHOICES.human],
    programme: topic?.programme,
  }
}

/** The useful next steps: start the intake, then the facets not yet told, then a person. */
function nextSteps(topic: Topic, { knowledge }: Frame): string[] {
  const programme = knowledge.programmes.get(topic.programme)
  if (!programme) return [CHOICES.human]
  const told = new Set<string>(topic.facets)
  const open = Object.entries(CHOICES.facets)
    .filter(
      ([facet]) => !told.has(facet) && knowledge.passages.some((each) => each.id === `${programme.id}/policy#${facet}`),
    )
    .map(([, label]) => label)
  const offers = programme.offers.length > 0 ? programme.offers : open
  return [...(programme.dialog ? [CHOICES.start] : []), ...offers.slice(0, 3), CHOICES.human]
}
