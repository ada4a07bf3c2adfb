/** A document taken away, replaced, or put back under its old name: not one old passage is quoted after the switch. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LiveContent, openLiveContent } from '../../src/assistant/live-content'
import { silentLog } from '../../src/base/log'
import { pointTo, writeSnapshot } from '../../src/knowledge/publishing/snapshots'
import { type AskingResident, openResident } from './resident'
import { KEY, type Workshop, workshop } from './workshop'

const FILE = 'elderly-services/old-age-allowance/faq.md'
const OLD = '八十岁起。'
const NEW = '七十岁起。'
/** Each a wording that found the old passage. */
const ASKED = ['多大年纪能领高龄津贴', '几岁有老人钱', '高龄津贴多大年纪', '高龄津贴几岁能领', '老人多大年纪有高龄津贴']

let shop: Workshop
let live: LiveContent
let resident: AskingResident
let talks = 0
beforeEach(async () => {
  shop = workshop()
  pointTo(shop.dataDir, publish())
  const opening = await openLiveContent({ working: shop.working, dataDir: shop.dataDir, key: KEY }, silentLog)
  if (!opening.ok) throw new Error('the snapshot is sound')
  live = opening.live
  resident = await openResident(live.current)
})
afterEach(async () => {
  await resident.close()
  shop.remove()
})

const path = () => join(shop.working.knowledge, FILE)
const publish = () =>
  writeSnapshot(shop.dataDir, shop.working, { author: '张三', at: new Date('2026-11-24T09:00:00+08:00'), key: KEY })
    .number

async function goLive(): Promise<void> {
  pointTo(shop.dataDir, publish())
  expect(await live.reload()).toEqual([])
}

/** Everything said to all wordings, each asked in a conversation of its own. */
async function told(): Promise<string> {
  const texts: string[] = []
  for (const text of ASKED) texts.push((await resident.ask(`talk-${++talks}`, text)).text)
  return texts.join('\n')
}

it('a document taken away is quoted no more', async () => {
  expect(await told()).toContain(OLD)
  rmSync(path())
  await goLive()
  expect(await told()).not.toContain(OLD)
})

it('a document replaced under the same name answers with its new text alone', async () => {
  expect((await told()).split(OLD).length - 1).toBe(ASKED.length)
  shop.change(FILE, OLD, NEW)
  await goLive()
  const after = await told()
  expect(after).not.toContain(OLD)
  expect(after.split(NEW).length - 1).toBe(ASKED.length)
})

it('a document put back under its old name with other text brings nothing of the old one back', async () => {
  const text = readFileSync(path(), 'utf8')
  rmSync(path())
  await goLive()
  writeFileSync(path(), text.replace(OLD, NEW))
  await goLive()
  const after = await told()
  expect(after).not.toContain(OLD)
  expect(after).toContain(NEW)
})
