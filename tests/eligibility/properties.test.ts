/** What must hold of every rule set, whatever is said: on the shipped rules and on made-up ones. */
import { join } from 'node:path'
import fc from 'fast-check'
import { printProblems } from '../../src/base/content-file'
import { type Condition, comparisonsOf } from '../../src/domain/conditions'
import type { FactDefinition, Facts, FactValue } from '../../src/domain/facts'
import { legalDay } from '../../src/domain/legal-day'
import type { Outcome, RuleSet } from '../../src/domain/rule-set'
import { type DecideContext, type Decision, decide } from '../../src/eligibility/decide'
import { readKnowledge } from '../../src/knowledge/read-knowledge'
import { criterion, exception, judgedOn, ruleSet } from './sample'

const read = readKnowledge(join(__dirname, '../../knowledge'))
if (!read.ok) throw new Error(printProblems(read.problems))
const { ruleSets, facts: definitions } = read.knowledge
const LINE = 70_000
const SEED = { seed: 20261124 }

const day = fc
  .record({
    year: fc.integer({ min: 1920, max: 2026 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
  })
  .map((each) => legalDay(each.year, each.month, each.day) ?? '2000-01-01')

/** A value the fact may hold, often at or beside a limit. */
function valueFor(definition: FactDefinition): fc.Arbitrary<FactValue> {
  switch (definition.kind) {
    case 'boolean':
      return fc.boolean()
    case 'count':
      return fc.oneof(fc.constantFrom(0, 1, 17, 18, 20, 22, 60, 80), fc.integer({ min: 0, max: 130 }))
    case 'fen':
    case 'number':
      return fc.oneof(fc.constantFrom(0, LINE - 1, LINE, LINE + 1), fc.integer({ min: -1, max: 9_000_000 }))
    case 'date':
      return day
    case 'choice':
      return fc.constantFrom(...Object.keys(definition.choices ?? { none: '' }))
    default:
      return fc.string()
  }
}

/** The facts a rule set turns on that a resident can be asked: ages by their birth dates, income per head by its parts. */
function askedBy(set: RuleSet): readonly FactDefinition[] {
  const named = [...set.criteria, ...set.exceptions]
    .flatMap((each) => comparisonsOf(each.when))
    .map((each) => each.fact)
  const inputs = named.flatMap((name) => {
    const definition = definitions.get(name)
    if (!definition?.derived) return [name]
    return definition.from ? [definition.from] : ['householdSize', 'monthlyHouseholdIncomeFen']
  })
  return [...new Set(inputs)].flatMap((name) => definitions.get(name) ?? [])
}

const said = (facts: readonly FactDefinition[]): fc.Arbitrary<Facts> =>
  fc.record(Object.fromEntries(facts.map((each) => [each.name, valueFor(each)])))

function judged(set: RuleSet, facts: Facts, published = true): Decision {
  const context: DecideContext = {
    ...{ on: set.from > '2026-11-24' ? set.from : '2026-11-24', region: '埇桥区', definitions },
    standards: () => (published ? LINE : undefined),
  }
  return decide(set, facts, context)
}

const without = (facts: Facts, kept: readonly string[]): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => kept.includes(name)))

const OPPOSITE: Partial<Record<Outcome, Outcome>> = { likely: 'unlikely', unlikely: 'likely' }

