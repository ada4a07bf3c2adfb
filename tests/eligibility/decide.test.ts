import type { Condition } from '../../src/domain/conditions'
import type { Facts } from '../../src/domain/facts'
import { criterion, exception, isTrue, judgedOn, ruleSet } from './sample'

const both = ruleSet([criterion('first', isTrue('a')), criterion('second', isTrue('b'))])

describe('a preliminary decision', () => {
  it('is likely when every criterion is met, unlikely when one is not', () => {
    expect(judgedOn(both, { a: true, b: true }).outcome).toBe('likely')
    const no = judgedOn(both, { a: true, b: false })
    expect(no.outcome).toBe('unlikely')
    expect(no.criteria).toMatchObject([
      { id: 'first', verdict: 'met', open: false },
      { id: 'second', verdict: 'unmet', open: false, reason: 'second 不满足', basis: [{ source: '某法' }] },
    ])
  })

  it('cannot tell while a decisive fact is unknown, and asks for it', () => {
    expect(judgedOn(both, { a: true })).toMatchObject({ outcome: 'cannotTell', missing: ['b'], nextQuestion: 'b' })
    expect(judgedOn(both, {})).toMatchObject({ outcome: 'cannotTell', missing: ['a', 'b'] })
  })

  it('is unlikely without the unknown facts that could no longer change it', () => {
    expect(judgedOn(both, { a: false }).outcome).toBe('unlikely')
  })

  it('asks first for the fact that settles most, then for the plain before the sensitive', () => {
    const set = ruleSet([
      criterion('one', { any: [isTrue('illness'), isTrue('a')] }),
      criterion('two', { any: [isTrue('c'), isTrue('b')] }),
      criterion('three', isTrue('b')),
    ])
    expect(judgedOn(set, {}).missing).toEqual(['b', 'a', 'c', 'illness'])
  })

  it('names a missing fact nobody can be asked, but never asks it', () => {
    const set = ruleSet([criterion('one', isTrue('decidedByBureau')), criterion('two', isTrue('a'))])
    expect(judgedOn(set, {})).toMatchObject({ missing: ['decidedByBureau', 'a'], nextQuestion: 'a' })
    expect(judgedOn(set, { a: true }).nextQuestion).toBeUndefined()
  })
})

describe('an exception', () => {
  const set = ruleSet(
    [criterion('income', isTrue('a')), criterion('assets', isTrue('b'))],
    [exception(['income'], isTrue('c'))],
  )

  it('lifts the criterion it names, citing both bases', () => {
    const decision = judgedOn(set, { a: false, b: true, c: true })
    expect(decision.outcome).toBe('likely')
    expect(decision.criteria[0]).toMatchObject({
      verdict: 'excepted',
      reason: '可以例外',
      exception: 'exception',
      basis: [{ source: '某法' }, { source: '某办法' }],
    })
  })

  it('lifts no other criterion', () => expect(judgedOn(set, { a: true, b: false, c: true }).outcome).toBe('unlikely'))

  it('that may still apply keeps the outcome open, and is asked about', () => {
    expect(judgedOn(set, { a: false, b: true })).toMatchObject({ outcome: 'cannotTell', missing: ['c'] })
  })

  it('that does not apply leaves the criterion unmet', () => {
    expect(judgedOn(set, { a: false, b: true, c: false }).outcome).toBe('unlikely')
  })

  it('is not asked about while the criterion holds anyway', () => {
    expect(judgedOn(set, { a: true, b: true })).toMatchObject({ outcome: 'likely', missing: [] })
  })
})

