/**
 * One question → one quoted answer, or a named reason why not. Understand, search, choose passages, compose.
 * Verbatim first: only approved passages are shown, only those in force on the day and in the region.
 */
import type { LegalDay } from '../domain/legal-day'
import { sayDay } from '../domain/legal-day'
import type { Facet, ProgrammeId } from '../domain/programme'
import type { Department, Knowledge } from '../knowledge/knowledge'
import type { Normalise } from '../knowledge/normalise'
import type { Passage } from '../knowledge/passage'
import type { Hit, PassageIndex } from '../knowledge/passage-index'
import { compose, type Frame, sayPhone, sectionOf } from './compose'
import { CHOICES, SAY } from './replies'
import type { Reply } from './reply'
import type { Understand, Understanding } from './understand'

export interface AnswerBase {
  readonly knowledge: Knowledge
  readonly index: PassageIndex
  readonly understand: Understand
  readonly normalise: Normalise
}

export interface Topic {
  readonly programme: ProgrammeId
  readonly facets: readonly Facet[]
}

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

/** Scores below which nothing is good enough. Set on the golden and the out-of-scope questions (README → Decisions). */
export const LIMITS = {
  /** A stored wording this near is the question itself. */
  sameQuestion: 0.5,
  /** … and this near it needs no programme to agree. */
  exactQuestion: 0.8,
  /** Without a named programme: the least fused score to quote from. */
  quotable: 0.78,
  /** With a named programme, its best passage needs less. */
  quotableNamed: 0.62,
} as const

export async function answerQuestion(question: Question, base: AnswerBase): Promise<Answered> {
  const parts = splitQuestions(question.text).map((text) => base.understand(text, question.today))
  const whole = base.understand(question.text, question.today)
  const frame: Frame = {
    knowledge: base.knowledge,
    on: whole.on ?? question.on ?? question.today,
    region: whole.region ?? question.region ?? base.knowledge.regions.home,
  }
  const asked = separateQuestions(parts) ?? [whole]
  const found: Selection[] = []
  let topic = question.topic
  for (const each of asked) {
    const selection = await select(withTopic(each, topic), frame, base)
    if (!selection) continue
    found.push(selection)
    topic = selection.topic
  }
  if (found.length === 0) return { reply: noAnswer(whole, base), on: frame.on, region: frame.region }
  return { reply: quote(found, frame, question), topic: found.at(-1)?.topic, on: frame.on, region: frame.region }
}

/** `那材料呢？` is about the last topic; a question that names its own programme is not. */
function withTopic(asked: Understanding, topic: Topic | undefined): Understanding {
  if (asked.programmes.length > 0 || !topic) return asked
  if (asked.facets.length === 0 && asked.text.length > 12) return asked
  return { ...asked, programmes: [topic.programme], facets: asked.facets.length > 0 ? asked.facets : topic.facets }
}

interface Selection {
  readonly passages: readonly Passage[]
  readonly topic: Topic
}

async function select(asked: Understanding, frame: Frame, base: AnswerBase): Promise<Selection | undefined> {
  const hits = await base.index.search({ ...asked, on: frame.on, region: frame.region })
  const best = hits[0]
  const programme = asked.programmes[0]
  if (best && isSameQuestion(best)) return selectionOf([best.passage], asked)
  if (programme && asked.facets.length > 0) {
    const sections = asked.facets.slice(0, 3).flatMap((facet) => sectionFor(programme, facet, frame) ?? [])
    if (sections.length > 0) return selectionOf(sections, asked)
  }
  const limit = programme ? LIMITS.quotableNamed : LIMITS.quotable
  if (best && best.score >= limit && (!programme || asked.programmes.includes(best.passage.programme))) {
    return selectionOf([best.passage], asked)
  }
  if (programme && isAboutProgramme(asked, base.knowledge.programmes.get(programme)?.short ?? '')) {
    return selectionOf(overviewSections(programme, frame), asked)
  }
  return undefined
}

/** 多少钱 asks an allowance's amount and a certificate's fee: where there is no section of the one, the other is meant. */
function sectionFor(programme: ProgrammeId, facet: Facet, frame: Frame): Passage | undefined {
  const instead: Facet | undefined = facet === '标准' ? '费用' : facet === '费用' ? '标准' : undefined
  return (
    sectionOf(frame.knowledge, programme, facet, frame) ??
    (instead && sectionOf(frame.knowledge, programme, instead, frame))
  )
}

