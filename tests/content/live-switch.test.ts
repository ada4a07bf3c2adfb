/** Switching content while residents ask: no question is lost, and once it is done not one answer quotes the old text. */

import { watchNames } from '../../src/adapters/files/watch-names'
import { type LiveContent, openLiveContent } from '../../src/assistant/live-content'
import { type Log, silentLog } from '../../src/base/log'
import { PUBLISHED_NAMES, pointTo, publishedFolder, writeSnapshot } from '../../src/knowledge/publishing/snapshots'
import { openResident } from './resident'
import { KEY, type Workshop, workshop } from './workshop'

jest.setTimeout(90_000)

const QUESTIONS = 10_000
const AT_ONCE = 50
/** A slow machine asks fewer. */
const ENOUGH_MS = 40_000
const ASKED = '多大年纪能领高龄津贴'
const TEXTS = new Map([
  [1, '八十岁起。'],
  [2, '七十岁起。'],
])

let shop: Workshop
beforeEach(() => {
  shop = workshop()
  const publishing = { author: '张三', at: new Date('2026-11-24T09:00:00+08:00'), key: KEY }
  writeSnapshot(shop.dataDir, shop.working, publishing)
  shop.change('elderly-services/old-age-allowance/faq.md', '八十岁起。', '七十岁起。')
  writeSnapshot(shop.dataDir, shop.working, publishing)
  pointTo(shop.dataDir, 1)
})
afterEach(() => shop.remove())

async function openLive(log: Log = silentLog): Promise<LiveContent> {
  const opening = await openLiveContent({ working: shop.working, dataDir: shop.dataDir, key: KEY }, log)
  if (!opening.ok) throw new Error('the snapshots are sound')
  return opening.live
}

describe('switching back and forth', () => {
  it('answers every one of ten thousand questions, each from the content that was live when it was asked', async () => {
    const live = await openLive()
    const { ask, close } = await openResident(live.current)
    const until = Date.now() + ENOUGH_MS
    let [asked, answered, switches] = [0, 0, 0]
    let over = false

    /** The texts that were live at any moment between question and answer. */
    const seen = new Map<number, Set<string>>()
    const noteLive = () => {
      const text = TEXTS.get(live.snapshot() ?? 0) ?? ''
      for (const texts of seen.values()) texts.add(text)
      return text
    }
    const askOn = async () => {
      while (asked < QUESTIONS && Date.now() < until) {
        const number = ++asked
        seen.set(number, new Set([noteLive()]))
        // As messages do in a server: each in a turn of its own of the event loop.
        await new Promise(setImmediate)
        const { kind, text } = await ask(`q${number}`, ASKED)
        noteLive()
        const may = [...(seen.get(number) ?? [])]
        seen.delete(number)
        expect([kind, may.filter((each) => text.includes(each)).length]).toEqual(['answer', 1])
        answered++
      }
    }
    const switchOn = async () => {
      while (!over) {
        pointTo(shop.dataDir, live.snapshot() === 1 ? 2 : 1)
        expect(await live.reload()).toEqual([])
        noteLive()
        switches++
        await new Promise((done) => setTimeout(done, 40))
      }
    }
    const switching = switchOn()
    await Promise.all(Array.from({ length: AT_ONCE }, askOn))
    over = true
    await switching
    await close()

    expect(answered).toBe(asked)
    expect(asked).toBeGreaterThan(1_000)
    expect(switches).toBeGreaterThan(20)
    if (asked < QUESTIONS) process.stderr.write(`asked ${asked} of ${QUESTIONS} questions in ${ENOUGH_MS} ms\n`)
  })

  it('happens by itself within a second of the pointer moving', async () => {
    const live = await openLive()
    const { ask, close } = await openResident(live.current)
    const watching = watchNames(publishedFolder(shop.dataDir), PUBLISHED_NAMES, () => {
      live.reload().catch(() => {})
    })
    for (const [i, number] of [2, 1, 2].entries()) {
      const began = Date.now()
      pointTo(shop.dataDir, number)
      while (live.snapshot() !== number && Date.now() - began < 5_000) await new Promise((done) => setTimeout(done, 5))
      expect(live.snapshot()).toBe(number)
      expect((await ask(`after${i}`, ASKED)).text).toContain(TEXTS.get(number))
    }
    watching.close()
    await close()
  })

  it('opens a snapshot just written before it goes live, so that going live needs no reading', async () => {
    const events: string[] = []
    const live = await openLive({ ...silentLog, info: (event) => events.push(event) })
    await live.reload()
    pointTo(shop.dataDir, 2)
    await live.reload()
    expect(live.snapshot()).toBe(2)
    expect(events).toEqual(['content.prepared', 'content.switched'])
  })

  it('ends on what the pointer says last, however many switches are asked for at once', async () => {
    const live = await openLive()
    const looks: Promise<unknown>[] = []
    for (const number of [2, 1, 2, 1, 2]) {
      pointTo(shop.dataDir, number)
      looks.push(live.reload())
    }
    await Promise.all(looks)
    expect(live.snapshot()).toBe(2)
  })
})
