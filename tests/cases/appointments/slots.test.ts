/** Which visits an office offers: its windows, the days it is open, the calendar, and the clock. */
import fc from 'fast-check'
import { freeSlots, slotsOf } from '../../../src/cases/appointments/slots'
import type { BookingOffice, ServiceWindow } from '../../../src/domain/appointment'
import { addDays, legalDayOf, weekday } from '../../../src/domain/legal-day'
import { WorkCalendar } from '../../../src/domain/work-calendar'

const calendar = new WorkCalendar([
  {
    year: 2026,
    unpublished: false,
    holidays: [{ name: '国庆节', from: '2026-10-01', to: '2026-10-07' }],
    workdays: ['2026-10-10'],
  },
  { year: 2027, unpublished: true, holidays: [], workdays: [] },
])
const WORKDAYS = [1, 2, 3, 4, 5]
const window: ServiceWindow = { days: WORKDAYS, from: '09:00', to: '10:30', minutes: 30, places: 2 }
const office = (given: Partial<BookingOffice> = {}): BookingOffice => ({
  ...{ id: 'o', name: '示例登记处', region: '甲区', serves: [], windows: [window] },
  ...{ closed: [], earliestDays: 1, latestDays: 1, ...given },
})
/** Tuesday 2026-11-24, 09:00 in China. */
const now = new Date('2026-11-24T01:00:00Z')
const daysOf = (given: Partial<BookingOffice>, at = now) => [
  ...new Set(slotsOf(office(given), calendar, at).map(({ date }) => date)),
]

it('cuts a window into whole visits, each with its places', () => {
  expect(slotsOf(office(), calendar, now)).toEqual(
    [
      ['09:00', '09:30'],
      ['09:30', '10:00'],
      ['10:00', '10:30'],
    ].map(([from, to]) => ({ office: 'o', officeName: '示例登记处', date: '2026-11-25', from, to, places: 2 })),
  )
})

it('offers nothing while the windows are not published', () => {
  expect(slotsOf(office({ windows: undefined, latestDays: 30 }), calendar, now)).toEqual([])
})

it('keeps to the days one may book ahead, and to the days of the week', () => {
  const days = ['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30', '2026-12-01']
  expect(daysOf({ latestDays: 7 })).toEqual(days)
  expect(daysOf({ earliestDays: 3, latestDays: 6 })).toEqual(['2026-11-27', '2026-11-30'])
})

it('is closed on public holidays and on days the office says, open on weekends only where they are named', () => {
  const september = new Date('2026-09-29T01:00:00Z')
  expect(daysOf({ latestDays: 11 }, september)).toEqual(['2026-09-30', '2026-10-08', '2026-10-09'])
  const daily = [{ ...window, days: [0, 1, 2, 3, 4, 5, 6] }]
  expect(daysOf({ latestDays: 11, windows: daily, closed: ['2026-10-09'] }, september)).toEqual([
    '2026-09-30',
    '2026-10-08',
    '2026-10-10',
  ])
})

it('guesses nothing about a year whose holidays are not announced', () => {
  expect(daysOf({ latestDays: 7 }, new Date('2026-12-29T01:00:00Z'))).toEqual(['2026-12-30', '2026-12-31'])
})

it('keeps a window to its own period', () => {
  const dated = [{ ...window, period: { from: '2026-11-26', to: '2026-11-30' } }]
  expect(daysOf({ latestDays: 10, windows: dated })).toEqual(['2026-11-26', '2026-11-27'])
})

it('offers today only what has not begun, by the clock in China', () => {
  const today = office({ earliestDays: 0, latestDays: 0 })
  const at = (time: string) => slotsOf(today, calendar, new Date(`2026-11-24T${time}+08:00`)).map(({ from }) => from)
  expect(at('09:00')).toEqual(['09:30', '10:00'])
  expect(at('08:59')).toEqual(['09:00', '09:30', '10:00'])
  expect(at('10:00')).toEqual([])
})

const hour = (value: number) => `${String(value).padStart(2, '0')}:00`
const anyWindow = fc.record({
  days: fc.uniqueArray(fc.nat(6), { minLength: 1 }),
  start: fc.integer({ min: 8, max: 15 }),
  length: fc.integer({ min: 1, max: 4 }),
  minutes: fc.constantFrom(15, 20, 30, 45, 60),
  places: fc.integer({ min: 1, max: 9 }),
})

it('never frees a place that is not there, whatever the windows and what was booked', () => {
  const taken = fc.array(fc.record({ slot: fc.nat(200), count: fc.nat(20) }), { maxLength: 30 })
  fc.assert(
    fc.property(fc.array(anyWindow, { maxLength: 3 }), taken, fc.nat(300), (windows, counts, shift) => {
      const at = new Date(now.getTime() - shift * 86_400_000)
      const given = windows.map(({ start, length, ...rest }) => ({
        ...rest,
        from: hour(start),
        to: hour(start + length),
      }))
      const slots = slotsOf(office({ windows: given, earliestDays: 0, latestDays: 30 }), calendar, at)
      const booked = counts.flatMap(({ slot, count }) => {
        const found = slots[slot]
        return found ? [{ date: found.date, from: found.from, count }] : []
      })
      const free = freeSlots(slots, booked)
      expect(free).toHaveLength(slots.length)
      const last = addDays(legalDayOf(at), 30)
      const isWrong = ({ slot, free: left }: (typeof free)[number]) =>
        left < 0 ||
        left > slot.places ||
        slot.from >= slot.to ||
        slot.date > last ||
        !given.some(({ days }) => days.includes(weekday(slot.date))) ||
        !['workday', 'restDay'].includes(calendar.kindOf(slot.date))
      expect(free.filter(isWrong)).toEqual([])
    }),
    { numRuns: 100, seed: 20261125 },
  )
})
