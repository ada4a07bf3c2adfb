/**
 * One question → the passages that answer it, with how sure we are. The ranker's best passage is quoted when sure;
 * asked facets of a named programme fall back on their sections, a bare name on the overview.
 */
import { readNumber } from '../dialogs/answers/chinese-number'
import type { Facet, ProgrammeId } from '../domain/programme'
import type { Knowledge } from '../knowledge/knowledge'
import type { Normalise } from '../knowledge/normalise'
import type { Passage } from '../knowledge/passage'
import type { Hit, PassageIndex } from '../knowledge/passage-index'
import { type Frame, sectionOf } from './compose'
import { confidence, SURE, SURE_NAMED, UNSURE } from './confidence'
import { otherDepartmentSign } from './departments'
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
  /** The question it answered, to be asked again for another place or day. */
  readonly asked?: string | undefined
}

export type Choice =
  | { readonly kind: 'passages'; readonly passages: readonly Passage[]; readonly topic: Topic; readonly sure: number }
  /** Likely ones that differ: ask which is meant. */
  | { readonly kind: 'unsure'; readonly hits: readonly Hit[]; readonly sure: number }
  /** The programme is clear, what is asked about it is not. */
  | { readonly kind: 'programmeOnly'; readonly programme: ProgrammeId; readonly sure: number }
  | { readonly kind: 'none'; readonly sure: number }

/** `within`: only the named programme's passages count (a bare 多久 after an answer). */
export async function choose(
  asked: Understanding,
  frame: Frame,
  base: AnswerBase,
  options: { within?: boolean } = {},
): Promise<Choice> {
  // Buttons say stored questions word for word, and so do many people: nothing has to be looked for.
  const stored = options.within ? undefined : base.index.stored(asked.text, frame)
  if (stored) return quoted(stored, asked, frame, 1)
  const found = await base.index.search({ ...asked, on: frame.on, region: frame.region })
  const fitting = found.filter(({ wording = '' }) => !saysAnotherAge(wording, asked.text))
  const hits = options.within ? fitting.filter((each) => each.features.programme === 1) : fitting
  const otherDepartment =
    asked.programmes.length > 0 ? 0 : otherDepartmentSign(asked.text, base.knowledge, base.normalise)
  const sure = confidence(hits, asked, { otherDepartment, familiar: base.index.familiar(asked.text) })
  const same = hits.find((each) => each.passage.kind === 'faq' && each.wording === asked.text)
  if (same) return quoted(same.passage, asked, frame, Math.max(sure, STORED))
  const plain = asked.programmes.length === 1 ? headingAsked(hits) : undefined
  const best = plain ?? plainlyAsked(hits) ?? hits[0]
  const programme = asked.programmes[0]
  if (programme && isBareName(asked, base) && !(best && best.features.wording >= SAME_WORDS)) {
    const passages = overviewSections(programme, frame)
    if (passages.length > 0)
      return { kind: 'passages', passages, topic: { programme, facets: facetsOf(passages) }, sure: 1 }
  }
  if (programme && asked.isPlain && (best?.features.wording ?? 0) < SAME_WORDS) {
    const passages = sectionsFor(programme, asked.facets, frame)
    if (passages.length > 0)
      return { kind: 'passages', passages, topic: { programme, facets: facetsOf(passages) }, sure: SURE }
  }
  if (plain) return quoted(plain.passage, asked, frame, Math.max(sure, SURE))
  if (best && sure >= SURE) return quoted(best.passage, asked, frame, isStored(best) ? Math.max(sure, STORED) : sure)
  if (programme && asked.facets.length > 0) {
    const sections = sectionsFor(programme, asked.facets, frame)
    if (sections.length > 0)
      return { kind: 'passages', passages: sections, topic: { programme, facets: facetsOf(sections) }, sure: SURE }
  }
  if (best && programme && best.features.programme === 1 && sure >= SURE_NAMED)
    return quoted(best.passage, asked, frame, sure)
  if (programme) return { kind: 'programmeOnly', programme, sure }
  if (best && sure >= UNSURE) return { kind: 'unsure', hits: hits.slice(0, 5), sure }
  return { kind: 'none', sure }
}

/**
 * 85岁能领吗 is no 65岁能领吗: what is right for one age may be wrong for another. 满80岁 names a limit, not an age; a
 * child's is told by the way.
 */
function saysAnotherAge(wording: string, text: string): boolean {
  const [stored, said] = [agesIn(wording), agesIn(text)]
  return stored.length > 0 && said.some((age) => age >= ADULT) && !stored.some((age) => said.includes(age))
}

const ADULT = 18

const AGE = /(?<![满过超\d])(\d{1,3}|[一二三四五六七八九十]{1,3})周?岁(?!以|之|及|的?老)/g
const agesIn = (text: string) => [...text.matchAll(AGE)].flatMap(([, age = '']) => readNumber(age)?.value ?? [])

