/** What every hand-off queue keeps to: nothing lost, nothing claimed twice, a late answer never undoes a newer one. */
import type { CaseStage } from '../../src/cases/case-file'
import type { CaseStore } from '../../src/cases/case-store'
import type { Delivery, HandOff, HandOffQueue } from '../../src/cases/hand-off-queue'
import { caseFileOf, later, noon } from '../cases/sample'

export interface QueueUnderTest {
  readonly store: CaseStore
  readonly handOffs: HandOffQueue
}

const accepted: Delivery = { kind: 'accepted', backendNumber: 'MZ-000001' }
const refused: Delivery = { kind: 'refused', reasons: ['http 422', '缺少户口簿'] }
const unreached = (ms: number): Delivery => ({ kind: 'unreached', retryAt: later(ms), why: 'timeout' })

export function handOffQueueContract(fresh: () => QueueUnderTest): void {
  const queue = () => fresh().handOffs
  const claim = (at = noon, atMost = 10) =>
    queue().claim({ now: at, until: later(at.getTime() - noon.getTime() + 60_000), atMost })
  const open = async (at = noon) => {
    const caseFile = caseFileOf()
    await fresh().store.open({ caseFile, handOff: `handoff_of_${caseFile.id}`, at })
    return caseFile
  }
  const stage = async (id: string): Promise<CaseStage | undefined> => (await fresh().store.find(id))?.state.stage
  const one = (claimed: readonly HandOff[]): HandOff => {
    expect(claimed).toHaveLength(1)
    const [handOff] = claimed
    if (!handOff) throw new Error('nothing was claimed')
    return handOff
  }

  it('gives each opened case to be handed off, whole', async () => {
    const caseFile = await open()
    expect(one(await claim())).toEqual({
      id: `handoff_of_${caseFile.id}`,
      caseFile,
      attempts: 0,
      firstTriedAt: noon,
    })
    expect(await stage(caseFile.id)).toBe('handingOff')
  })

  it('gives none before it is due, and the longest due first', async () => {
    const [third, first, second] = [await open(later(30)), await open(later(10)), await open(later(20))]
    expect(await claim(later(9))).toEqual([])
    const ids = async () => (await claim(later(40), 2)).map((handOff) => handOff.caseFile.id)
    expect(await ids()).toEqual([first.id, second.id])
    expect(await ids()).toEqual([third.id])
  })

  it('gives a claimed one to nobody else until its lease lapses, then again with the same id', async () => {
    await open()
    const first = one(await claim())
    expect(await claim(later(59_999))).toEqual([])
    const again = one(await claim(later(60_000)))
    expect(again).toMatchObject({ id: first.id, attempts: 1, firstTriedAt: noon })
  })

  it('never gives one to two of fifty parallel claims, and leaves none out', async () => {
    const opened = await Promise.all(Array.from({ length: 30 }, () => open()))
    const rounds = await Promise.all(Array.from({ length: 50 }, () => claim(noon, 3)))
    const rest = await claim(noon, 100)
    const claimed = [...rounds.flat(), ...rest].map((handOff) => handOff.caseFile.id)
    expect(claimed).toHaveLength(30)
    expect(new Set(claimed)).toEqual(new Set(opened.map((caseFile) => caseFile.id)))
  })

  it('is done with an accepted one for good', async () => {
    const { id } = await open()
    const state = await queue().settle(one(await claim()), accepted, noon)
    expect(state).toEqual({ stage: 'delivered', attempts: 1, backendNumber: 'MZ-000001' })
    expect((await fresh().store.find(id))?.state).toEqual(state)
    expect(await claim(later(1e9))).toEqual([])
  })

  it('makes an unreached one due again when it was told to', async () => {
    const { id } = await open()
    const state = await queue().settle(one(await claim()), unreached(5_000), noon)
    expect(state).toEqual({ stage: 'handingOff', attempts: 1, why: 'timeout' })
    expect(await claim(later(4_999))).toEqual([])
    expect(one(await claim(later(5_000))).caseFile.id).toBe(id)
  })

  it.each([
    ['refused', refused, 'http 422; 缺少户口簿'],
    ['expired', { kind: 'expired', why: 'timeout' } as const, 'timeout'],
  ])('parks a %s one for a person, never dropping it', async (_, delivery, why) => {
    const { id } = await open()
    await queue().settle(one(await claim()), delivery, noon)
    expect(await claim(later(1e9))).toEqual([])
    expect((await fresh().store.find(id))?.state).toMatchObject({ stage: 'needsPerson', why })
    expect(await queue().backlog()).toEqual({ due: 0, parked: 1 })
  })

  it('ignores a failure reported by a claim that lapsed', async () => {
    const { id } = await open()
    const lapsed = one(await claim())
    const current = one(await claim(later(60_000)))
    expect(await queue().settle(lapsed, refused, later(60_001))).toBeUndefined()
    expect(await stage(id)).toBe('handingOff')
    expect(await queue().settle(current, accepted, later(60_002))).toMatchObject({ stage: 'delivered' })
  })

  it('takes an acceptance from a claim that lapsed, once', async () => {
    await open()
    const lapsed = one(await claim())
    const current = one(await claim(later(60_000)))
    expect(await queue().settle(lapsed, accepted, later(60_001))).toMatchObject({ stage: 'delivered' })
    expect(await queue().settle(current, accepted, later(60_002))).toBeUndefined()
    expect(await queue().settle(current, unreached(9), later(60_003))).toBeUndefined()
  })

  it('settles a claim once of fifty parallel reports', async () => {
    await open()
    const handOff = one(await claim())
    const reports = await Promise.all(Array.from({ length: 50 }, () => queue().settle(handOff, accepted, noon)))
    expect(reports.filter((state) => state !== undefined)).toHaveLength(1)
  })

  it('makes a parked one due again on replay, with ten new days and the same id', async () => {
    const { id } = await open()
    const first = one(await claim())
    await queue().settle(first, refused, noon)
    expect(await queue().replay(id, later(9_000))).toBe(true)
    expect(await claim(later(8_999))).toEqual([])
    expect(one(await claim(later(9_000)))).toMatchObject({ id: first.id, attempts: 1, firstTriedAt: later(9_000) })
  })

  it('replays only what is parked, and parks only what is due', async () => {
    const { id } = await open()
    expect(await queue().replay(id, noon)).toBe(false)
    expect(await queue().park(id, 'byOperator')).toBe(true)
    expect(await queue().park(id, 'byOperator')).toBe(false)
    expect(await claim(later(1e9))).toEqual([])
    expect(await queue().park('case_none', 'byOperator')).toBe(false)
  })

  it('believes an acceptance that arrives after an operator parked the case', async () => {
    const { id } = await open()
    const handOff = one(await claim())
    await queue().park(id, 'byOperator')
    expect(await queue().settle(handOff, unreached(5), noon)).toBeUndefined()
    expect(await stage(id)).toBe('needsPerson')
    expect(await queue().settle(handOff, accepted, noon)).toEqual({
      stage: 'delivered',
      attempts: 1,
      backendNumber: 'MZ-000001',
    })
  })

  it('counts what is owed and since when', async () => {
    expect(await queue().backlog()).toEqual({ due: 0, parked: 0 })
    await open(later(5))
    await open(later(3))
    expect(await queue().backlog()).toEqual({ due: 2, parked: 0, oldestDueAt: later(3) })
  })
}
