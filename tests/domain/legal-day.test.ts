import { fixedClock } from '../../src/base/clock'
import {
  addDays,
  addMonths,
  ageOn,
  daysBetween,
  legalDay,
  legalDayOf,
  parseLegalDay,
  partsOf,
  sayDay,
  today,
  weekday,
} from '../../src/domain/legal-day'

describe('a legal day', () => {
  it.each(['2026-07-01', '2024-02-29', '2000-02-29', '1999-12-31', '1800-01-01'])('is a real day: %s', (text) => {
    expect(parseLegalDay(text)).toBe(text)
  })

  it.each([
    ...['2026-02-29', '1900-02-29', '2026-02-30', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00'],
    ...['2026-1-1', '26-01-01', '2026/01/01', '2026-01-01T00:00', ' 2026-01-01', '', '1799-12-31', '２０２６-01-01'],
  ])('is not: %j', (text) => {
    expect(parseLegalDay(text)).toBeUndefined()
  })

  it('is made of its parts, when they make one', () => {
    expect(legalDay(2026, 7, 1)).toBe('2026-07-01')
    expect(legalDay(2025, 2, 29)).toBeUndefined()
    expect(partsOf('2026-07-01')).toEqual({ year: 2026, month: 7, day: 1 })
    expect(sayDay('2026-07-01')).toBe('2026年7月1日')
  })

  it('turns at midnight in Shanghai, whatever the server', () => {
    expect(legalDayOf(new Date('2026-06-30T15:59:59.999Z'))).toBe('2026-06-30')
    expect(legalDayOf(new Date('2026-06-30T16:00:00.000Z'))).toBe('2026-07-01')
    expect(today(fixedClock('2026-07-01T00:00:00+08:00'))).toBe('2026-07-01')
  })

  it('counts days over month ends and leap years', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
    expect(daysBetween('2024-01-01', '2025-01-01')).toBe(366)
    expect(daysBetween('2026-07-01', '2026-06-30')).toBe(-1)
    expect(addDays('2026-01-15', daysBetween('2026-01-15', '2031-11-02'))).toBe('2031-11-02')
  })

  it('counts months to the same day, or to the month end where that day is missing (民法典 第二百零二条)', () => {
    expect(addMonths('2026-01-15', 1)).toBe('2026-02-15')
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
    expect(addMonths('2026-08-31', 6)).toBe('2027-02-28')
    expect(addMonths('2026-12-31', 12)).toBe('2027-12-31')
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28')
    expect(addMonths('2026-01-31', -13)).toBe('2024-12-31')
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28')
  })

  it('knows its weekday', () => {
    expect(['2026-11-22', '2026-11-23', '2026-11-28'].map(weekday)).toEqual([0, 1, 6])
  })
})

describe('age in full years (周岁)', () => {
  it('is reached on the birthday itself, not the day before', () => {
    expect(ageOn('2004-07-01', '2026-06-30')).toBe(21)
    expect(ageOn('2004-07-01', '2026-07-01')).toBe(22)
    expect(ageOn('2004-07-01', '2026-07-02')).toBe(22)
  })

  it('of one born on 29 February is reached on 1 March of a common year', () => {
    expect(ageOn('2004-02-29', '2026-02-28')).toBe(21)
    expect(ageOn('2004-02-29', '2026-03-01')).toBe(22)
    expect(ageOn('2004-02-29', '2024-02-28')).toBe(19)
    expect(ageOn('2004-02-29', '2024-02-29')).toBe(20)
  })

  it('is nought on the day of birth and negative before it', () => {
    expect(ageOn('2026-07-01', '2026-07-01')).toBe(0)
    expect(ageOn('2026-07-01', '2026-06-30')).toBe(-1)
  })
})