/** 孤儿认定要什么材料: nothing but a programme and a facet. Its section, unless a stored question on that
 * facet, or the very question, comes first. */
function plainlyAsked(hits: readonly Hit[]): Hit | undefined {
  const first = hits[0]?.features
  if (!first || first.wording >= SAME_WORDS) return undefined
  const sections = hits.slice(0, 3).filter(({ features }) => features.section === 1)
  return sections.find(({ features }) => (first.facet < 0 ? features.rest : features.wording) >= SAME_WORDS)
}

/** 特困供养什么叫没有劳动能力: a programme and the very heading of one of its parts. That part, unless a stored question
 * says the same. */
function headingAsked(hits: readonly Hit[]): Hit | undefined {
  if ((hits[0]?.features.wording ?? 0) >= SAME_WORDS) return undefined
  return hits.slice(0, MOST_SECTIONS + 2).find(({ passage, features }) => {
    const isPart = passage.kind === 'policy' && passage.title !== passage.facet
    return isPart && features.programme === 1 && features.rest >= SAME_WORDS
  })
}

/** Somebody's question word for word. */
const isStored = ({ passage, features }: Hit) => passage.kind === 'faq' && features.wording >= 0.97
const STORED = 0.99

const SAME_WORDS = 0.9

/** Nearly the same question is stored, and its programme fits: its answer goes before a judgement of our own. */
export async function isStoredQuestion(asked: Understanding, frame: Frame, base: AnswerBase): Promise<boolean> {
  const hits = await base.index.search({ ...asked, on: frame.on, region: frame.region }, { atMost: 3 })
  return hits.some(
    ({ passage, features, wording = '' }) =>
      passage.kind === 'faq' &&
      !saysAnotherAge(wording, asked.text) &&
      features.wording >= leastAlike(features.programme === 1, wording, asked.text) &&
      features.programme >= 0,
  )
}

/** An age that the stored question says nothing of asks to be judged, unless the words are nearly the same. */
function leastAlike(isNamed: boolean, wording: string, text: string): number {
  const tellsMore = agesIn(wording).length === 0 && agesIn(text).some((age) => age >= ADULT)
  return tellsMore ? SAME_WORDS : isNamed ? SAME_QUESTION_NAMED : SAME_QUESTION
}

const SAME_QUESTION = 0.66
const SAME_QUESTION_NAMED = 0.55

/** The best passage; a section is joined by the sections of the other facets asked (材料和时限). */
function quoted(passage: Passage, asked: Understanding, frame: Frame, sure: number): Choice {
  const isSection = passage.kind === 'policy' && passage.title === passage.facet
  const sections =
    isSection && passage.facet && asked.facets.includes(passage.facet)
      ? sectionsFor(passage.programme, asked.facets, frame)
      : []
  const passages = sections.includes(passage) ? sections : [passage]
  const facets = facetsOf(passages)
  return {
    kind: 'passages',
    passages,
    topic: { programme: passage.programme, facets: facets.length > 0 ? facets : asked.facets },
    sure,
  }
}

const facetsOf = (passages: readonly Passage[]): Facet[] => passages.flatMap((each) => each.facet ?? [])

const MOST_SECTIONS = 3

/** 多少钱 asks an allowance's amount and a certificate's fee: where there is no section of the one, the other is meant. */
export function sectionsFor(programme: ProgrammeId, facets: readonly Facet[], frame: Frame): Passage[] {
  const section = (facet: Facet) => sectionOf(frame.knowledge, programme, facet, frame)
  return facets.slice(0, MOST_SECTIONS).flatMap((facet) => {
    const instead: Facet | undefined = facet === '标准' ? '费用' : facet === '费用' ? '标准' : undefined
    return section(facet) ?? (instead && section(instead)) ?? []
  })
}

export function overviewSections(programme: ProgrammeId, frame: Frame): Passage[] {
  return (['是什么', '谁可以申请'] as const).flatMap(
    (facet) => sectionOf(frame.knowledge, programme, facet, frame) ?? [],
  )
}

/** Nothing but a programme's name was said, with at most 的事, 政策 or a question mark. */
function isBareName(asked: Understanding, { knowledge, normalise }: AnswerBase): boolean {
  if (asked.facets.length > 0 || asked.programmes.length !== 1) return false
  const programme = knowledge.programmes.get(asked.programmes[0] ?? '')
  const names = programme
    ? [programme.title, programme.short, ...programme.aliases, ...programme.colloquial, ...programme.verbs]
    : []
  const said = names.map(normalise)
  const longest = [...names, ...said].filter((name) => asked.text.includes(name)).sort((a, b) => b.length - a.length)[0]
  if (!longest) return false
  return asked.text.replace(longest, '').replace(/的?(事|事情|政策|问题|规定)|[\s，。？！?.!呢啊吧]/g, '') === ''
}
