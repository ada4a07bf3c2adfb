/**
 * Whether the worked examples exercise every rule: each criterion met, unmet and unknown, each exception lifting
 * something, each alternative offered, the last day before a change of law and the first day after, and enough of them.
 */
import type { FactDefinition } from '../domain/facts'
import { addDays } from '../domain/legal-day'
import type { RegionTree } from '../domain/region'
import type { EligibilityCase, RuleSet } from '../domain/rule-set'
import { alternativesFor } from './alternatives'
import { decideCase } from './check-cases'
import type { Decision } from './decide'
import { ruleSetOn } from './rules-on'

export interface Rules {
  readonly ruleSets: readonly RuleSet[]
  readonly cases: readonly EligibilityCase[]
  readonly facts: ReadonlyMap<string, FactDefinition>
  readonly regions: RegionTree
}

export interface Coverage {
  readonly ruleSet: string
  readonly criteria: number
  readonly exceptions: number
  readonly cases: number
  /** What had to be shown, and what no example shows. */
  readonly points: number
  readonly gaps: readonly string[]
}

interface Run {
  readonly each: EligibilityCase
  readonly decision: Decision
}

const ENOUGH = 15

export function coverageOf(set: RuleSet, rules: Rules): Coverage {
  const cases = rules.cases.filter((each) => each.ruleSet === set.id)
  const runs = cases.map((each) => ({ each, decision: decideCase(each, set, rules.facts) }))
  const points = [
    ...criterionPoints(set, runs),
    ...exceptionPoints(set, runs),
    ...alternativePoints(set, runs, rules),
    ...switchPoints(set, cases, rules.ruleSets),
    { name: `例子 ${cases.length} 个，少于 ${ENOUGH} 个`, shown: cases.length >= ENOUGH },
  ]
  return {
    ruleSet: set.id,
    criteria: set.criteria.length,
    exceptions: set.exceptions.length,
    cases: cases.length,
    points: points.length,
    gaps: points.filter((each) => !each.shown).map((each) => each.name),
  }
}

interface Point {
  readonly name: string
  readonly shown: boolean
}

const VERDICTS = { met: '满足', unmet: '不满足', unknown: '不知道' } as const

function criterionPoints(set: RuleSet, runs: readonly Run[]): Point[] {
  return set.criteria.flatMap(({ id }) =>
    (['met', 'unmet', 'unknown'] as const).map((verdict) => ({
      name: `条件 ${id} 没有“${VERDICTS[verdict]}”的例子`,
      shown: runs.some(({ decision }) => decision.criteria.some((each) => each.id === id && each.verdict === verdict)),
    })),
  )
}

function exceptionPoints(set: RuleSet, runs: readonly Run[]): Point[] {
  return set.exceptions.flatMap(({ id, overrides }) =>
    overrides.map((criterion) => ({
      name: `例外 ${id} 没有用到条件 ${criterion} 上的例子`,
      shown: runs.some(({ decision }) =>
        decision.criteria.some((each) => each.id === criterion && each.exception === id),
      ),
    })),
  )
}

function alternativePoints(set: RuleSet, runs: readonly Run[], rules: Rules): Point[] {
  const offered = new Set(
    runs.flatMap(({ each, decision }) =>
      alternativesFor(set, decision, (programme) => {
        const other = ruleSetOn(rules.ruleSets, programme, each.on, each.region, rules.regions)
        return other && decideCase(each, other, rules.facts).outcome
      }),
    ),
  )
  return set.alternatives.map((id) => ({ name: `替代事项 ${id} 没有提出来的例子`, shown: offered.has(id) }))
}

/** Two rule sets of one programme that meet on a day: an example on the eve and one on the day. */
function switchPoints(set: RuleSet, cases: readonly EligibilityCase[], sets: readonly RuleSet[]): Point[] {
  const same = sets.filter((each) => each.programme === set.programme && each.region === set.region)
  const days = [
    ...(same.some((each) => each.to === set.from) ? [set.from] : []),
    ...(set.to !== undefined && same.some((each) => each.from === set.to) ? [addDays(set.to, -1)] : []),
  ]
  return days.map((day) => ({ name: `换规定的 ${day} 没有例子`, shown: cases.some((each) => each.on === day) }))
}
