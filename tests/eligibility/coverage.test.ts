/** What the shipped examples exercise, and that the report notices what they would not. */
import { join } from 'node:path'
import { printProblems } from '../../src/base/content-file'
import { coverageOf } from '../../src/eligibility/coverage'
import { readKnowledge } from '../../src/knowledge/read-knowledge'

const read = readKnowledge(join(__dirname, '../../knowledge'))
if (!read.ok) throw new Error(printProblems(read.problems))
const { knowledge } = read

describe('the examples of the shipped rules', () => {
  it('show every criterion met, unmet and unknown, every exception, alternative and change of law', () => {
    expect(knowledge.ruleSets.length).toBeGreaterThanOrEqual(39)
    expect(
      knowledge.ruleSets.flatMap((set) => coverageOf(set, knowledge).gaps.map((gap) => `${set.id} ${gap}`)),
    ).toEqual([])
  })

  it('are at least fifteen for each rule set', () => {
    const counts = knowledge.ruleSets.map((set) => coverageOf(set, knowledge).cases)
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(15)
  })
})

describe('the coverage report', () => {
  const gapsWithout = (ruleSet: string, left: (name: string) => boolean) => {
    const set = knowledge.ruleSets.find((each) => each.id === ruleSet)
    if (!set) throw new Error(`no rule set ${ruleSet}`)
    const cases = knowledge.cases.filter((each) => each.ruleSet !== ruleSet || left(each.name))
    return coverageOf(set, { ...knowledge, cases }).gaps.join('\n')
  }

  it('names all that a rule set without examples leaves unshown', () => {
    const gaps = gapsWithout('subsistence-allowance-2026', () => false)
    expect(gaps).toContain('条件 income-below-standard 没有“不满足”的例子')
    expect(gaps).toContain('例外 near-subsistence-special-hardship 没有用到条件 income-below-standard 上的例子')
    expect(gaps).toContain('替代事项 temporary-assistance 没有提出来的例子')
    expect(gaps).toContain('换规定的 2026-07-01 没有例子')
    expect(gaps).toContain('少于 15 个')
  })

  it('notices one example less than the rules need', () => {
    expect(gapsWithout('subsistence-allowance-2026', (name) => !name.includes('特殊困难'))).toBe(
      '例外 near-subsistence-special-hardship 没有用到条件 income-below-standard 上的例子',
    )
  })
})
