/**
 * What confidence is learned from. Positive: the ranker's first passage answers the question (stored wordings asked with
 * themselves left out, golden questions). Negative: it does not, or the question is none of ours (a list of its own, the other departments' topics).
 */
import { confidenceFeatures } from '../../src/assistant/confidence'
import { otherDepartmentSign } from '../../src/assistant/departments'
import type { Passage } from '../../src/knowledge/passage'
import { EVALUATION_DAY } from '../evaluation/asker'
import { answers, type Base, type Fold, storedWordings } from './examples'
import type { Labelled } from './linear'
import { NONE_OF_OURS } from './none-of-ours'

/** A wrong answer to a question of ours is less bad than an answer to what is none of ours. */
const WRONG_PASSAGE = 0.2
/** There are few of them beside thousands of stored wordings, and each answered one is a false promise. */
const NONE_OF_OURS_WEIGHT = 15
const DEPARTMENT_WEIGHT = 8

export interface Grouped extends Labelled {
  /** Examples of one group are never split between training and test. */
  readonly group: string
  readonly source: 'wording' | 'golden' | 'outOfScope' | 'department'
}

export async function collectConfidenceExamples(folds: readonly Fold[]): Promise<Grouped[]> {
  const all: Grouped[] = []
  for (const { base, holds } of folds) all.push(...(await collectFrom(base, holds)))
  return all
}

async function collectFrom(base: Base, holds: Fold['holds']): Promise<Grouped[]> {
  const examples: Grouped[] = []
  const add = async (
    text: string,
    isRight: ((passage: Passage) => boolean) | undefined,
    about: Pick<Grouped, 'group' | 'source'>,
    at: { except?: string; on?: string | undefined; region?: string | undefined } = {},
  ) => {
    if (!holds(text)) return
    const asked = base.understand(text, EVALUATION_DAY)
    const query = { ...asked, on: at.on ?? EVALUATION_DAY, region: at.region ?? base.knowledge.regions.home }
    const hits = await base.index.search(query, at.except === undefined ? {} : { except: at.except })
    const otherDepartment =
      asked.programmes.length > 0 ? 0 : otherDepartmentSign(asked.text, base.knowledge, base.normalise)
    const features = confidenceFeatures(hits, asked, {
      otherDepartment,
      familiar: base.index.familiar(asked.text, at.except),
    })
    const best = hits[0]
    if (!features || !best) return
    const positive = isRight?.(best.passage) ?? false
    examples.push({
      ...about,
      features,
      positive,
      weight: positive
        ? 1
        : isRight
          ? WRONG_PASSAGE
          : about.source === 'outOfScope'
            ? NONE_OF_OURS_WEIGHT
            : DEPARTMENT_WEIGHT,
    })
  }
  for (const { passage, wording } of storedWordings(base.knowledge))
    await add(
      wording,
      (each) => each.id === passage.id,
      { group: passage.programme, source: 'wording' },
      { except: base.normalise(wording) },
    )
  for (const golden of base.knowledge.golden)
    await add(
      golden.q,
      (each) => answers(each, golden, base.knowledge),
      { group: golden.programme, source: 'golden' },
      golden,
    )
  for (const text of NONE_OF_OURS) await add(text, undefined, { group: text, source: 'outOfScope' })
  for (const department of base.knowledge.vocabulary.departments)
    for (const topic of department.topics.filter((each) => each.length > 3))
      await add(topic, undefined, { group: department.id, source: 'department' })
  return examples
}
