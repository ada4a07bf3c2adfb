import { covers, intersect } from '../../src/domain/period'

describe('a period', () => {
  it('counts its first day and not its last', () => {
    const period = { from: '2025-05-10', to: '2026-07-01' }
    expect(['2025-05-09', '2025-05-10', '2026-06-30', '2026-07-01'].map((on) => covers(period, on))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  it('without an end goes on', () => {
    expect(covers({ from: '2025-05-10' }, '2999-12-31')).toBe(true)
    expect(covers({ from: '2025-05-10' }, '2025-05-09')).toBe(false)
  })

  it('shares with another what both cover', () => {
    const a = { from: '2020-01-01', to: '2026-07-01' }
    expect(intersect(a, { from: '2025-05-10' })).toEqual({ from: '2025-05-10', to: '2026-07-01' })
    expect(intersect({ from: '2025-05-10' }, a)).toEqual({ from: '2025-05-10', to: '2026-07-01' })
    expect(intersect({ from: '2020-01-01' }, { from: '2021-01-01' })).toEqual({ from: '2021-01-01', to: undefined })
    expect(intersect(a, { from: '2021-01-01', to: '2022-01-01' })).toEqual({ from: '2021-01-01', to: '2022-01-01' })
  })

  it('shares nothing with one that begins on the day it ends', () => {
    expect(intersect({ from: '2020-01-01', to: '2026-07-01' }, { from: '2026-07-01' })).toBeUndefined()
    expect(intersect({ from: '2026-07-01' }, { from: '2020-01-01', to: '2026-06-30' })).toBeUndefined()
  })
})
