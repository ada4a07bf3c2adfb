/**
 * A message → one quoted answer, or a named reason why not. Split into questions, choose passages for each, compose.
 * Verbatim first: only approved passages are shown, only those in force on the day and in the region.
 */
import type { LegalDay } from '../domain/legal-day'
import { sayDay } from '../domain/legal-day'
import type { ProgrammeId } from '../domain/programme'
import type { Knowledge } from '../knowledge/knowledge'
import { isAnswered, type Passage, paragraphsOn } from '../knowledge/passage'
import { askAgain, asksOfUnknownPlace, otherPlaceAlone } from './ask-again'
import { type AnswerBase, type Choice, choose, overviewSections, type Topic } from './choose'
import { type Frame, policySection, sayPhone } from './compose'
import { SURE } from './confidence'
import { departmentFor } from './departments'
import { asksWhatTheySet, foreignPlaceIn, isLocal } from './foreign-place'
import { placeNotes, sayOfficeAsked } from './offices'
import { quotation } from './quotation'
import {
  programmesSharing,
  refuse,
  refuseAtOnce,
  sayWhichFacet,
  sayWhichMeant,
  sayWhichOne,
  sayWhichProgramme,
  sayWhichTopic,
} from './refuse'
import { CHOICES, SAY } from './replies'
import type { Reply } from './reply'
import { chooseForAll, partsOf, type Question } from './thread'
import type { Understanding } from './understand'
import { countiesThatDiffer, sayWhichCounty } from './which-county'

export type { AnswerBase, Topic } from './choose'
export type { Question } from './thread'

export interface Answered {
  readonly reply: Reply
  readonly topic?: Topic | undefined
  /** What the answer quotes; of a question that may be one of several, what those are. */
  readonly passages?: readonly Passage[] | undefined
  /** How sure the choice was, in [0, 1]; absent where nothing was looked up. */
  readonly sure?: number | undefined
  readonly on: LegalDay
  readonly region: string
}

type Quotable = Extract<Choice, { kind: 'passages' }>

export async function answerQuestion(question: Question, base: AnswerBase): Promise<Answered> {
  const elsewhere = otherPlaceAlone(question, base)
  if (elsewhere || asksOfUnknownPlace(question)) return notHere(question, elsewhere, base)
  const again = askAgain(question, base)
  const asked = again ? { ...question, ...again } : question
  const { topic, reply, ...answered } = await answerOnce(asked, base)
  const isQuoted = reply.kind === 'answer' || reply.kind === 'standard'
  return {
    ...answered,
    reply: again?.forOther && isQuoted ? { ...reply, text: `${reply.text}\n\n${SAY.sameForOthers}` } : reply,
    topic: topic && { ...topic, asked: isQuoted ? asked.text : topic.asked },
  }
}

/** 那上海呢 is refused, 那我们区呢 asked back; what was spoken of stays. */
function notHere(question: Question, place: string | undefined, base: AnswerBase): Answered {
  const { topic, today, on = today, region = base.knowledge.regions.home } = question
  const reply = place ? refuse(base.understand(question.text, today), base, place) : sayWhichCounty(base.knowledge)
  return { reply, topic, on, region }
}

async function answerOnce(question: Question, base: AnswerBase): Promise<Answered> {
  const whole = base.understand(question.text, question.today)
  const frame: Frame = {
    knowledge: base.knowledge,
    ...placed(question, whole, base.knowledge),
    today: question.today,
  }
  const isStored = base.index.stored(whole.text, frame) !== undefined
  const place = foreignPlaceIn(question.text, base.knowledge)
  const refused =
    (isStored ? undefined : refuseAtOnce(question.text, whole, base)) ??
    (place && asksWhatTheySet(question.text, whole) ? refuse(whole, base, place) : undefined)
  if (refused) return { reply: refused, topic: question.topic, on: frame.on, region: frame.region }
  const which =
    sayWhichMeant(question.text, whole, base, question.topic) ??
    (question.topic ? undefined : sayWhichTopic(whole, base))
  if (which) return { reply: which, on: frame.on, region: frame.region }
  const office = place ? undefined : sayOfficeAsked(whole, base, frame.region)
  if (office) return { reply: office, on: frame.on, region: frame.region }
  const [only, ...others] = whole.programmes.length > 0 || question.topic ? [] : programmesSharing(whole, base)
  const overview = only && others.length === 0 ? overviewOf(only, frame, question.today) : undefined
  if (only && overview)
    return { reply: overview, topic: { programme: only, facets: [] }, on: frame.on, region: frame.region }
  const choices = await chooseForAll(question, whole, frame, base)
  const quotable = choices.filter((each) => each.kind === 'passages')
  const here = quotable.filter((each) => !place || !isLocalChoice(each, frame))
  const at = { on: frame.on, region: frame.region }
  if (here.length > 0) {
    const passages = here.flatMap((each) => each.passages)
    const missing = (await isOneQuestion(passages, whole, frame, base))
      ? []
      : unanswered(partsOf(question, base).asked, choices, passages)
    const reply = tellMissing(
      quote(here, frame, { ...question, left: partsOf(question, base).left, town: whole.town }),
      missing.map((each) => base.understand(each, question.today)),
      base,
    )
    return { reply, topic: here.at(-1)?.topic, passages, sure: Math.min(...here.map((each) => each.sure)), ...at }
  }
  const elsewhere = place ? aboutOtherPlaces(quotable, frame) : undefined
  if (elsewhere) return { reply: quote([elsewhere], frame, question), topic: elsewhere.topic, ...at }
  const reply = notQuoted(whole, choices, quotable.length > 0 ? place : undefined, base)
  const topic = quotable.at(-1)?.topic ?? stillSpokenOf(question, reply)
  const [first] = choices
  const likely = first?.kind === 'unsure' && reply.kind === 'clarify' && !place
  const passages = likely ? first.hits.map((each) => each.passage) : undefined
  return { reply, topic, passages, sure: first?.sure, ...at }
}

