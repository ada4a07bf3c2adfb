/**
 * Dated pairs: a stored question whose answer changed, asked on the last day of the old rule and on the first of the new.
 * Each day's reply must cite that day's source and none that holds on the other day alone.
 */
import type { LegalDay } from '../../src/domain/legal-day'
import { addDays } from '../../src/domain/legal-day'
import type { Basis } from '../../src/domain/source'
import type { Knowledge } from '../../src/knowledge/knowledge'
import { type Passage, paragraphsOn } from '../../src/knowledge/passage'
import { EVALUATION_DAY } from './asker'
import type { Probe } from './sets'

export function datedProbes(knowledge: Knowledge): Probe[] {
  return knowledge.passages.flatMap((passage) => {
    // A section's heading alone (有什么待遇) is no question: it is asked under the programme's name.
    const name = knowledge.programmes.get(passage.programme)?.short ?? ''
    const q = passage.kind === 'faq' ? (passage.wordings[0] ?? passage.title) : `${name}${passage.title}`
    return changesOf(passage, knowledge).flatMap((day) => pairOn(day, q, passage, knowledge))
  })
}

/** Days on which what holds of it becomes something else, with something before and after; none in the future. */
function changesOf(passage: Passage, knowledge: Knowledge): readonly LegalDay[] {
  const ends = passage.paragraphs.flatMap(({ period }) => [period.from, period.to ?? []].flat())
  return [...new Set(ends)].filter(
    (day) =>
      day <= EVALUATION_DAY &&
      held(passage, addDays(day, -1), knowledge).length > 0 &&
      held(passage, day, knowledge).length > 0 &&
      keysOf(held(passage, addDays(day, -1), knowledge)) !== keysOf(held(passage, day, knowledge)),
  )
}

function pairOn(day: LegalDay, q: string, passage: Passage, knowledge: Knowledge): Probe[] {
  return [addDays(day, -1), day].map((on) => ({
    ...{ id: `${passage.id}@${on}`, group: passage.programme, turns: [], q, on, kinds: [], must: [], mustNot: [] },
    cites: held(passage, on, knowledge).slice(0, 1),
  }))
}

const held = (passage: Passage, on: LegalDay, { regions }: Knowledge): readonly Basis[] =>
  paragraphsOn(passage, on, regions.home, regions).flatMap((each) => each.basis)

const keysOf = (bases: readonly Basis[]) => bases.map((each) => `${each.source} ${each.article ?? ''}`).join('；')
