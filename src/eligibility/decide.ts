/**
 * Judges one rule set on stated facts: pure, total, three-valued. Never `unlikely` while a decisive fact is unknown,
 * within the near band of a limit, or where only the bureau's own check settles it. What a person must look at is
 * `needsHuman`, unless another criterion already says no. A preliminary view, not a decision.
 */
import { createHash } from 'node:crypto'
import { type Condition, comparisonsOf, judge, type StandardValue } from '../domain/conditions'
import type { FactDefinition, FactName, Facts } from '../domain/facts'
import type { LegalDay } from '../domain/legal-day'
import type { Criterion, Outcome, RuleSet } from '../domain/rule-set'
import type { Basis } from '../domain/source'
import { withDerived } from './derived-facts'

export interface CriterionResult {
  readonly id: string
  readonly label: string
  readonly verdict: 'met' | 'unmet' | 'unknown' | 'excepted'
  /** Unmet, but too near a limit or not for the resident's word to settle. */
  readonly open: boolean
  readonly basis: readonly Basis[]
  readonly reason?: string | undefined
  /** The exception that lifts it. */
  readonly exception?: string | undefined
  /** Not met, and a person has to look. */
  readonly forStaff?: boolean | undefined
}

export interface Decision {
  readonly ruleSet: string
  readonly programme: string
  readonly on: LegalDay
  readonly region: string
  readonly outcome: Outcome
  readonly criteria: readonly CriterionResult[]
  /** Facts that could still change the outcome, most decisive first; derived facts are named by what they need. */
  readonly missing: readonly FactName[]
  readonly nextQuestion?: FactName | undefined
  /** Standards the rules needed and nobody has published to us. */
  readonly unpublished: readonly string[]
  readonly facts: Facts
  readonly digest: string
}

export interface DecideContext {
  readonly on: LegalDay
  readonly region: string
  readonly definitions: ReadonlyMap<FactName, FactDefinition>
  readonly standards: StandardValue
}

export function decide(set: RuleSet, given: Facts, context: DecideContext): Decision {
  const facts = withDerived(given, context.definitions, context.on)
  const criteria = set.criteria.map((criterion) => judgeCriterion(set, criterion, facts, context.standards))
  const missing = missingFacts(set, criteria, facts, context)
  return {
    ruleSet: set.id,
    programme: set.programme,
    on: context.on,
    region: context.region,
    outcome: outcomeOf(criteria),
    criteria,
    missing,
    nextQuestion: missing.find((name) => context.definitions.get(name)?.ask !== undefined),
    unpublished: unpublishedStandards(set, context.standards),
    facts,
    digest: digestOf(set, facts, context),
  }
}

function judgeCriterion(set: RuleSet, criterion: Criterion, facts: Facts, standards: StandardValue): CriterionResult {
  const { id, label, basis } = criterion
  const verdict = judge(criterion.when, facts, standards)
  if (verdict !== 'unmet') return { id, label, basis, verdict, open: verdict === 'unknown' }

  const exceptions = set.exceptions.filter((each) => each.overrides.includes(id))
  const judged = exceptions.map((each) => ({ each, verdict: judge(each.when, facts, standards) }))
  const met = judged.find((each) => each.verdict === 'met')
  if (met)
    return {
      ...{ id, label, verdict: 'excepted', open: false, basis: [...basis, ...met.each.basis] },
      ...{ reason: met.each.label, exception: met.each.id },
    }

  const mayBeExcepted = judged.some((each) => each.verdict === 'unknown')
  const near = criterion.nearPercent !== undefined && isNear(criterion.when, criterion.nearPercent, facts, standards)
  const open = mayBeExcepted || near || criterion.settledBy !== undefined
  const forStaff = criterion.settledBy === 'staff' && !mayBeExcepted
  return { id, label, basis, verdict, open, reason: criterion.unmet, ...(forStaff ? { forStaff } : {}) }
}

function outcomeOf(criteria: readonly CriterionResult[]): Outcome {
  if (criteria.some((each) => each.verdict === 'unmet' && !each.open)) return 'unlikely'
  if (criteria.some((each) => each.forStaff)) return 'needsHuman'
  if (criteria.some((each) => each.open)) return 'cannotTell'
  return 'likely'
}

/** A compared value within `percent` of its bound, on either side. */
function isNear(condition: Condition, percent: number, facts: Facts, standards: StandardValue): boolean {
  return comparisonsOf(condition).some((each) => {
    const bound = 'standard' in each ? standards(each.standard) : each.value
    const value = facts[each.fact]
    if (typeof bound !== 'number' || typeof value !== 'number') return false
    return Math.abs(value - bound) * 100 <= percent * bound
  })
}

/** Facts no one gave that open criteria still turn on; how many criteria each can settle, then plain before sensitive. */
function missingFacts(
  set: RuleSet,
  results: readonly CriterionResult[],
  facts: Facts,
  context: DecideContext,
): FactName[] {
  const weight = new Map<FactName, number>()
  const conditions = [
    ...set.criteria.filter((_, i) => results[i]?.verdict === 'unknown').map((each) => each.when),
    ...set.exceptions
      .filter((each) =>
        results.some((result) => result.open && result.verdict === 'unmet' && each.overrides.includes(result.id)),
      )
      .map((each) => each.when),
  ]
  for (const condition of conditions) {
    for (const name of new Set(comparisonsOf(condition).map((each) => each.fact))) {
      for (const needed of neededFor(name, facts, context.definitions))
        weight.set(needed, (weight.get(needed) ?? 0) + 1)
    }
  }
  const cost = (name: FactName) => (context.definitions.get(name)?.sensitive ? 1 : 0)
  return [...weight.entries()].sort((a, b) => b[1] - a[1] || cost(a[0]) - cost(b[0])).map(([name]) => name)
}

const INPUTS: Readonly<Record<FactName, readonly FactName[]>> = {
  incomePerHeadFen: ['householdSize', 'monthlyHouseholdIncomeFen'],
}

function neededFor(
  name: FactName,
  facts: Facts,
  definitions: ReadonlyMap<FactName, FactDefinition>,
): readonly FactName[] {
  if (facts[name] !== undefined) return []
  const definition = definitions.get(name)
  if (!definition?.derived) return [name]
  return (definition.from ? [definition.from] : (INPUTS[name] ?? [])).filter((each) => facts[each] === undefined)
}

function unpublishedStandards(set: RuleSet, standards: StandardValue): string[] {
  const names = [...set.criteria, ...set.exceptions]
    .flatMap((each) => comparisonsOf(each.when))
    .flatMap((each) => ('standard' in each ? [each.standard] : []))
  return [...new Set(names)].filter((name) => standards(name) === undefined)
}

/**
 * The same rules, facts, day, region and amounts always give the same digest. Derived facts count as facts, so that a
 * stored record, which holds them, gives it again.
 */
function digestOf(set: RuleSet, known: Facts, context: DecideContext): string {
  const facts = Object.entries(known)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => a.localeCompare(b))
  const amounts = [...set.criteria, ...set.exceptions]
    .flatMap((each) => comparisonsOf(each.when))
    .flatMap((each) => ('standard' in each ? [[each.standard, context.standards(each.standard) ?? null]] : []))
  const text = JSON.stringify([set, facts, amounts, context.on, context.region])
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
