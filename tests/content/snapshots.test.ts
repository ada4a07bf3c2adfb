/** Snapshots: numbered, signed, complete, unchanged — or not served. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openLiveContent } from '../../src/assistant/live-content'
import { silentLog } from '../../src/base/log'
import {
  currentNumber,
  findSnapshot,
  pointTo,
  publishedFolder,
  snapshotNumbers,
  writeSnapshot,
} from '../../src/knowledge/publishing/snapshots'
import { append, KEY, type Workshop, workshop } from './workshop'

let shop: Workshop
beforeEach(() => {
  shop = workshop()
})
afterEach(() => shop.remove())

const publishing = { author: '张三', at: new Date('2026-11-24T09:00:00+08:00'), key: KEY }
const write = () => writeSnapshot(shop.dataDir, shop.working, publishing)
const inSnapshot = (...path: string[]) => join(publishedFolder(shop.dataDir), '0001', ...path)

describe('a snapshot', () => {
  it('holds every file of the content with its digest, its author and its day, under the next number', () => {
    const first = write()
    expect(first.manifest).toMatchObject({ number: 1, author: '张三', at: '2026-11-24T01:00:00.000Z' })
    expect(Object.keys(first.manifest.files)).toContain('knowledge/social-assistance/subsistence-allowance/policy.md')
    expect(Object.keys(first.manifest.files)).toHaveLength(
      readdirSync(shop.working.knowledge, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
        .length,
    )
    expect(write().number).toBe(2)
    expect(snapshotNumbers(shop.dataDir)).toEqual([1, 2])
    expect(findSnapshot(shop.dataDir, 1, KEY)).toMatchObject({ ok: true, snapshot: { number: 1 } })
  })

  it('is not live before the pointer says so, and the pointer leaves nothing half-made behind', () => {
    write()
    expect(currentNumber(shop.dataDir)).toBeUndefined()
    pointTo(shop.dataDir, 1)
    expect(currentNumber(shop.dataDir)).toBe(1)
    expect(readdirSync(publishedFolder(shop.dataDir)).sort()).toEqual(['0001', 'current'])
  })

  it('stays as it was when the working folder changes', () => {
    write()
    const copy = inSnapshot('knowledge', 'bureau.yaml')
    const before = readFileSync(copy, 'utf8')
    append(join(shop.working.knowledge, 'bureau.yaml'), '# later\n')
    expect(readFileSync(copy, 'utf8')).toBe(before)
  })

  it('left half-written by a publisher that died is no snapshot, and its number is used again', () => {
    mkdirSync(join(publishedFolder(shop.dataDir), '.0001.making', 'knowledge'), { recursive: true })
    expect(snapshotNumbers(shop.dataDir)).toEqual([])
    expect(write().number).toBe(1)
    expect(existsSync(join(publishedFolder(shop.dataDir), '.0001.making'))).toBe(false)
  })

  it.each([
    [
      'a file was changed',
      () => append(inSnapshot('knowledge', 'bureau.yaml'), '# 改过\n'),
      'bureau.yaml 在发布以后被改动过',
    ],
    [
      'a file was added',
      () => writeFileSync(inSnapshot('dialogs', 'more.yaml'), 'id: x\n'),
      'more.yaml 在发布以后被改动过',
    ],
    ['its manifest was changed', () => rewriteManifest((text) => text.replace('张三', '李四')), '签名不对'],
    ['its manifest is no manifest', () => rewriteManifest(() => '{"number":1}'), '读不懂'],
  ])('is refused once %s', (_, spoil, words) => {
    write()
    spoil()
    const found = findSnapshot(shop.dataDir, 1, KEY)
    expect(found).toMatchObject({ ok: false, why: expect.stringContaining(words) })
  })

  it('signed with another key is refused', () => {
    write()
    expect(findSnapshot(shop.dataDir, 1, 'another key')).toMatchObject({ ok: false })
  })

  const rewriteManifest = (change: (text: string) => string) => {
    const file = inSnapshot('manifest.json')
    writeFileSync(file, change(readFileSync(file, 'utf8')))
  }
})

describe('what is served', () => {
  const open = () => openLiveContent({ working: shop.working, dataDir: shop.dataDir, key: KEY }, silentLog)

  it('is the working folder until something is published, then the snapshot, whatever is edited', async () => {
    const opening = await open()
    if (!opening.ok) throw new Error('the small base is sound')
    const { live } = opening
    expect(live.snapshot()).toBeUndefined()
    pointTo(shop.dataDir, write().number)
    expect(await live.reload()).toEqual([])
    expect(live.snapshot()).toBe(1)
    const digest = live.current().knowledge.digest
    shop.change('elderly-services/old-age-allowance/faq.md', '八十岁起。', '七十岁起。')
    expect(await live.reload()).toEqual([])
    expect(live.current().knowledge.digest).toBe(digest)
  })

  it('stays what it was when the pointer leads to a spoilt snapshot, and the problem is told', async () => {
    pointTo(shop.dataDir, write().number)
    const opening = await open()
    if (!opening.ok) throw new Error('the small base is sound')
    write()
    append(join(publishedFolder(shop.dataDir), '0002', 'knowledge', 'bureau.yaml'), '# 改过\n')
    pointTo(shop.dataDir, 2)
    const problems = await opening.live.reload()
    expect(problems.map((each) => each.problem)).toEqual([expect.stringContaining('被改动过')])
    expect(opening.live.snapshot()).toBe(1)
    pointTo(shop.dataDir, 1)
    expect(await opening.live.reload()).toEqual([])
  })

  it('is nothing at all when the service starts on a spoilt snapshot', async () => {
    pointTo(shop.dataDir, write().number)
    append(inSnapshot('knowledge', 'bureau.yaml'), '# 改过\n')
    expect(await open()).toMatchObject({ ok: false, problems: [{ file: 'published/current' }] })
  })
})
