/** Which visits an office offers from now on, and how many places each still has. Pure: the clock is an argument. */
import type { Appointment, BookingOffice, ServiceWindow, Slot } from '../../domain/appointment'
import { addDays, type LegalDay, legalDayOf, weekday } from '../../domain/legal-day'
import { covers } from '../../domain/period'
import type { WorkCalendar } from '../../domain/work-calendar'

/** Places of one visit that are held or booked. */
export interface TakenPlaces {
  readonly date: LegalDay
  readonly from: string
  readonly count: number
}

export interface FreeSlot {
  readonly slot: Slot
  /** Never negative, also when the bureau has cut the places below what was booked. */
  readonly free: number
}

/** In order of time. Nothing on public holidays, nor in a year whose holidays are not announced: we do not guess. */
export function slotsOf(office: BookingOffice, calendar: WorkCalendar, now: Date): readonly Slot[] {
  const today = legalDayOf(now)
  const ahead = Array.from({ length: office.latestDays - office.earliestDays + 1 }, (_, i) => i + office.earliestDays)
  return ahead
    .map((days) => addDays(today, days))
    .filter((date) => isServed(date, office, calendar))
    .flatMap((date) => slotsOn(date, office))
    .filter((slot) => slot.date > today || startOf(slot) > now)
}

export function freeSlots(slots: readonly Slot[], taken: readonly TakenPlaces[]): readonly FreeSlot[] {
  const counts = new Map(taken.map(({ date, from, count }) => [`${date} ${from}`, count]))
  return slots.map((slot) => ({
    slot,
    free: Math.max(0, slot.places - (counts.get(`${slot.date} ${slot.from}`) ?? 0)),
  }))
}

/** What is said of a visit outside: without how many may come. */
export function appointmentOf({ office, officeName, date, from, to }: Slot): Appointment {
  return { office, officeName, date, from, to }
}

/** The instant a visit begins. */
export function startOf({ date, from }: Pick<Appointment, 'date' | 'from'>): Date {
  return new Date(`${date}T${from}:00+08:00`)
}

export function isSameVisit(a: Appointment, b: Appointment): boolean {
  return a.office === b.office && a.date === b.date && a.from === b.from
}

function isServed(date: LegalDay, office: BookingOffice, calendar: WorkCalendar): boolean {
  const kind = calendar.kindOf(date)
  return kind !== 'holiday' && kind !== 'unpublished' && !office.closed.includes(date)
}

function slotsOn(date: LegalDay, office: BookingOffice): readonly Slot[] {
  return (office.windows ?? [])
    .filter((window) => window.days.includes(weekday(date)) && (!window.period || covers(window.period, date)))
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .flatMap((window) => visitsIn(window).map((times) => slotAt(office, date, window.places, times)))
}

function slotAt(office: BookingOffice, date: LegalDay, places: number, times: { from: string; to: string }): Slot {
  return { office: office.id, officeName: office.name, date, ...times, places }
}

/** Whole visits only: what is left at the end of a window is no visit. */
function visitsIn({ from, to, minutes }: ServiceWindow): readonly { from: string; to: string }[] {
  const [first, last] = [minuteOf(from), minuteOf(to)]
  const count = Math.max(0, Math.floor((last - first) / minutes))
  return Array.from({ length: count }, (_, i) => ({
    from: timeAt(first + i * minutes),
    to: timeAt(first + (i + 1) * minutes),
  }))
}

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
const timeAt = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
