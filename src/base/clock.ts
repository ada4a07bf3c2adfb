/** The only way to read the time. Injected everywhere; tests pass a fixed one. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until it is set; for tests and for replaying a day. */
export function fixedClock(start: string | Date): Clock & { set(to: string | Date): void } {
  let at = new Date(start)
  return {
    now: () => new Date(at),
    set: (to) => {
      at = new Date(to)
    },
  }
}
