/**
 * Legal days: calendar days in Asia/Shanghai as 'YYYY-MM-DD' strings, which sort by date. Never a Date.
 * Ages and months are counted as 民法典 第二百零一、二百零二条 count them.
 */
import type { Clock } from '../base/clock'

export type LegalDay = string

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/

/** The day if `text` is a real calendar day written YYYY-MM-DD. */
export function parseLegalDay(text: string): LegalDay | undefined {
  const match = PATTERN.exec(text)
  if (!match) return undefined
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return year >= 1800 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) ? text : undefined
}

export function legalDay(year: number, month: number, day: number): LegalDay | undefined {
  return parseLegalDay(
    `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
  )
}

export function today(clock: Clock): LegalDay {
  return legalDayOf(clock.now())
}

/** China has kept UTC+8 without summer time since 1992: a fixed shift is exact for every instant we store. */
export function legalDayOf(at: Date): LegalDay {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}

export function partsOf(day: LegalDay): { year: number; month: number; day: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8, 10)) }
}

export function addDays(day: LegalDay, days: number): LegalDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The same day number `months` later; the month's last day where that number does not exist (民法典 第二百零二条). */
export function addMonths(day: LegalDay, months: number): LegalDay {
  const from = partsOf(day)
  const index = from.year * 12 + (from.month - 1) + months
  const year = Math.floor(index / 12)
  const month = (index % 12) + 1
  const last = Math.min(from.day, daysInMonth(year, month))
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(last).padStart(2, '0')}`
}

export function daysBetween(from: LegalDay, to: LegalDay): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** Whole years of age (周岁) on `on`; the birthday itself counts as reached. Negative before birth. */
export function ageOn(birth: LegalDay, on: LegalDay): number {
  const [b, o] = [partsOf(birth), partsOf(on)]
  const reached = o.month > b.month || (o.month === b.month && o.day >= b.day)
  return o.year - b.year - (reached ? 0 : 1)
}

/** 0 Sunday … 6 Saturday. */
export function weekday(day: LegalDay): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

/** 2026年7月1日 */
export function sayDay(day: LegalDay): string {
  const { year, month, day: date } = partsOf(day)
  return `${year}年${month}月${date}日`
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}
