/** Two people publish at one time: one of them does, the other is told who is at it; no number is given twice or lost. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { lockPublishing } from '../../src/knowledge/publishing/publish-lock'
import { currentNumber, pointTo, publishedFolder, snapshotNumbers } from '../../src/knowledge/publishing/snapshots'
import { SUBSISTENCE } from '../knowledge/small-base'
import { type Workshop, workshop } from './workshop'

jest.setTimeout(60_000)

let shop: Workshop
beforeEach(() => {
  shop = workshop()
})
afterEach(() => shop.remove())

const NOON = new Date('2026-11-24T12:00:00+08:00')
const LATER = new Date('2026-11-24T12:31:00+08:00')
const lockFile = () => join(publishedFolder(shop.dataDir), '.publishing')
const held = (more: { host?: string; pid?: number; at?: string } = {}) => {
  const lock = lockPublishing(shop.dataDir, { author: '张三', at: NOON })
  const holder = { author: '张三', at: NOON.toISOString(), host: hostname(), pid: process.pid, ...more }
  writeFileSync(lockFile(), JSON.stringify(holder))
  return lock
}
const lock = (at = NOON) => lockPublishing(shop.dataDir, { author: '李四', at })

describe('publishing twice at once', () => {
  it('publishes one of the two and refuses the other, naming who is at it', async () => {
    const told = await Promise.all([shop.run('publish', '--author', '张三'), shop.run('publish', '--author', '李四')])
    expect(told.map((each) => each.status).sort()).toEqual([0, 1])
    expect(told.find((each) => each.status === 1)?.err).toContain('张三正在发布')
    expect(snapshotNumbers(shop.dataDir)).toEqual([1])
    expect(currentNumber(shop.dataDir)).toBe(1)
  })

  it('leaves no lock behind, so that the refused one succeeds when tried again', async () => {
    await Promise.all([shop.run('publish'), shop.run('publish')])
    expect(readdirSync(publishedFolder(shop.dataDir)).sort()).toEqual(['0001', 'current'])
    expect((await shop.run('publish')).status).toBe(0)
    expect(snapshotNumbers(shop.dataDir)).toEqual([1, 2])
  })

  it('leaves no lock behind when the golden questions fail', async () => {
    shop.change(`${SUBSISTENCE}/policy.md`, '人均收入低于当地标准', '每个人的钱少于当地标准')
    expect((await shop.run('publish')).status).toBe(1)
    expect(existsSync(lockFile())).toBe(false)
  })

  it('refuses when somebody rolled back meanwhile', async () => {
    expect((await shop.run('publish')).status).toBe(0)
    expect((await shop.run('publish')).status).toBe(0)
    const publishing = shop.run('publish')
    pointTo(shop.dataDir, 1)
    expect(await publishing).toMatchObject({ status: 1, err: expect.stringContaining('第 1 号，没有发布') })
    expect(currentNumber(shop.dataDir)).toBe(1)
    expect(snapshotNumbers(shop.dataDir)).toEqual([1, 2])
  })
})

describe('the lock', () => {
  it('is held by one until released', () => {
    const first = held()
    expect(lock()).toMatchObject({ ok: false, why: expect.stringContaining('张三正在发布') })
    if (first.ok) first.release()
    expect(lock().ok).toBe(true)
  })

  it('of a process that is gone is taken over', () => {
    held({ pid: 2 ** 22 + 1 })
    expect(lock().ok).toBe(true)
    expect(lock().ok).toBe(false)
  })

  it('of another machine is respected while publishing may last, and no longer', () => {
    held({ host: 'another', pid: 2 ** 22 + 1 })
    expect(lock().ok).toBe(false)
    expect(lock(LATER).ok).toBe(true)
  })

  it('just being written is respected', () => {
    held()
    writeFileSync(lockFile(), '')
    expect(lock().ok).toBe(false)
  })
})
