/** The abstention curve: at each limit, what share of the questions that have an answer and of those that have none passes. */
import { choose } from '../../src/assistant/choose'
import { SURE } from '../../src/assistant/confidence'
import type { Library } from '../../src/assistant/turn'
import { EVALUATION_DAY } from './asker'
import { freshProbes, goldenProbes, outOfScopeProbes, type Probe } from './sets'

const LIMITS = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]

export async function printThresholdCurve(library: Library): Promise<void> {
  const sets: [string, readonly Probe[]][] = [
    ['必答题', goldenProbes(library.knowledge)],
    ['新题', freshProbes()],
    ['没见过的题', freshProbes('held-out-questions.yaml')],
    ['不该答的', outOfScopeProbes().filter((each) => !each.kinds.includes('answer'))],
    ['没见过的不该答的', outOfScopeProbes('held-out-refusals.yaml').filter((each) => !each.kinds.includes('answer'))],
  ]
  const sure = await Promise.all(sets.map(([, probes]) => Promise.all(probes.map((each) => howSure(each, library)))))
  console.log(`\n## 门槛：过了门槛的比例（只看把握，不看别的规则；现用 ${SURE}）`)
  console.log(`  门槛  ${sets.map(([name]) => name).join('  ')}`)
  for (const limit of [...LIMITS, SURE].sort((a, b) => a - b)) {
    const shares = sure.map((all) => `${((100 * all.filter((each) => each >= limit).length) / all.length).toFixed(1)}%`)
    console.log(`  ${limit.toFixed(2)}  ${shares.join('  ')}`)
  }
}

async function howSure({ q, on, region }: Probe, library: Library): Promise<number> {
  const { knowledge } = library
  const frame = { knowledge, on: on ?? EVALUATION_DAY, region: region ?? knowledge.regions.home, today: EVALUATION_DAY }
  return (await choose(library.understand(q, EVALUATION_DAY), frame, library)).sure
}