describe.each(ruleSets.map((set) => [set.id, set] as const))('the shipped rules %s', (_, set) => {
  const asked = askedBy(set)
  const part = fc.tuple(said(asked), fc.subarray(asked.map((each) => each.name)))

  it('never decide while a fact not given could decide otherwise', () => {
    fc.assert(
      fc.property(part, ([full, kept]) => {
        const before = judged(set, without(full, kept)).outcome
        const after = judged(set, full).outcome
        expect(after).not.toBe(OPPOSITE[before])
        if (before === 'likely' || before === 'unlikely') expect(after).toBe(before)
      }),
      { ...SEED, numRuns: 60 },
    )
  })

  it('judge alike in whatever order the facts were told, and a stored record judged again has the same digest', () => {
    fc.assert(
      fc.property(part, ([full, kept]) => {
        const facts = without(full, kept)
        const decision = judged(set, facts)
        expect(judged(set, Object.fromEntries(Object.entries(facts).reverse()))).toEqual(decision)
        expect(judged(set, decision.facts).digest).toBe(decision.digest)
      }),
      { ...SEED, numRuns: 30 },
    )
  })

  it('answer whatever well-typed facts are given, derived ones too, with the amounts published or not', () => {
    const any = said([...definitions.values()].filter((each) => asked.includes(each) || each.derived))
    fc.assert(
      fc.property(any, fc.boolean(), (facts, published) => {
        const decision = judged(set, facts, published)
        expect(decision.criteria).toHaveLength(set.criteria.length)
        expect(decision.missing.every((name) => facts[name] === undefined)).toBe(true)
      }),
      { ...SEED, numRuns: 30 },
    )
  })

  it('say nothing for certain to somebody who has told nothing', () => {
    expect(judged(set, {}).outcome).toBe('cannotTell')
    expect(judged(set, {}).missing.length).toBeGreaterThan(0)
  })
})

describe('made-up rules', () => {
  const comparison: fc.Arbitrary<Condition> = fc.oneof(
    fc.record({ fact: fc.constantFrom('a', 'b', 'c'), op: fc.constant('equals' as const), value: fc.boolean() }),
    fc.record({
      fact: fc.constantFrom('income', 'incomePerHeadFen'),
      op: fc.constantFrom('below' as const, 'atLeast' as const),
      standard: fc.constant('line'),
    }),
    fc.record({
      fact: fc.constant('age'),
      op: fc.constantFrom('below' as const, 'atLeast' as const),
      value: fc.constantFrom(18, 60),
    }),
  )
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3 },
      comparison,
      fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: tie('condition') }),
    ),
  }))
  const rules = fc
    .record({
      one: condition,
      two: condition,
      lifted: fc.constantFrom('one', 'two'),
      lifts: condition,
      settledBy: fc.constantFrom(undefined, 'meansCheck' as const, 'staff' as const),
    })
    .map(({ one, two, lifted, lifts, settledBy }) =>
      ruleSet([criterion('one', one, { settledBy }), criterion('two', two)], [exception([lifted], lifts)]),
    )
  const facts = fc.record({
    ...{ a: fc.boolean(), b: fc.boolean(), c: fc.boolean(), birthDate: day },
    income: fc.constantFrom(0, LINE - 1, LINE, LINE + 1),
    householdSize: fc.integer({ min: 1, max: 4 }),
    monthlyHouseholdIncomeFen: fc.constantFrom(0, LINE, 3 * LINE - 1, 3 * LINE),
  })
  const NAMES = ['a', 'b', 'c', 'birthDate', 'income', 'householdSize', 'monthlyHouseholdIncomeFen']

  it('never decide while a fact not given could decide otherwise', () => {
    let decided = 0
    fc.assert(
      fc.property(rules, facts, fc.subarray(NAMES), (set, full, kept) => {
        const before = judgedOn(set, without(full, kept)).outcome
        if (before !== 'likely' && before !== 'unlikely') return
        decided++
        expect(judgedOn(set, full).outcome).toBe(before)
      }),
      { ...SEED, numRuns: 3000 },
    )
    expect(decided).toBeGreaterThan(500)
  })

  it('judge alike in whatever order the facts were told', () => {
    fc.assert(
      fc.property(rules, facts, (set, full) => {
        expect(judgedOn(set, Object.fromEntries(Object.entries(full).reverse()))).toEqual(judgedOn(set, full))
      }),
      { ...SEED, numRuns: 300 },
    )
  })
})