function overviewSections(programme: ProgrammeId, frame: Frame): Passage[] {
  return (['是什么', '谁可以申请'] as const).flatMap(
    (facet) => sectionOf(frame.knowledge, programme, facet, frame) ?? [],
  )
}

/** What a programme is and who may apply, when somebody just names it. */
export function overviewOf(programme: ProgrammeId, frame: Frame, today: LegalDay): Reply | undefined {
  const passages = overviewSections(programme, frame)
  if (passages.length === 0) return undefined
  return quote([{ passages, topic: { programme, facets: ['是什么', '谁可以申请'] } }], frame, { text: '', today })
}

/** A stored wording is nearly what was asked: near exact wins whatever programme the words name. */
function isSameQuestion(hit: Hit): boolean {
  if (hit.passage.kind !== 'faq') return false
  const { wording, programme, facet } = hit.features
  return wording >= LIMITS.exactQuestion || (wording >= LIMITS.sameQuestion && programme >= 0 && facet >= 0)
}

/** Little more than the programme's name was said: tell what it is. */
function isAboutProgramme(asked: Understanding, short: string): boolean {
  return asked.text.length <= short.length + 8
}

function selectionOf(passages: readonly Passage[], asked: Understanding): Selection | undefined {
  const first = passages[0]
  if (!first) return undefined
  const facets = passages.flatMap((each) => each.facet ?? [])
  return { passages, topic: { programme: first.programme, facets: facets.length > 0 ? facets : asked.facets } }
}

function quote(found: readonly Selection[], frame: Frame, question: Question): Reply {
  const passages = found.flatMap((each) => each.passages).filter((each, i, all) => all.indexOf(each) === i)
  const { text, citations, hasAmount } = compose(passages, frame)
  const topic = found.at(-1)?.topic
  const assumed = SAY.staleRegion.replace('{region}', frame.region).replace('{day}', sayDay(frame.on))
  return {
    kind: hasAmount ? 'standard' : 'answer',
    text: `${text}\n\n${frame.on === question.today ? '' : `（${assumed}）`}`.trim(),
    citations,
    choices: nextSteps(topic, frame.knowledge),
    programme: topic?.programme,
  }
}

/** The useful next steps: start the intake, then the facets not yet told, then a person. */
function nextSteps(topic: Topic | undefined, knowledge: Knowledge): string[] {
  const programme = topic && knowledge.programmes.get(topic.programme)
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

function noAnswer(asked: Understanding, base: AnswerBase): Reply {
  const department = asked.programmes.length === 0 ? departmentFor(asked.text, base) : undefined
  if (department) {
    const phone = department.phone ? sayPhone(base.knowledge.phones.get(department.phone)) : undefined
    return {
      kind: 'otherDepartment',
      text: `这件事归${department.name}管，不归民政局。${department.note}${phone ? `\n可以打${phone}。` : ''}`,
      citations: [],
      choices: [CHOICES.human],
    }
  }
  const hotline = sayPhone(base.knowledge.phones.get('government-hotline')) ?? ''
  return {
    kind: 'notFound',
    text: `${SAY.notFound}\n${SAY.notFoundHelp}${hotline}。`,
    citations: [],
    choices: [CHOICES.human],
  }
}

function departmentFor(text: string, base: AnswerBase): Department | undefined {
  let best: { department: Department; length: number } | undefined
  for (const department of base.knowledge.vocabulary.departments) {
    if (department.unless.some((word) => text.includes(base.normalise(word)))) continue
    for (const topic of department.topics) {
      if (text.includes(base.normalise(topic)) && topic.length > (best?.length ?? 1))
        best = { department, length: topic.length }
    }
  }
  return best?.department
}

function splitQuestions(text: string): string[] {
  return text
    .split(/(?<=[？?；;\n])/)
    .map((part) => part.trim())
    .filter((part) => part.length > 1)
}

/** Several questions in one message, when each names something of its own to answer. */
function separateQuestions(parts: readonly Understanding[]): readonly Understanding[] | undefined {
  const asking = parts.filter((part) => part.programmes.length > 0 || part.facets.length > 0)
  if (asking.length < 2 || asking.length > 3 || asking.length < parts.length) return undefined
  return asking
}
