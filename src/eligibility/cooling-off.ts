/**
 * The divorce cooling-off calendar (民法典 第一千零七十七条; counting: 第二百零一条至第二百零三条).
 * Thirty calendar days from the day after the application is received, then thirty days to fetch the certificates; a
 * last day that offices rest on moves to the next working day. Whether an ordinary weekend moves it is read in two
 * ways, so both are computed and the resident is told the day that is safe under either.
 */
import { addDays, type LegalDay, partsOf, weekday } from '../domain/legal-day'
import type { WorkCalendar } from '../domain/work-calendar'

export interface CoolingOff {
  readonly applied: LegalDay
  /** The last day of the first thirty: moved past days of rest. */
  readonly withdrawUntil: LegalDay
  readonly certificateFrom: LegalDay
  readonly certificateUntil: LegalDay
  /** Without moving anything: the reading to be safe against. */
  readonly strict: { readonly withdrawUntil: LegalDay; readonly certificateUntil: LegalDay }
  /** False where a year's holiday notice is not published yet: days may still move. */
  readonly certain: boolean
}

export function coolingOff(applied: LegalDay, calendar: WorkCalendar): CoolingOff {
  const withdrawUntil = roll(addDays(applied, 30), calendar)
  const certificateUntil = roll(addDays(withdrawUntil, 30), calendar)
  return {
    applied,
    withdrawUntil,
    certificateFrom: addDays(withdrawUntil, 1),
    certificateUntil,
    strict: { withdrawUntil: addDays(applied, 30), certificateUntil: addDays(applied, 60) },
    certain: [withdrawUntil, certificateUntil].every((day) => calendar.kindOf(day) !== 'unpublished'),
  }
}

function roll(day: LegalDay, calendar: WorkCalendar): LegalDay {
  let at = day
  while (rests(at, calendar)) at = addDays(at, 1)
  return at
}

/** In a year without a published notice only weekends and New Year's Day are sure. */
function rests(day: LegalDay, calendar: WorkCalendar): boolean {
  const kind = calendar.kindOf(day)
  if (kind !== 'unpublished') return kind !== 'workday'
  const { month, day: date } = partsOf(day)
  return weekday(day) === 0 || weekday(day) === 6 || (month === 1 && date === 1)
}
