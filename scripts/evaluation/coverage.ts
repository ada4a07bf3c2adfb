/** `npm run eval -- --only coverage`: what the examples of each rule set exercise, and what none of them does. */
import { join } from 'node:path'
import { printProblems } from '../../src/base/content-file'
import { coverageOf } from '../../src/eligibility/coverage'
import { readKnowledge } from '../../src/knowledge/read-knowledge'

export function printCoverage(): void {
  const read = readKnowledge(join(__dirname, '../../knowledge'))
  if (!read.ok) throw new Error(printProblems(read.problems))
  const { knowledge } = read
  const rows = knowledge.ruleSets.map((set) => coverageOf(set, knowledge))
  const sum = (of: 'criteria' | 'exceptions' | 'cases' | 'points') => rows.reduce((total, each) => total + each[of], 0)
  const gaps = rows.flatMap((each) => each.gaps.map((gap) => `${each.ruleSet}：${gap}`))
  const share = (100 * (sum('points') - gaps.length)) / Math.max(1, sum('points'))
  console.log(
    `\n## 资格规则：${rows.length} 套，条件 ${sum('criteria')} 个，例外 ${sum('exceptions')} 个，例子 ${sum('cases')} 个；` +
      `覆盖 ${sum('points') - gaps.length}/${sum('points')}（${share.toFixed(1)}%）`,
  )
  for (const gap of gaps) console.log(`  - ${gap}`)
}
