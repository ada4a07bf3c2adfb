/** The service on published content: a switch takes under a second, loses no request, and lets a running intake be. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { localSecret } from '../../src/adapters/files/local-secret'
import { type Log, silentLog } from '../../src/base/log'
import { readConfig } from '../../src/config'
import { type ContentFolders, pointTo, writeSnapshot } from '../../src/knowledge/publishing/snapshots'
import { type Service, startService } from '../../src/main'
import { directLine, eventually, root } from '../end-to-end/service'

jest.setTimeout(90_000)

const ASKED = '高龄津贴按虚岁还是周岁'
const ANSWERS = { 1: '要满80周岁，按周岁算', 2: '满80周岁才行，看周岁' } as const
const NAME_ASKED = { 1: '老人叫什么名字', 2: '请写老人的姓名' } as const

let folder: string
let service: Service
let working: ContentFolders
const events: string[] = []
const log: Log = { ...silentLog, info: (event) => events.push(event) }
const dataDir = () => join(folder, 'data')
const write = () =>
  writeSnapshot(dataDir(), working, { author: '张三', at: new Date(), key: localSecret(dataDir(), 'publishing') })

/** The real content, published; a second version is written by the first test. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'served-'))
  working = { knowledge: join(folder, 'knowledge'), dialogs: join(folder, 'dialogs') }
  for (const part of ['knowledge', 'dialogs'] as const) cpSync(join(root, part), working[part], { recursive: true })
  pointTo(dataDir(), write().number)
  service = await startService(readConfig({ PORT: '0', DATA_DIR: dataDir() }, root), log)
})
afterAll(async () => {
  await service.stop()
  rmSync(folder, { recursive: true, force: true })
})

function change(file: string, old: string, text: string): void {
  const parts = readFileSync(file, 'utf8').split(old)
  expect(parts).toHaveLength(2)
  writeFileSync(file, parts.join(text))
}

async function switchTo(number: 1 | 2): Promise<void> {
  pointTo(dataDir(), number)
  await eventually(async () => ((await served()) === number ? true : undefined), `snapshot ${number} is served`)
}

async function served(): Promise<unknown> {
  const health = (await (await fetch(`${service.url}/healthz`)).json()) as { snapshot?: unknown }
  return health.snapshot
}

describe('a service on published content', () => {
  it('answers everybody while it is switched, and after a switch nobody by the old text', async () => {
    expect(await served()).toBe(1)
    let over = false
    let answered = 0
    // As fast as the channel lets one address ask.
    const residents = Array.from({ length: 4 }, async () => {
      const line = await directLine(service.url)
      for (let asked = 0; asked < 20 && !over; asked++) {
        const { text } = await line.say(ASKED)
        expect(Object.values(ANSWERS).filter((each) => text.includes(each))).toHaveLength(1)
        answered++
        await new Promise((done) => setTimeout(done, 100))
      }
    })
    change(join(working.knowledge, 'elderly-services/old-age-allowance/faq.md'), ANSWERS[1], ANSWERS[2])
    change(join(working.dialogs, 'old-age-allowance.yaml'), NAME_ASKED[1], NAME_ASKED[2])
    write()
    await eventually(() => (events.includes('content.prepared') ? true : undefined), 'the snapshot is opened ahead')
    for (const number of [2, 1, 2, 1, 2] as const) {
      await switchTo(number)
      const { text } = await (await directLine(service.url)).say(ASKED)
      expect(text).toContain(ANSWERS[number])
      await new Promise((done) => setTimeout(done, 200))
    }
    over = true
    await Promise.all(residents)
    expect(answered).toBeGreaterThan(10)
  })

  it('carries an intake on with the form it began with, and begins the next one with the new form', async () => {
    await switchTo(1)
    const running = await directLine(service.url)
    await running.say('我要办高龄津贴')
    await switchTo(2)
    for (const answer of ['老人自己申请', '灵璧县']) await running.say(answer)
    expect((await running.say('没有')).text).toContain(NAME_ASKED[1])
    const fresh = await directLine(service.url)
    for (const answer of ['我要办高龄津贴', '老人自己申请', '灵璧县']) await fresh.say(answer)
    expect((await fresh.say('没有')).text).toContain(NAME_ASKED[2])
  })

  it('keeps serving what it has when the pointer leads nowhere', async () => {
    const number = await served()
    pointTo(dataDir(), 9)
    await new Promise((done) => setTimeout(done, 300))
    expect(await served()).toBe(number)
    const { text } = await (await directLine(service.url)).say(ASKED)
    expect(text).toContain(number === 1 ? ANSWERS[1] : ANSWERS[2])
  })
})