describe('a limit', () => {
  const below = (more: { nearPercent?: number; settledBy?: 'meansCheck' | 'staff' } = {}) =>
    ruleSet([criterion('income', { fact: 'income', op: 'below', standard: 'line' }, more)])

  it('is exact to the fen', () => {
    expect(judgedOn(below(), { income: 69_999 }).outcome).toBe('likely')
    expect(judgedOn(below(), { income: 70_000 }).outcome).toBe('unlikely')
  })

  it('missed within its near band stays open, on the band edge too', () => {
    const near = below({ nearPercent: 10 })
    expect(judgedOn(near, { income: 70_000 }).outcome).toBe('cannotTell')
    expect(judgedOn(near, { income: 77_000 }).outcome).toBe('cannotTell')
    expect(judgedOn(near, { income: 77_001 }).outcome).toBe('unlikely')
  })

  it("settled by the bureau's own check is never missed on a resident's word", () => {
    expect(judgedOn(below({ settledBy: 'meansCheck' }), { income: 7_000_000 })).toMatchObject({
      outcome: 'cannotTell',
      criteria: [{ verdict: 'unmet', open: true }],
    })
  })

  it('just met is met, near as it is', () => {
    expect(judgedOn(below({ nearPercent: 10 }), { income: 69_999 }).outcome).toBe('likely')
  })

  it('that is unpublished leaves the outcome open and says which', () => {
    const decision = judgedOn(below(), { income: 1 }, { standards: () => undefined })
    expect(decision).toMatchObject({ outcome: 'cannotTell', unpublished: ['line'] })
    expect(judgedOn(below(), { income: 1 }).unpublished).toEqual([])
  })
})

describe('a criterion for staff', () => {
  const set = ruleSet(
    [criterion('capacity', isTrue('a'), { settledBy: 'staff' }), criterion('second', isTrue('b'))],
    [exception(['capacity'], isTrue('c'))],
  )

  it('goes to a person when it is not met, whatever else is still unknown', () => {
    expect(judgedOn(set, { a: false, c: false })).toMatchObject({
      outcome: 'needsHuman',
      criteria: [{ id: 'capacity', verdict: 'unmet', forStaff: true }, { verdict: 'unknown' }],
    })
  })

  it('does not while it is unknown, or an exception may still lift it', () => {
    expect(judgedOn(set, { b: true, c: false }).outcome).toBe('cannotTell')
    expect(judgedOn(set, { a: false, b: true }).outcome).toBe('cannotTell')
    expect(judgedOn(set, { a: false, b: true, c: true }).outcome).toBe('likely')
  })

  it('does not keep another criterion from saying no', () => {
    expect(judgedOn(set, { a: false, b: false, c: false }).outcome).toBe('unlikely')
  })
})

describe('a derived fact', () => {
  it('is the age to the day', () => {
    const adult = ruleSet([criterion('adult', { fact: 'age', op: 'atLeast', value: 22 })])
    expect(judgedOn(adult, { birthDate: '2004-11-24' }).outcome).toBe('likely')
    expect(judgedOn(adult, { birthDate: '2004-11-25' }).outcome).toBe('unlikely')
    expect(judgedOn(adult, { birthDate: '2004-11-25', age: 22 }).outcome).toBe('likely')
  })

  it('is asked for by what it is computed from, each until it is given', () => {
    const adult = ruleSet([criterion('adult', { fact: 'age', op: 'atLeast', value: 22 })])
    expect(judgedOn(adult, {}).missing).toEqual(['birthDate'])
    const poor = ruleSet([criterion('poor', { fact: 'incomePerHeadFen', op: 'below', standard: 'line' })])
    expect(judgedOn(poor, {}).missing).toEqual(['householdSize', 'monthlyHouseholdIncomeFen'])
    expect(judgedOn(poor, { householdSize: 3 }).missing).toEqual(['monthlyHouseholdIncomeFen'])
  })

  it('divides income by heads, rounding down to whole fen, and never by nought', () => {
    const poor = ruleSet([criterion('poor', { fact: 'incomePerHeadFen', op: 'below', standard: 'line' })])
    const with3 = judgedOn(poor, { householdSize: 3, monthlyHouseholdIncomeFen: 209_999 })
    expect(with3).toMatchObject({ outcome: 'likely', facts: { incomePerHeadFen: 69_999 } })
    expect(judgedOn(poor, { householdSize: 3, monthlyHouseholdIncomeFen: 210_000 }).outcome).toBe('unlikely')
    expect(judgedOn(poor, { householdSize: 0, monthlyHouseholdIncomeFen: 210_000 }).outcome).toBe('cannotTell')
    expect(judgedOn(poor, { householdSize: 3 }).facts.incomePerHeadFen).toBeUndefined()
  })
})

