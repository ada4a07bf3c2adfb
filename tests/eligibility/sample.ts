/** A small rule set and the facts it asks, for tests of how rules are judged. */
import type { Condition } from '../../src/domain/conditions'
import type { FactDefinition, FactKind, Facts } from '../../src/domain/facts'
import type { Criterion, RuleException, RuleSet } from '../../src/domain/rule-set'
import { type DecideContext, type Decision, decide } from '../../src/eligibility/decide'

export const isTrue = (fact: string): Condition => ({ fact, op: 'equals', value: true })

export function criterion(id: string, when: Condition, more: Partial<Criterion> = {}): Criterion {
  return { id, label: id, basis: [{ source: '某法', article: '第一条' }], when, unmet: `${id} 不满足`, ...more }
}

export function exception(overrides: string[], when: Condition): RuleException {
  return { id: 'exception', overrides, label: '可以例外', basis: [{ source: '某办法' }], when }
}

export function ruleSet(criteria: Criterion[], exceptions: RuleException[] = [], more: Partial<RuleSet> = {}): RuleSet {
  return {
    ...{ id: 'rules', programme: 'programme', region: '全国', from: '2026-01-01', alternatives: [] },
    ...{ criteria, exceptions, ...more },
  }
}

const definition = (name: string, kind: FactKind, more: Partial<FactDefinition> = {}): FactDefinition => ({
  ...{ name, kind, label: name, ask: `${name}？`, sensitive: false, derived: false },
  ...more,
})

const DEFINITIONS = [
  definition('a', 'boolean'),
  definition('b', 'boolean'),
  definition('c', 'boolean'),
  definition('illness', 'boolean', { sensitive: true }),
  definition('decidedByBureau', 'boolean', { ask: undefined }),
  definition('income', 'fen'),
  definition('householdSize', 'count'),
  definition('monthlyHouseholdIncomeFen', 'fen'),
  definition('incomePerHeadFen', 'fen', { derived: true, ask: undefined }),
  definition('birthDate', 'date', { sensitive: true }),
  definition('age', 'count', { derived: true, ask: undefined, from: 'birthDate' }),
]

export function judgedOn(set: RuleSet, facts: Facts, more: Partial<DecideContext> = {}): Decision {
  return decide(set, facts, {
    ...{ on: '2026-11-24', region: '埇桥区', standards: (id) => (id === 'line' ? 70_000 : undefined) },
    definitions: new Map(DEFINITIONS.map((each) => [each.name, each])),
    ...more,
  })
}
