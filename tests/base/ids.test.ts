import { fixedClock } from '../../src/base/clock'
import { countingIds, randomIds } from '../../src/base/ids'

describe('ids', () => {
  const clock = fixedClock('2026-03-01T09:00:00+08:00')
  const ids = randomIds(clock)

  it('carry their prefix and never repeat', () => {
    const made = Array.from({ length: 5000 }, () => ids.next('case'))
    expect(new Set(made).size).toBe(5000)
    for (const id of made) expect(id).toMatch(/^case_[0-9a-hjkmnp-tv-z]{25}$/)
  })

  it('sort by the moment they were made', () => {
    const moments = [
      '1999-01-01T00:00:00Z',
      '2026-03-01T00:00:00.000Z',
      '2026-03-01T00:00:00.001Z',
      '2099-01-01T00:00:00Z',
    ]
    const made = moments.map((at) => {
      clock.set(at)
      return ids.next('turn')
    })
    expect([...made].sort()).toEqual(made)
  })

  it('make spoken codes without look-alikes, every letter equally likely', () => {
    const codes = Array.from({ length: 3000 }, () => ids.code(8))
    for (const code of codes) expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{8}$/)
    const counts = new Map<string, number>()
    for (const letter of codes.join('')) counts.set(letter, (counts.get(letter) ?? 0) + 1)
    expect(counts.size).toBe(30)
    // 24 000 letters over 30: 800 each; six standard deviations are about 167.
    for (const count of counts.values()) expect(Math.abs(count - 800)).toBeLessThan(170)
  })

  it('count up in tests', () => {
    const counting = countingIds()
    expect([counting.next('case'), counting.next('turn'), counting.code(4)]).toEqual([
      'case_000001',
      'turn_000002',
      'AAA3',
    ])
  })
})
