/** Half-open periods of legal days: `from` counts, `to` does not. Every dated fact carries one. */
import type { LegalDay } from './legal-day'

export interface Period {
  readonly from: LegalDay
  readonly to?: LegalDay | undefined
}

export function covers(period: Period, on: LegalDay): boolean {
  return period.from <= on && (period.to === undefined || on < period.to)
}

/** What both periods share; undefined when nothing is left. */
export function intersect(a: Period, b: Period): Period | undefined {
  const from = a.from > b.from ? a.from : b.from
  const to = a.to === undefined ? b.to : b.to === undefined || a.to < b.to ? a.to : b.to
  return to !== undefined && to <= from ? undefined : { from, to }
}
