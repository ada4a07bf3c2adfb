/** What every pace shared by several processes keeps to: one bucket for all of them, a burst, then a steady refill. */
import type { SharedPace } from '../../src/channels/rate-limit'
import { later, noon } from '../cases/sample'

const allowance = { burst: 5, perMinute: 60 }

export function sharedPaceContract(fresh: () => SharedPace): void {
  it('lets a burst through, then one for each refill, and says how long to wait', async () => {
    const take = (ms: number) => fresh().take('address 10.0.0.1', allowance, later(ms))
    for (let taken = 0; taken < 5; taken++) expect(await take(0)).toEqual({ ok: true })
    expect(await take(0)).toEqual({ ok: false, retryAfterSeconds: 1 })
    expect(await take(999)).toEqual({ ok: false, retryAfterSeconds: 1 })
    expect(await take(1_000)).toEqual({ ok: true })
    expect(await take(1_000)).toMatchObject({ ok: false })
    for (let taken = 0; taken < 5; taken++) expect(await take(3_600_000)).toEqual({ ok: true })
    expect(await take(3_600_000)).toMatchObject({ ok: false })
  })

  it('says the whole seconds of a slow refill', async () => {
    const slow = { burst: 1, perMinute: 2 }
    await fresh().take('slow', slow, noon)
    expect(await fresh().take('slow', slow, later(1_500))).toEqual({ ok: false, retryAfterSeconds: 29 })
  })

  it('gives out exactly its burst to many who take at once', async () => {
    const all = await Promise.all(Array.from({ length: 40 }, () => fresh().take('busy', allowance, noon)))
    expect(all.filter(({ ok }) => ok)).toHaveLength(5)
  })

  it('keeps one bucket apart from another', async () => {
    for (let taken = 0; taken < 6; taken++) await fresh().take('busy', allowance, noon)
    expect(await fresh().take('calm', allowance, noon)).toEqual({ ok: true })
  })
}
