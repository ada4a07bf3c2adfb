/**
 * The bureau's own base and its questions with a known right passage: one that alone holds every key point (and source)
 * the question demands. Questions for which no single passage does are left out and counted.
 */
import type { GoldenQuestion, Knowledge } from '../../../src/knowledge/knowledge'
import { paragraphsOn } from '../../../src/knowledge/passage'
import { wordingsOf } from '../../../src/knowledge/passage-texts'
import { EVALUATION_DAY } from '../../evaluation/asker'
import { freshProbes, goldenProbes, type Probe } from '../../evaluation/sets'
import { answers } from '../../training/examples'
import type { Question, TextBase } from './engine'

/** Only what holds today: expired paragraphs would stand in the peers' way, who cannot leave them out. */
export function bureauBase(knowledge: Knowledge): TextBase {
  const entries = knowledge.passages.flatMap((passage) => {
    const held = paragraphsOn(passage, EVALUATION_DAY, knowledge.regions.home, knowledge.regions)
    if (held.length === 0) return []
    const programme = knowledge.programmes.get(passage.programme)
    return [
      {
        id: passage.id,
        title: `${programme?.title ?? ''} ${programme?.short ?? ''}`,
        heading: passage.title,
        questions: wordingsOf(passage, knowledge),
        body: held.map((each) => each.text).join('\n'),
      },
    ]
  })
  return { name: '民政局知识库', entries }
}

export function bureauQuestions(knowledge: Knowledge): { questions: Question[]; leftOut: number } {
  const sets: [string, readonly Probe[]][] = [
    ['必答题', goldenProbes(knowledge)],
    ['新题', freshProbes()],
    ['没见过的题', freshProbes('held-out-questions.yaml')],
  ]
  let leftOut = 0
  const questions = sets.flatMap(([set, probes]) =>
    probes.flatMap((probe): Question[] => {
      if (probe.on || probe.turns.length > 0 || (set !== '必答题' && !probe.programme)) return []
      const wanted: GoldenQuestion = {
        ...probe,
        programme: probe.programme ?? probe.group,
        where: { file: '', line: 0 },
      }
      const right = knowledge.passages.filter((each) => answers(each, wanted, knowledge)).map((each) => each.id)
      if (right.length === 0) leftOut++
      return right.length > 0 ? [{ set, q: probe.q, region: probe.region, right: new Set(right) }] : []
    }),
  )
  return { questions, leftOut }
}

/** The last wording of every stored question that has three or more, taken out of the base and asked. */
export function withoutLastWordings(knowledge: Knowledge): { knowledge: Knowledge; questions: Question[] } {
  const isLong = (wordings: readonly string[]) => wordings.length >= 3
  const passages = knowledge.passages.map((passage) =>
    isLong(passage.wordings) ? { ...passage, wordings: passage.wordings.slice(0, -1) } : passage,
  )
  const known = new Set(passages.flatMap((each) => each.wordings))
  const questions = knowledge.passages.flatMap(({ id, wordings }): Question[] => {
    const q = wordings.at(-1)
    return isLong(wordings) && q !== undefined && !known.has(q) ? [{ set: '留出的问法', q, right: new Set([id]) }] : []
  })
  return { knowledge: { ...knowledge, passages }, questions }
}
