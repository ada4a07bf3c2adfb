/**
 * What a short message after an answer asks of the same matter: its facet (几天能下来), or what is new in it (那起诉呢).
 * Passages that say nothing of what is new are no answer to it: then we ask what is meant.
 */
import type { ProgrammeId } from '../domain/programme'
import type { Passage } from '../knowledge/passage'
import { type AnswerBase, type Choice, choose, sectionsFor, type Topic } from './choose'
import type { Frame } from './compose'
import type { Understanding } from './understand'

type Quotable = Extract<Choice, { kind: 'passages' }>

/** So sure without the thread that the thread does not matter. */
export const SURE_ALONE = 0.97
/** So sure within the thread that another department's word in it does not matter. */
export const SURE_FOLLOWED = 0.88

/** 那起诉呢: said to go on from what was answered. */
export const goesOn = (asked: Understanding) => /^(那|那么|还有)|呢$/.test(asked.text)
export const isFollowUp = (asked: Understanding) => goesOn(asked) || asked.text.length <= 6
/** 多久能批下来: a facet and nothing else to tell what it is about. */
const isBareFacet = (asked: Understanding) => asked.facets.length > 0 && asked.text.length <= 9

/** What the last topic's own passages say to it. */
export async function follow(asked: Understanding, topic: Topic, frame: Frame, base: AnswerBase): Promise<Choice> {
  const question = named(asked, topic, base)
  if (asked.facets.length === 0) return followNew(asked, topic, frame, base)
  const within = isBareFacet(asked) ? await choose(question, frame, base, { within: true }) : undefined
  return within?.kind === 'passages' ? onFacet(within, asked, topic, frame, base) : choose(question, frame, base)
}

async function followNew(asked: Understanding, topic: Topic, frame: Frame, base: AnswerBase): Promise<Choice> {
  const question = named(asked, topic, base)
  const fresh = contentOf(asked)
  if (fresh.length === 0 && !topic.asked) return choose({ ...question, facets: topic.facets }, frame, base)
  const found = await choose(question, frame, base, { within: true })
  if (found.kind === 'passages' && (found.sure >= SURE_ALONE || asks(found.passages, fresh, base)))
    return { ...found, sure: Math.max(found.sure, SURE_FOLLOWED) }
  const last = topic.asked && { ...question, text: base.normalise(topic.asked) + newWords(asked), facets: topic.facets }
  const added = last ? await choose(last, frame, base, { within: true }) : found
  // 那90呢, 那我才21呢: only a number is new.
  if (added.kind === 'passages' && fresh.length === 0 && /\d/.test(asked.text)) return added
  const inOrder = found.sure >= SURE_FOLLOWED ? [found, added] : [added, found]
  const telling = inOrder.find((each) => each.kind === 'passages' && tells(each.passages, fresh))
  return telling ?? { kind: 'programmeOnly', programme: topic.programme, sure: found.sure }
}

/** 要什么条件 is no question on 要什么材料, however near they are: where nothing else is said, the facet decides. */
function onFacet(found: Quotable, asked: Understanding, topic: Topic, frame: Frame, base: AnswerBase): Choice {
  const isOn = found.passages.some(({ facet }) => facet !== undefined && asked.facets.includes(facet))
  const more = contentOf(asked).filter((word) => word.length > 1)
  if (isOn || found.sure >= SURE_ALONE || asks(found.passages, more, base)) return found
  const { programme } = topic
  const passages = sectionsFor(programme, asked.facets, frame)
  return passages.length > 0 ? { ...found, passages, topic: { programme, facets: asked.facets } } : found
}

/** 那低保呢, 那离婚呢: another programme, and nothing of it but what was asked of the last one. */
export function nextProgramme(asked: Understanding, topic: Topic, { knowledge, normalise }: AnswerBase) {
  const name = /^(?:那么?|还有)?(.{2,12}?)呢[？?]?$/.exec(asked.text)?.[1]
  if (!name || asked.facets.length > 0) return undefined
  const programmes = [...knowledge.programmes.values()].map((each) => ({
    id: each.id,
    names: [each.title, each.short, ...each.aliases, ...each.colloquial, ...each.verbs].map(normalise),
    short: normalise(each.short),
  }))
  const readings = [
    programmes.filter(({ names }) => names.includes(name)),
    programmes.filter(({ short }) => short.startsWith(name)),
    programmes.filter(({ short }) => short.includes(name)),
  ]
  const ids: readonly ProgrammeId[] = readings.find((each) => each.length > 0)?.map((each) => each.id) ?? []
  return ids.length === 1 ? ids[0] : ids.find((each) => each === topic.programme)
}

/** 那低保呢 after 离婚要带什么 is asked as 低保材料. */
export function sameOf(programme: ProgrammeId, { facets }: Topic, { knowledge, normalise }: AnswerBase): Understanding {
  const name = normalise(knowledge.programmes.get(programme)?.short ?? '')
  return { text: name + facets.join(''), programmes: [programme], facets }
}

/** 那起诉呢 is asked as 离婚登记起诉: stored wordings name what they are about. */
function named(asked: Understanding, topic: Topic, { knowledge, normalise }: AnswerBase): Understanding {
  const name = knowledge.programmes.get(topic.programme)?.short ?? ''
  return { ...asked, text: `${normalise(name)}${newWords(asked)}`, programmes: [topic.programme] }
}

const newWords = ({ text }: Understanding) => text.replace(/^(那么?|还有|要是|如果)/, '').replace(/呢[？?]?$/, '')

/** Their own questions are about what is new. */
function asks(passages: readonly Passage[], fresh: readonly string[], { normalise }: AnswerBase): boolean {
  const wordings = passages.flatMap((each) => [each.title, ...each.wordings])
  return shareOf(fresh, wordings.map(normalise)) >= 0.5
}

/** Their text speaks of it: 那体检呢 is not answered by what says nothing of it. */
function tells(passages: readonly Passage[], fresh: readonly string[]): boolean {
  const texts = passages.flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text))
  const pairs = fresh.filter((word) => word.length > 1)
  return shareOf(pairs, texts) > 0.5
}

const shareOf = (words: readonly string[], texts: readonly string[]) =>
  words.filter((word) => texts.some((text) => text.includes(word))).length / Math.max(1, words.length)

const EMPTY =
  /[的了吗呢吧啊么是我你他她它们这那有在和就都也还要会能可以怎什多少哪谁几想不没被给对到去来说一个行才只岁区县镇乡村边\d]+/

/** Pairs of characters, and single ones that stand alone. */
function contentOf(asked: Understanding): readonly string[] {
  const runs = newWords(asked).split(EMPTY)
  return runs.flatMap((run) => (run.length < 2 ? [...run] : [...run.slice(1)].map((_, i) => run.slice(i, i + 2))))
}
