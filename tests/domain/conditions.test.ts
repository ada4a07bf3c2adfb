import { type Condition, comparisonsOf, conditionSchema, judge, type Verdict } from '../../src/domain/conditions'

const yes: Condition = { fact: 'yes', op: 'equals', value: true }
const no: Condition = { fact: 'no', op: 'equals', value: true }
const maybe: Condition = { fact: 'neverSaid', op: 'equals', value: true }
const facts = { yes: true, no: false, income: 70_000, grade: 'grade2', zero: 0 }
const judged = (condition: Condition) => judge(condition, facts, (id) => (id === 'line' ? 70_000 : undefined))

describe('a condition is met, unmet or unknown', () => {
  const parts: readonly [Condition, Condition, Verdict, Verdict][] = [
    [yes, yes, 'met', 'met'],
    [yes, no, 'unmet', 'met'],
    [yes, maybe, 'unknown', 'met'],
    [no, no, 'unmet', 'unmet'],
    [no, maybe, 'unmet', 'unknown'],
    [maybe, maybe, 'unknown', 'unknown'],
  ]

  it.each(parts)('all and any of %j and %j', (a, b, all, any) => {
    expect([judged({ all: [a, b] }), judged({ all: [b, a] })]).toEqual([all, all])
    expect([judged({ any: [a, b] }), judged({ any: [b, a] })]).toEqual([any, any])
  })

  it('not turns it over, and leaves unknown unknown', () => {
    expect([yes, no, maybe].map((each) => judged({ not: each }))).toEqual(['unmet', 'met', 'unknown'])
  })

  it('stays unknown deep inside', () => {
    expect(judged({ all: [yes, { any: [no, { not: maybe }] }] })).toBe('unknown')
    expect(judged({ any: [{ all: [yes, { not: no }] }, maybe] })).toBe('met')
  })

  it('on a fact nobody gave is unknown: never nought, never no', () => {
    expect(judged({ fact: 'neverSaid', op: 'below', value: 1 })).toBe('unknown')
    expect(judged({ fact: 'neverSaid', op: 'equals', value: false })).toBe('unknown')
    expect(judged({ fact: 'neverSaid', op: 'oneOf', value: ['none'] })).toBe('unknown')
    expect(judge(yes, { yes: undefined })).toBe('unknown')
  })

  it('on a given nought or no is judged like any other', () => {
    expect(judged({ fact: 'zero', op: 'below', value: 1 })).toBe('met')
    expect(judged({ fact: 'no', op: 'equals', value: false })).toBe('met')
  })

  it('is exact at a limit: below excludes it, atLeast includes it', () => {
    expect(judged({ fact: 'income', op: 'below', value: 70_000 })).toBe('unmet')
    expect(judged({ fact: 'income', op: 'below', value: 70_001 })).toBe('met')
    expect(judged({ fact: 'income', op: 'atLeast', value: 70_000 })).toBe('met')
    expect(judged({ fact: 'income', op: 'atLeast', value: 70_001 })).toBe('unmet')
  })

  it('compares with a standard, and is unknown while that is unpublished', () => {
    expect(judged({ fact: 'income', op: 'atLeast', standard: 'line' })).toBe('met')
    expect(judged({ fact: 'income', op: 'below', standard: 'line' })).toBe('unmet')
    expect(judged({ fact: 'income', op: 'below', standard: 'other' })).toBe('unknown')
    expect(judge({ fact: 'income', op: 'below', standard: 'line' }, facts)).toBe('unknown')
  })

  it('finds a choice among several', () => {
    expect(judged({ fact: 'grade', op: 'oneOf', value: ['grade1', 'grade2'] })).toBe('met')
    expect(judged({ fact: 'grade', op: 'oneOf', value: ['grade3'] })).toBe('unmet')
  })

  it('compares days as days', () => {
    const born: Condition = { fact: 'birthDate', op: 'below', value: '2008-07-02' }
    expect(judge(born, { birthDate: '2008-07-01' })).toBe('met')
    expect(judge(born, { birthDate: '2008-07-02' })).toBe('unmet')
  })

  it('tells each comparison in it, in written order', () => {
    const condition: Condition = { all: [yes, { any: [no, { not: maybe }] }] }
    expect(comparisonsOf(condition).map((each) => each.fact)).toEqual(['yes', 'no', 'neverSaid'])
  })
})

describe('a written condition', () => {
  it.each([
    ...[{ all: [] }, { any: [] }, { fact: 'a', op: 'oneOf', value: [] }, { fact: 'a', op: 'above', value: 1 }],
    ...[
      { fact: 'a', op: 'equals', standard: 'line' },
      { fact: 'a', op: 'below' },
      { all: [yes], any: [no] },
    ],
    ...[{ fact: 'a', op: 'below', value: 1, standard: 'line' }, 'income < 700', { not: [yes] }],
  ])('is refused: %j', (written) => {
    expect(conditionSchema.safeParse(written).success).toBe(false)
  })

  it('is read in any depth', () => {
    const written = { all: [yes, { not: { any: [no, { fact: 'a', op: 'below', standard: 'line' }] } }] }
    expect(conditionSchema.parse(written)).toEqual(written)
  })
})
