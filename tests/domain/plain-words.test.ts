/** The small words of the trade: money, sources, facts, the work calendar. */
import { type FactKind, fits } from '../../src/domain/facts'
import { sayYuan } from '../../src/domain/fen'
import { citationOf, sayCitation } from '../../src/domain/source'
import { WorkCalendar } from '../../src/domain/work-calendar'

describe('money', () => {
  it.each([
    [79_800, '798元'],
    [79_850, '798.50元'],
    [1, '0.01元'],
    [0, '0元'],
    [-1250, '-12.50元'],
    [100_000_000, '1000000元'],
  ])('of %i fen is said as %s', (fen, said) => expect(sayYuan(fen)).toBe(said))
})

describe('a citation', () => {
  const source = {
    ...{ id: '婚姻登记条例2025', name: '婚姻登记条例', number: '国务院令第804号' },
    ...{ from: '2025-05-10', replaces: [], region: '全国' },
  }

  it('says document, number, article and the day it holds from', () => {
    const citation = citationOf({ source: source.id, article: '第七条' }, source)
    expect(citation).toEqual({
      ...{ document: '婚姻登记条例', number: '国务院令第804号', article: '第七条', effectiveFrom: '2025-05-10' },
    })
    expect(sayCitation(citation)).toBe('《婚姻登记条例》（国务院令第804号） 第七条，2025-05-10起施行')
  })

  it('says nothing in place of a number or an article it does not have', () => {
    const citation = citationOf({ source: source.id }, { ...source, number: undefined })
    expect(citation).toMatchObject({ number: null, article: null })
    expect(sayCitation(citation)).toBe('《婚姻登记条例》，2025-05-10起施行')
  })
})

describe('a fact', () => {
  const fact = (kind: FactKind) => ({
    ...{ name: 'a', kind, label: 'a', sensitive: false, derived: false, choices: { yes: '是' } },
  })

  it.each([
    ['boolean', true, 'true'],
    ['count', 3, 3.5],
    ['fen', 0, '0'],
    ['number', 3.5, Number.NaN],
    ['choice', 'yes', 'no'],
    ['date', '2026-07-01', '2026年7月1日'],
    ['text', '随便', 1],
    ['region', '埇桥区', true],
  ] as const)('of kind %s can be %j and not %j', (kind, right, wrong) => {
    expect([fits(fact(kind), right), fits(fact(kind), wrong)]).toEqual([true, false])
  })

  it('of kind choice is not one of the words every object knows', () => {
    expect(fits(fact('choice'), 'toString')).toBe(false)
  })
})

describe('the work calendar', () => {
  const calendar = new WorkCalendar([
    {
      ...{ year: 2026, unpublished: false, workdays: ['2026-02-14', '2026-02-28'] },
      holidays: [{ name: '春节', from: '2026-02-15', to: '2026-02-23' }],
    },
    { year: 2027, unpublished: true, holidays: [], workdays: [] },
  ])

  it('knows workdays, rest days, holidays, and the Saturdays made up for them', () => {
    const days = ['2026-02-13', '2026-02-14', '2026-02-15', '2026-02-23', '2026-02-24', '2026-03-01']
    expect(days.map((day) => calendar.kindOf(day))).toEqual([
      ...['workday', 'workday', 'holiday', 'holiday', 'workday', 'restDay'],
    ])
  })

  it('does not guess a year without a notice', () => {
    expect(calendar.kindOf('2027-03-01')).toBe('unpublished')
    expect(calendar.kindOf('2025-03-03')).toBe('unpublished')
  })

  it('finds the next workday, or none where the notice is missing', () => {
    expect(calendar.workdayFrom('2026-02-15')).toBe('2026-02-24')
    expect(calendar.workdayFrom('2026-02-28')).toBe('2026-02-28')
    expect(calendar.workdayFrom('2026-12-31')).toBe('2026-12-31')
    expect(calendar.workdayFrom('2027-01-01')).toBeUndefined()
  })
})
