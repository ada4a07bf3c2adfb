/** The cap on what a language model may cost in a day: tokens, reserved before a call and settled after it. */
import type { Clock } from '../../base/clock'
import { today } from '../../domain/legal-day'

export interface DailyBudget {
  /** Whether this many are left today; if so they are taken. */
  reserve(tokens: number): boolean
  /** What was reserved turned out to cost this much. */
  settle(reserved: number, used: number): void
}

/** Counted in this process alone: several processes share the cap by being given a part of it each. */
export function dailyBudget(tokensPerDay: number, clock: Clock): DailyBudget {
  let day = today(clock)
  let spent = 0
  const turnPage = () => {
    if (today(clock) === day) return
    day = today(clock)
    spent = 0
  }
  return {
    reserve(tokens) {
      turnPage()
      if (spent + tokens > tokensPerDay) return false
      spent += tokens
      return true
    },
    settle(reserved, used) {
      turnPage()
      spent = Math.max(0, spent - reserved + used)
    },
  }
}
