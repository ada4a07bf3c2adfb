import { join } from 'node:path'
import { addDays, daysBetween, weekday } from '../../src/domain/legal-day'
import { WorkCalendar } from '../../src/domain/work-calendar'
import { coolingOff } from '../../src/eligibility/cooling-off'
import { readKnowledge } from '../../src/knowledge/read-knowledge'

const read = readKnowledge(join(__dirname, '..', '..', 'knowledge'))
if (!read.ok) throw new Error('the knowledge base is not sound: run npm run content -- check')
const { calendar, coolingOffExamples } = read.knowledge

describe('the divorce cooling-off calendar', () => {
  it.each([
    ['nothing moves', '2026-11-23', '2026-12-23', '2026-12-24', '2027-01-22'],
    ['the thirtieth day is a Sunday', '2026-11-27', '2026-12-28', '2026-12-29', '2027-01-27'],
    ['the thirtieth day is a Saturday', '2026-11-12', '2026-12-14', '2026-12-15', '2027-01-13'],
    ['both periods move, the first over National Day', '2026-09-01', '2026-10-08', '2026-10-09', '2026-11-09'],
    ['the thirtieth day is in Spring Festival', '2026-01-23', '2026-02-24', '2026-02-25', '2026-03-26'],
    ['the thirtieth day is a Saturday worked', '2026-01-29', '2026-02-28', '2026-03-01', '2026-03-30'],
    ['the last day is a Saturday worked', '2026-08-11', '2026-09-10', '2026-09-11', '2026-10-10'],
    ['the first certificate day is New Year', '2026-12-01', '2026-12-31', '2027-01-01', '2027-02-01'],
    ['the thirtieth day is New Year', '2026-12-02', '2027-01-04', '2027-01-05', '2027-02-03'],
  ])('when %s (applied %s)', (_, applied, withdrawUntil, certificateFrom, certificateUntil) => {
    expect(coolingOff(applied, calendar)).toMatchObject({ withdrawUntil, certificateFrom, certificateUntil })
  })

  it("agrees with every worked example of the bureau's", () => {
    expect(coolingOffExamples.length).toBeGreaterThanOrEqual(9)
    for (const { applied, withdrawUntil, certificateFrom, certificateUntil } of coolingOffExamples)
      expect(coolingOff(applied, calendar)).toMatchObject({ withdrawUntil, certificateFrom, certificateUntil })
  })

  it('tells beside it the days that are safe when weekends move nothing', () => {
    const { strict, withdrawUntil } = coolingOff('2026-11-27', calendar)
    expect(strict).toEqual({ withdrawUntil: '2026-12-27', certificateUntil: '2027-01-26' })
    expect(withdrawUntil).toBe('2026-12-28')
  })

  it('is certain only where every year it touches has its holiday notice', () => {
    expect(coolingOff('2026-09-01', calendar).certain).toBe(true)
    expect(coolingOff('2026-11-23', calendar).certain).toBe(false)
    expect(coolingOff('2026-09-01', new WorkCalendar([])).certain).toBe(false)
  })

  it('on every day of two years counts thirty days and more, never ending on a weekend not worked', () => {
    for (let applied = '2025-01-01'; applied < '2027-01-01'; applied = addDays(applied, 1)) {
      const found = coolingOff(applied, calendar)
      expect(daysBetween(applied, found.withdrawUntil)).toBeGreaterThanOrEqual(30)
      expect(daysBetween(found.withdrawUntil, found.certificateFrom)).toBe(1)
      expect(daysBetween(found.withdrawUntil, found.certificateUntil)).toBeGreaterThanOrEqual(30)
      expect(found.strict.withdrawUntil <= found.withdrawUntil).toBe(true)
      expect(found.strict.certificateUntil <= found.certificateUntil).toBe(true)
      for (const last of [found.withdrawUntil, found.certificateUntil])
        expect(calendar.kindOf(last) === 'workday' || (weekday(last) > 0 && weekday(last) < 6)).toBe(true)
    }
  })
})
