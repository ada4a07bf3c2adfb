/**
 * What ranking is learned from: each stored wording asked with itself left out (its passage is right), each golden
 * question as it stands (a passage with its key points and sources is right), and programme × facet (its section or a
 * question of that facet is right); and, on a base of bare texts, words of a sentence (each text that holds the sentence
 * is right). Each with the features of its candidates.
 */
import { compose } from '../../src/assistant/compose'
import type { Understand } from '../../src/assistant/understand'
import type { GoldenQuestion, Knowledge } from '../../src/knowledge/knowledge'
import type { Normalise } from '../../src/knowledge/normalise'
import { contentTokenizer, openIndex } from '../../src/knowledge/open-index'
import { type Passage, paragraphsOn } from '../../src/knowledge/passage'
import type { Features } from '../../src/knowledge/passage-features'
import type { PassageIndex } from '../../src/knowledge/passage-index'
import { asKnowledge, largeBase } from '../bench/retrieval/large-base'
import { EVALUATION_DAY } from '../evaluation/asker'

const CANDIDATES = 60
/** Every so many-th facet word of a programme is asked: the words repeat, the questions are plain. */
const EVERY_FACET_WORD = 23

export interface Candidate {
  readonly features: Features
  readonly right: boolean
}

export interface Example {
  readonly programme: string
  readonly kind: 'wording' | 'golden' | 'facet' | 'sentence'
  readonly weight: number
  readonly candidates: readonly Candidate[]
}

/** Content with an embedder that has not seen the stored wordings of `fold`. */
export interface Fold {
  readonly base: Base
  holds(wording: string): boolean
}

export interface Base {
  readonly knowledge: Knowledge
  readonly index: PassageIndex
  readonly normalise: Normalise
  readonly understand: Understand
}

interface Question {
  readonly text: string
  readonly on?: string | undefined
  readonly region?: string | undefined
  readonly except?: string
}

export async function candidatesFor(question: Question, isRight: (passage: Passage) => boolean, base: Base) {
  const { knowledge, index, understand } = base
  const asked = understand(question.text, EVALUATION_DAY)
  const [on, region] = [question.on ?? EVALUATION_DAY, question.region ?? knowledge.regions.home]
  const { except } = question
  const hits = await index.search(
    { ...asked, on, region },
    { atMost: CANDIDATES, ...(except !== undefined && { except }) },
  )
  return hits.map(({ features, passage }) => ({ features, passage, right: isRight(passage) }))
}

/** Every question is asked of the fold that has not learned from it. */
export async function collectExamples(folds: readonly Fold[]): Promise<Example[]> {
  const examples: Example[] = []
  const add = (example: Example) => {
    if (example.candidates.some((each) => each.right)) examples.push(example)
  }
  for (const { base, holds } of folds) {
    const { knowledge } = base
    for (const { passage, wording } of otherWordings(knowledge).filter((each) => holds(each.wording))) {
      const question = { text: wording, except: base.normalise(wording) }
      const found = await candidatesFor(question, (each) => each.id === passage.id, base)
      const candidates = found.filter((each) => !mayAnswerToo(each.passage, passage))
      add({ programme: passage.programme, kind: 'wording', weight: 1, candidates })
    }
    for (const golden of knowledge.golden.filter((each) => holds(each.q))) {
      const question = { text: golden.q, on: golden.on, region: golden.region }
      const candidates = await candidatesFor(question, (each) => answers(each, golden, knowledge), base)
      add({ programme: golden.programme, kind: 'golden', weight: 3, candidates })
    }
    for (const { text, programme, facet } of facetQuestions(knowledge).filter((each) => holds(each.text))) {
      const isRight = (each: Passage) =>
        each.programme === programme && each.facet === facet && !each.id.includes(`/policy#${facet}/`)
      add({ programme, kind: 'facet', weight: 0.5, candidates: await candidatesFor({ text }, isRight, base) })
    }
  }
  return examples
}

export const storedWordings = (knowledge: Knowledge) =>
  knowledge.passages
    .filter((passage) => passage.kind === 'faq')
    .flatMap((passage) => passage.wordings.map((wording) => ({ passage, wording })))

/** A policy section of the same programme and facet is neither right nor wrong. */
const mayAnswerToo = (section: Passage, asked: Passage) =>
  section.kind === 'policy' &&
  section.programme === asked.programme &&
  (asked.facet === undefined || section.facet === asked.facet)

/** Without the titles: they stand in the text too, so that leaving them out of the wordings leaves nothing out. */
const otherWordings = (knowledge: Knowledge) =>
  storedWordings(knowledge).filter(({ passage, wording }) => wording !== passage.title)

/** The content's own sentences as a base without stored questions. */
export async function collectTextExamples({ knowledge, normalise, understand }: Base): Promise<Example[]> {
  const terms = contentTokenizer(knowledge, normalise)
  const { base, questions } = largeBase({
    ...{ knowledge, passages: TEXTS, questions: TEXT_QUESTIONS },
    terms: (text) => terms(normalise(text)),
  })
  const texts = asKnowledge(base, knowledge)
  const { index } = await openIndex(texts)
  const titles = new Map(base.entries.map((each) => [each.id, each.title]))
  const examples: Example[] = []
  for (const { q, right } of questions) {
    const of = { knowledge: texts, index, normalise, understand }
    const candidates = await candidatesFor({ text: q }, (each) => right.has(each.id), of)
    const [first = ''] = right
    if (candidates.some((each) => each.right))
      examples.push({ programme: titles.get(first) ?? '', kind: 'sentence', weight: 1, candidates })
  }
  return examples
}

const TEXTS = 6_000
const TEXT_QUESTIONS = 600

function facetQuestions(knowledge: Knowledge) {
  return [...knowledge.programmes.values()].flatMap((programme, p) =>
    [...knowledge.vocabulary.facets].flatMap(([facet, words], f) =>
      words
        .filter((_, i) => (i + p + f) % EVERY_FACET_WORD === 0)
        .map((word) => ({ text: `${programme.short}${word}`, programme: programme.id, facet })),
    ),
  )
}

/** Quoted alone as the answer, amounts filled in, the passage says every key point of the question and names its sources. */
export function answers(passage: Passage, golden: GoldenQuestion, knowledge: Knowledge): boolean {
  if (passage.programme !== golden.programme || golden.must.length === 0) return false
  const [on, region] = [golden.on ?? EVALUATION_DAY, golden.region ?? knowledge.regions.home]
  if (paragraphsOn(passage, on, region, knowledge.regions).length === 0) return false
  const { text, bases } = compose([passage], { knowledge, on, region })
  return (
    golden.must.every((point) => point.split('|').some((words) => text.includes(words))) &&
    golden.cites.every((basis) =>
      bases.some((each) => each.source === basis.source && (!basis.article || each.article === basis.article)),
    )
  )
}
