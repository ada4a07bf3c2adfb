/** Public holidays and make-up workdays, as data by year. A year without a notice is unpublished: we do not guess it. */
import { addDays, type LegalDay, partsOf, weekday } from './legal-day'

export interface CalendarYear {
  readonly year: number
  readonly unpublished: boolean
  readonly holidays: readonly { readonly name: string; readonly from: LegalDay; readonly to: LegalDay }[]
  readonly workdays: readonly LegalDay[]
}

export type DayKind = 'workday' | 'restDay' | 'holiday' | 'unpublished'

export class WorkCalendar {
  private readonly years: ReadonlyMap<number, CalendarYear>

  constructor(years: readonly CalendarYear[]) {
    this.years = new Map(years.map((each) => [each.year, each]))
  }

  kindOf(day: LegalDay): DayKind {
    const year = this.years.get(partsOf(day).year)
    if (!year || year.unpublished) return 'unpublished'
    if (year.workdays.includes(day)) return 'workday'
    if (year.holidays.some((each) => each.from <= day && day <= each.to)) return 'holiday'
    const of = weekday(day)
    return of === 0 || of === 6 ? 'restDay' : 'workday'
  }

  /** By its name, where the law fixes the day, whether or not that year's notice is out. */
  holidayOn(day: LegalDay): string | undefined {
    const holidays = this.years.get(partsOf(day).year)?.holidays ?? []
    return holidays.find((each) => each.from <= day && day <= each.to)?.name
  }

  /** The day itself if offices work on it, else the next one that they do; undefined once the calendar is unpublished. */
  workdayFrom(day: LegalDay): LegalDay | undefined {
    let at = day
    for (let tries = 0; tries < 30; tries++) {
      const kind = this.kindOf(at)
      if (kind === 'workday') return at
      if (kind === 'unpublished') return undefined
      at = addDays(at, 1)
    }
    return undefined
  }
}
