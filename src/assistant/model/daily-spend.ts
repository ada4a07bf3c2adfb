/** The tokens a language model has cost in a day: taken before a call, corrected after it. */
import type { LegalDay } from '../../domain/legal-day'

/** One count for all processes that share it. Every adapter passes tests/contracts/daily-spend.ts. */
export interface DailySpend {
  /** Takes so many of that day's tokens, or none: in all never more than the cap. */
  take(day: LegalDay, tokens: number, cap: number): Promise<boolean>
  /** What was taken that day turned out to cost so much more, or less. */
  correct(day: LegalDay, by: number): Promise<void>
}

/** Of this process alone: for measuring and for tests. */
export function spendInMemory(): DailySpend {
  const spent = new Map<LegalDay, number>()
  const of = (day: LegalDay) => spent.get(day) ?? 0
  return {
    async take(day, tokens, cap) {
      if (of(day) + tokens > cap) return false
      spent.set(day, of(day) + tokens)
      return true
    },
    async correct(day, by) {
      spent.set(day, of(day) + by)
    },
  }
}
