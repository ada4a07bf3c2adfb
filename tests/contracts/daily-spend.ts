/** What every count of a day's tokens keeps to: never more than the cap, however many take at once, and a new one each day. */
import type { DailySpend } from '../../src/assistant/model/daily-spend'

const [today, tomorrow] = ['2026-11-24', '2026-11-25']

/** `other`: as another process would see the same count. */
export function dailySpendContract(fresh: () => { readonly own: DailySpend; readonly other: DailySpend }): void {
  it('gives out the cap and nothing more, to whichever process asks', async () => {
    const { own, other } = fresh()
    expect(await own.take(today, 600, 1000)).toBe(true)
    expect(await other.take(today, 500, 1000)).toBe(false)
    expect(await other.take(today, 400, 1000)).toBe(true)
    expect(await own.take(today, 1, 1000)).toBe(false)
  })

  it('takes nothing where more is wanted than the whole cap', async () => {
    const { own } = fresh()
    expect(await own.take(today, 1001, 1000)).toBe(false)
    expect(await own.take(today, 1000, 1000)).toBe(true)
  })

  it('gives out exactly the cap to many who take at once', async () => {
    const { own, other } = fresh()
    const taken = await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 ? own : other).take(today, 100, 1000)))
    expect(taken.filter(Boolean)).toHaveLength(10)
  })

  it('gives back what was not used, and takes what a call cost beyond', async () => {
    const { own, other } = fresh()
    await own.take(today, 1000, 1000)
    await own.correct(today, -900)
    expect(await other.take(today, 901, 1000)).toBe(false)
    expect(await other.take(today, 800, 1000)).toBe(true)
    await other.correct(today, 100)
    expect(await own.take(today, 1, 1000)).toBe(false)
  })

  it('begins anew each day, and corrects the day it was taken from', async () => {
    const { own } = fresh()
    await own.take(today, 1000, 1000)
    expect(await own.take(tomorrow, 1000, 1000)).toBe(true)
    await own.correct(today, -1000)
    expect(await own.take(tomorrow, 1, 1000)).toBe(false)
    expect(await own.take(today, 1000, 1000)).toBe(true)
  })

  it('keeps to a cap that was lowered meanwhile', async () => {
    const { own } = fresh()
    await own.take(today, 800, 1000)
    expect(await own.take(today, 1, 500)).toBe(false)
  })
}
