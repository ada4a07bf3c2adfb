/** What every store of errands keeps to. Called with a fresh store per test. */
import { type Errands, LOCK_MS, MOST_TRIES } from '../../src/cases/errands'
import { later, noon } from '../cases/sample'

export function errandsContract(fresh: () => Errands): void {
  it('finds what a code opens, by its hash alone', async () => {
    const ofCase = { kind: 'case', caseId: 'case_1' } as const
    const ofDraft = { kind: 'draft', conversation: 'c1', intake: 'intake_1' } as const
    await fresh().keepCode({ hash: 'h1', of: ofCase })
    await fresh().keepCode({ hash: 'h2', of: ofDraft, until: later(1000) })
    expect(await fresh().findCode('h1', noon)).toEqual(ofCase)
    expect(await fresh().findCode('h2', noon)).toEqual(ofDraft)
    expect(await fresh().findCode('h3', noon)).toBeUndefined()
  })

  it('forgets a draft’s code when its time is over, and keeps a case’s', async () => {
    await fresh().keepCode({ hash: 'h1', of: { kind: 'case', caseId: 'case_1' } })
    await fresh().keepCode({ hash: 'h2', of: { kind: 'draft', conversation: 'c1', intake: 'i1' }, until: later(1000) })
    expect(await fresh().findCode('h2', later(1000))).toBeUndefined()
    expect(await fresh().findCode('h2', noon)).toBeUndefined()
    expect(await fresh().findCode('h1', later(10 ** 9))).toBeDefined()
  })

  it('counts every one of fifty parallel tries, each with a number of its own', async () => {
    const counts = await Promise.all(Array.from({ length: 50 }, () => fresh().countTry('number:1', noon)))
    expect(counts.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
    expect(await fresh().countTry('number:2', noon)).toBe(1)
  })

  it('begins anew after the pause, which tries while locked do not lengthen', async () => {
    for (let i = 0; i < MOST_TRIES; i++) await fresh().countTry('number:1', noon)
    expect(await fresh().countTry('number:1', later(LOCK_MS - 1))).toBe(MOST_TRIES + 1)
    expect(await fresh().countTry('number:1', later(LOCK_MS))).toBe(1)
  })

  it('begins anew after a right one', async () => {
    await fresh().countTry('number:1', noon)
    await fresh().forgetTries('number:1')
    expect(await fresh().countTry('number:1', noon)).toBe(1)
  })
}
