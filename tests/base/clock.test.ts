import { fixedClock, systemClock } from '../../src/base/clock'

describe('a clock', () => {
  it('stands still until it is set', () => {
    const clock = fixedClock('2026-03-01T09:00:00+08:00')
    expect(clock.now().toISOString()).toBe('2026-03-01T01:00:00.000Z')
    clock.set('2026-03-02T09:00:00+08:00')
    expect(clock.now().toISOString()).toBe('2026-03-02T01:00:00.000Z')
  })

  it('is not moved by whoever it told the time', () => {
    const clock = fixedClock('2026-03-01T09:00:00+08:00')
    clock.now().setFullYear(1999)
    expect(clock.now().getUTCFullYear()).toBe(2026)
  })

  it('tells the real time in service', () => {
    const before = Date.now()
    const told = systemClock.now().getTime()
    expect(told).toBeGreaterThanOrEqual(before)
    expect(told).toBeLessThanOrEqual(Date.now())
  })
})
