/** `npm run bench -- decide`: one household of 20 with 10 incomes each, its sum and every rule set's judgement of it. */
import { join } from 'node:path'
import { printProblems } from '../../src/base/content-file'
import type { Facts } from '../../src/domain/facts'
import { decide } from '../../src/eligibility/decide'
import { readKnowledge } from '../../src/knowledge/read-knowledge'

const MEMBERS = 20
const INCOMES = 10
const ROUNDS = 2000

export async function bench(): Promise<void> {
  const read = readKnowledge(join(__dirname, '../../knowledge'))
  if (!read.ok) throw new Error(printProblems(read.problems))
  const { ruleSets, facts: definitions } = read.knowledge
  const household = Array.from({ length: MEMBERS }, (_, i) => Array.from({ length: INCOMES }, (_, j) => 1000 * i + j))
  const rows = ruleSets
    .filter((set) => set.to === undefined || set.to > '2026-11-24')
    .map((set) => {
      const context = { on: '2026-11-24', region: '埇桥区', definitions, standards: () => 70_000 }
      const times: number[] = []
      for (let i = 0; i < ROUNDS; i++) {
        const began = performance.now()
        decide(set, factsOf(household), context)
        times.push(performance.now() - began)
      }
      times.sort((a, b) => a - b)
      const at = (share: number) => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(3))
      return { 规则: set.id, 条件: set.criteria.length, 'p50 毫秒': at(0.5), 'p99 毫秒': at(0.99) }
    })
  console.log(`${MEMBERS} 人的家庭，每人 ${INCOMES} 笔收入，每套规则判 ${ROUNDS} 次`)
  console.table(rows)
}

function factsOf(household: readonly (readonly number[])[]): Facts {
  return {
    householdSize: household.length,
    monthlyHouseholdIncomeFen: household.flat().reduce((sum, each) => sum + each, 0),
    applicantBirthDate: '1944-03-02',
    assetsWithinLimit: true,
    assistanceStatus: 'none',
    disabilityGrade: 'grade2',
    disabilityCategory: 'physical',
    hukouInAnhui: true,
    livesInSuzhou: true,
  }
}