describe('the digest of a decision', () => {
  const digest = (facts: Facts, more = {}) => judgedOn(both, facts, more).digest

  it('is the same whatever order the facts were given in', () => {
    expect(digest({ a: true, b: false })).toBe(digest({ b: false, a: true }))
    expect(digest({ a: true, b: undefined })).toBe(digest({ a: true }))
  })

  it('changes with a fact, the day, the region, the rules and the amounts', () => {
    const plain = digest({ a: true })
    const withLine = ruleSet([criterion('first', { fact: 'income', op: 'below', standard: 'line' })])
    const at = (fen: number) => judgedOn(withLine, { income: 1 }, { standards: () => fen }).digest
    const others = [
      digest({ a: false }),
      digest({ a: true, b: true }),
      digest({ a: true }, { on: '2026-11-25' }),
      digest({ a: true }, { region: '泗县' }),
      judgedOn({ ...both, from: '2026-02-01' }, { a: true }).digest,
    ]
    expect(new Set([plain, ...others]).size).toBe(6)
    expect(at(70_000)).not.toBe(at(70_001))
  })
})

describe('every small rule set', () => {
  const NAMES = ['a', 'b', 'c'] as const
  const values = [true, false, undefined]
  const assignments = (among: readonly (boolean | undefined)[]) =>
    among.flatMap((a) => among.flatMap((b) => among.map((c): Facts => ({ a, b, c }))))

  /** A fixed pseudo-random sequence: the same conditions in every run. */
  let seed = 20260701
  const pick = <T>(from: readonly T[]): T => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
    return from[(seed >>> 8) % from.length] as T
  }
  const condition = (depth: number): Condition => {
    const kind = depth === 0 ? 'fact' : pick(['fact', 'all', 'any', 'not'])
    if (kind === 'fact') return { fact: pick(NAMES), op: 'equals', value: pick([true, false]) }
    if (kind === 'not') return { not: condition(depth - 1) }
    const parts = [condition(depth - 1), condition(depth - 1)]
    return kind === 'all' ? { all: parts } : { any: parts }
  }

  it('never says unlikely or likely where an answer still missing could say otherwise', () => {
    let settled = 0
    for (let n = 0; n < 150; n++) {
      const set = ruleSet(
        [criterion('one', condition(2)), criterion('two', condition(1))],
        [exception([pick(['one', 'two'])], condition(1))],
      )
      for (const partial of assignments(values)) {
        const { outcome } = judgedOn(set, partial)
        const completions = assignments([true, false]).filter((full) =>
          NAMES.every((name) => partial[name] === undefined || partial[name] === full[name]),
        )
        if (outcome === 'cannotTell') continue
        settled++
        for (const full of completions) expect(judgedOn(set, full).outcome).toBe(outcome)
      }
    }
    expect(settled).toBeGreaterThan(1000)
  })

  it('leaves nothing open once every fact is given, and asks on until then', () => {
    for (let n = 0; n < 150; n++) {
      const set = ruleSet([criterion('one', condition(2))], [exception(['one'], condition(1))])
      for (const partial of assignments(values)) {
        const { outcome, missing } = judgedOn(set, partial)
        if (outcome !== 'cannotTell') continue
        expect(missing.length).toBeGreaterThan(0)
        for (const name of missing) expect(partial[name]).toBeUndefined()
      }
    }
  })
})
