/**
 * What ranking is learned from: each stored wording asked with itself left out (its passage is right), each golden
 * question as it stands (a passage with its key points and sources is right), and programme × facet (its section or a
 * question of that facet is right). Each with the features of its candidates.
 */
import type { Understand } from '../../src/assistant/understand'
import type { GoldenQuestion, Knowledge } from '../../src/knowledge/knowledge'
import type { Normalise } from '../../src/knowledge/normalise'
import { type Passage, paragraphsOn } from '../../src/knowledge/passage'
import type { Features } from '../../src/knowledge/passage-features'
import type { PassageIndex } from '../../src/knowledge/passage-index'
import { EVALUATION_DAY } from '../evaluation/asker'

const CANDIDATES = 20
/** Every so many-th facet word of a programme is asked: the words repeat, the questions are plain. */
const EVERY_FACET_WORD = 23

export interface Candidate {
  readonly features: Features
  readonly right: boolean
}

export interface Example {
  readonly programme: string
  readonly kind: 'wording' | 'golden' | 'facet'
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
  return hits.map((hit) => ({ features: hit.features, right: isRight(hit.passage) }))
}

/** Every question is asked of the fold that has not learned from it. */
export async function collectExamples(folds: readonly Fold[]): Promise<Example[]> {
  const examples: Example[] = []
  const add = (example: Example) => {
    if (example.candidates.some((each) => each.right)) examples.push(example)
  }
  for (const { base, holds } of folds) {
    const { knowledge } = base
    for (const { passage, wording } of storedWordings(knowledge).filter((each) => holds(each.wording))) {
      const question = { text: wording, except: base.normalise(wording) }
      const candidates = await candidatesFor(question, (each) => each.id === passage.id, base)
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

function facetQuestions(knowledge: Knowledge) {
  return [...knowledge.programmes.values()].flatMap((programme, p) =>
    [...knowledge.vocabulary.facets].flatMap(([facet, words], f) =>
      words
        .filter((_, i) => (i + p + f) % EVERY_FACET_WORD === 0)
        .map((word) => ({ text: `${programme.short}${word}`, programme: programme.id, facet })),
    ),
  )
}

/** The passage alone holds every key point and source of the golden question. */
export function answers(passage: Passage, golden: GoldenQuestion, knowledge: Knowledge): boolean {
  if (passage.programme !== golden.programme || golden.must.length === 0) return false
  const [on, region] = [golden.on ?? EVALUATION_DAY, golden.region ?? knowledge.regions.home]
  const paragraphs = paragraphsOn(passage, on, region, knowledge.regions)
  const text = paragraphs.map((each) => each.text).join('\n')
  const cited = paragraphs.flatMap((each) => each.basis)
  return (
    golden.must.every((point) => point.split('|').some((words) => text.includes(words))) &&
    golden.cites.every((basis) =>
      cited.some((each) => each.source === basis.source && (!basis.article || each.article === basis.article)),
    )
  )
}
