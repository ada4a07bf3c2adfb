/** Runs the worked examples of cases.yaml: each must come out as its author says, or the content is refused. */
import type { ContentProblem } from '../base/content-file'
import type { FactDefinition } from '../domain/facts'
import { covers } from '../domain/period'
import type { EligibilityCase, RuleSet } from '../domain/rule-set'
import { type Decision, decide } from './decide'

const SAY = { likely: '可能符合', unlikely: '可能不符合', cannotTell: '说不准', needsHuman: '要人工' } as const

export function checkCases(
  cases: readonly EligibilityCase[],
  sets: readonly RuleSet[],
  definitions: ReadonlyMap<string, FactDefinition>,
): ContentProblem[] {
  return cases.flatMap((each) => {
    const set = sets.find((candidate) => candidate.id === each.ruleSet)
    if (!set) return []
    if (!covers(set, each.on)) {
      return [
        {
          ...each.where,
          problem: `例子“${each.name}”的日期 ${each.on} 不在规则 ${set.id} 的有效期里`,
          remedy: '改日期，或换一套规则。',
        },
      ]
    }
    const decision = decideCase(each, set, definitions)
    if (decision.outcome === each.expect) return []
    return [
      {
        ...each.where,
        problem: `例子“${each.name}”应为${SAY[each.expect]}（${each.expect}），实际判为${SAY[decision.outcome]}（${decision.outcome}）：${explain(decision)}`,
        remedy: '核对事实、条件和例外，哪边错改哪边。',
      },
    ]
  })
}

export function decideCase(
  each: EligibilityCase,
  set: RuleSet,
  definitions: ReadonlyMap<string, FactDefinition>,
): Decision {
  return decide(set, each.facts, { on: each.on, region: each.region, definitions, standards: (id) => each.assume[id] })
}

function explain(decision: Decision): string {
  return decision.criteria.map((each) => `${each.id}=${each.verdict}${each.open ? '(未定)' : ''}`).join(' ')
}