/** The words count before what was told; words repeated for another day or place no longer say when. */
function placed(
  { again, ...told }: Question,
  said: Understanding,
  { regions }: Knowledge,
): Pick<Frame, 'on' | 'region'> {
  return again
    ? { on: told.on ?? told.today, region: told.region ?? said.region ?? regions.home }
    : { on: said.on ?? told.on ?? told.today, region: said.region ?? told.region ?? regions.home }
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

/** Asked back about a programme, that one; after 那起诉呢, sent on to another department, what it followed. */
function stillSpokenOf({ topic, text }: Question, { kind, programme }: Reply): Topic | undefined {
  if (kind === 'clarify' && programme) return programme === topic?.programme ? topic : { programme, facets: [] }
  return kind === 'otherDepartment' && /^那|呢[？?]?$/.test(text.trim()) ? topic : undefined
}

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

/** Asked in several breaths, answered in one: 算离婚吗？我怀疑他没离。 The whole message finds the same passages. */
async function isOneQuestion(
  found: readonly Passage[],
  whole: Understanding,
  frame: Frame,
  base: AnswerBase,
): Promise<boolean> {
  const choice = await choose(whole, frame, base)
  return choice.kind === 'passages' && choice.sure >= SURE && choice.passages.every((each) => found.includes(each))
}

/** Which of several questions no passage answers: said, never passed over. */
function unanswered(
  parts: readonly string[],
  choices: readonly Choice[],
  found: readonly Passage[],
): readonly string[] {
  return parts.length === choices.length && parts.length > 1
    ? parts.filter((_, i) => !isAnsweredBy(choices[i], found))
    : []
}

/** Quoted, or most likely answered by what is quoted for another. */
function isAnsweredBy(choice: Choice | undefined, found: readonly Passage[]): boolean {
  if (choice?.kind !== 'unsure') return choice?.kind === 'passages'
  const [first] = choice.hits
  return first !== undefined && found.includes(first.passage)
}

/** Another department's is sent there; the rest may be asked again alone. */
function tellMissing(reply: Reply, missing: readonly Understanding[], base: AnswerBase): Reply {
  const ours = missing.filter(({ text }) => departmentFor(text, base.knowledge, base.normalise) === undefined)
  const told = missing.map((each) =>
    ours.includes(each)
      ? SAY.partMissing.replace('{question}', each.text)
      : `“${each.text}”：${refuse(each, base).text}`,
  )
  return {
    ...reply,
    text: [reply.text, ...told].join('\n\n'),
    choices: [...ours.map(({ text }) => text), ...reply.choices],
  }
}

interface Asking extends Question {
  readonly left?: readonly string[]
  readonly town?: string | undefined
}

function quote(found: readonly Quotable[], frame: Frame, { today, left = [], town }: Asking): Reply {
  const passages = found.flatMap((each) => each.passages).filter((each, i, all) => all.indexOf(each) === i)
  const { text, citations, hasAmount } = quotation(passages, frame)
  const topic = found.at(-1)?.topic
  const asides = passages.every((each) => isAside(each, frame)) ? [sayNotKnownThen(frame)] : []
  const more = left.length > 0 ? [SAY.moreQuestions.replace('{count}', String(left.length))] : []
  const counties = topic?.facets.includes('标准') ? countiesThatDiffer(topic.programme, frame) : []
  if (counties.length > 0) more.unshift(SAY.whichCounty)
  return {
    kind: hasAmount ? 'standard' : 'answer',
    text: [...asides, text, ...placeNotes(topic, frame, town), sayAssumed(frame, today), ...more].join('\n\n').trim(),
    citations,
    choices: [
      ...left.slice(0, 3),
      ...counties.map((each) => SAY.ofCounty.replace('{county}', each)),
      ...backToToday(frame, today),
      ...(topic ? nextSteps(topic, frame) : [CHOICES.human]),
    ],
    programme: topic?.programme,
  }
}

/** Only remarks to what came later hold on that day. */
function isAside(passage: Passage, { knowledge, on, region }: Frame): boolean {
  return !isAnswered(passage, paragraphsOn(passage, on, region, knowledge.regions))
}

function sayNotKnownThen({ on, knowledge }: Frame): string {
  const hotline = sayPhone(knowledge.phones.get('government-hotline')) ?? ''
  return SAY.notKnownThen.replace('{day}', sayDay(on)).replace('{hotline}', hotline)
}

/** For which county and day the rules are told; nothing for today's of the whole city. */
export function sayAssumed({ on, region, knowledge }: Omit<Frame, 'today'>, today: LegalDay): string {
  if (on === today && region === knowledge.regions.home) return ''
  const day = on === today ? SAY.today : sayDay(on)
  return `（${SAY.staleRegion.replace('{region}', region).replace('{day}', day)}）`
}

const backToToday = ({ on }: Frame, today: LegalDay) => (on === today ? [] : [CHOICES.today])

/** The useful next steps: start the intake, then the facets not yet told, then a person. */
function nextSteps(topic: Topic, { knowledge }: Frame): string[] {
  const programme = knowledge.programmes.get(topic.programme)
  if (!programme) return [CHOICES.human]
  const told = new Set<string>(topic.facets)
  const open = Object.entries(CHOICES.facets)
    .filter(([facet]) => !told.has(facet) && policySection(knowledge, programme.id, facet))
    .map(([, label]) => label)
  const offers = programme.offers.length > 0 ? programme.offers : open
  return [...(programme.dialog ? [CHOICES.start] : []), ...offers.slice(0, 3), CHOICES.human]
}
