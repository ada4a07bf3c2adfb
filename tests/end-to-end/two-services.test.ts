/**
 * Two services on one PostgreSQL, as behind the bureau's gateway: whichever of them a message reaches, the resident
 * notices nothing. Skipped, and said so, without TEST_DATABASE_URL; in CI that is a failure.
 */
import { rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { silentLog } from '../../src/base/log'
import { readConfig } from '../../src/config'
import { type Service, startService } from '../../src/main'
import { type Opened, openConversation, read, say } from '../channels/direct-line-calls'
import { inSchema, run } from '../contracts/databases'
import { eventually, root, temporaryFolder } from './service'

jest.setTimeout(120_000)

const url = process.env.TEST_DATABASE_URL ?? ''
// Skipped without TEST_DATABASE_URL: two services share a PostgreSQL.
const onPostgres = url ? describe : describe.skip
if (!url && process.env.CI === 'true')
  it('runs on PostgreSQL', () => expect('skipped: no TEST_DATABASE_URL').toBe('run'))

onPostgres('two services on one PostgreSQL', () => {
  const schema = `test_${process.pid}_${process.hrtime.bigint()}`
  const services: Service[] = []
  const told: string[] = []
  const folders: string[] = []
  const folder = () => {
    const made = temporaryFolder()
    folders.push(made)
    return made
  }
  /** Stands for a Bot Framework channel of this machine. */
  const connector = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    told.push(JSON.parse(Buffer.concat(chunks).toString('utf8')).text)
    response.setHeader('content-type', 'application/json')
    response.end('{"id":"1"}')
  })
  const at = (index: number) => services[index % 2]?.url ?? ''

  beforeAll(async () => {
    await run(url, `create schema ${schema}`)
    await new Promise<void>((listening) => connector.listen(0, '127.0.0.1', listening))
    const shared = {
      ...{ PORT: '0', DATABASE_URL: inSchema(url, schema), DIRECT_LINE_SECRET: 'd'.repeat(40) },
      DATA_KEYS: `k1:${Buffer.alloc(32, 3).toString('base64')}`,
    }
    // At once: one of them migrates, the other finds it done.
    const starting = [0, 1].map(() => startService(readConfig({ ...shared, DATA_DIR: folder() }, root), silentLog))
    services.push(...(await Promise.all(starting)))
  })
  afterAll(async () => {
    await Promise.all(services.map((service) => service.stop()))
    connector.closeAllConnections()
    connector.close()
    await run(url, `drop schema ${schema} cascade`)
    for (const each of folders) rmSync(each, { recursive: true, force: true })
  })

  const texts = async (opened: Opened, index: number) =>
    (await read(at(index), opened)).activities.map(({ text, from }) => `${from.role}: ${text}`)

  it('carries one conversation, whichever of them is asked', async () => {
    const opened = await openConversation(at(0))
    const turns = ['我要办高龄津贴', '老人自己申请', '张桂兰', '110101194003070412', '13812345678']
    for (const [index, text] of turns.entries())
      expect((await say(at(index), opened, text, `m${index}`)).status).toBe(200)
    const [one, other] = [await texts(opened, 0), await texts(opened, 1)]
    expect(one).toEqual(other)
    expect(one).toHaveLength(2 * turns.length)
    expect(one.filter((line) => line.includes('没有找到')).length).toBe(0)
  })

  it('answers a message once, however often and wherever it arrives', async () => {
    const opened = await openConversation(at(1))
    const arrivals = Array.from({ length: 8 }, (_, index) => say(at(index), opened, '低保怎么申请', 'same'))
    const answered = (await Promise.all(arrivals)).map(({ status }) => status)
    expect(answered).toEqual(Array.from({ length: 8 }, () => 200))
    expect(await texts(opened, 0)).toHaveLength(2)
  })

  it('loses none of many messages that reach both at once', async () => {
    const opened = await openConversation(at(0))
    const sent = Array.from({ length: 6 }, (_, index) => `低保要什么材料 ${index}`)
    const send = async (text: string, index: number) => {
      // A rival turn may win three times in a row; the page sends again, with the same id.
      for (let tries = 0; tries < 10; tries++) if ((await say(at(index), opened, text, `b${index}`)).ok) return
      throw new Error('not taken')
    }
    await Promise.all(sent.map(send))
    const said = (await texts(opened, 1)).filter((line) => line.startsWith('user:'))
    expect(said.sort()).toEqual(sent.map((text) => `user: ${text}`).sort())
  })

  it('reaches a resident of one of them from the other, and holds a conversation for both', async () => {
    const serviceUrl = `http://127.0.0.1:${(connector.address() as AddressInfo).port}`
    const from = { id: 'resident-1' }
    const deliver = (index: number, text: string, id: string) =>
      fetch(`${at(index)}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ...{ type: 'message', channelId: 'emulator', serviceUrl, from, text, id },
          ...{ conversation: { id: 'talk-1' }, recipient: { id: 'bot' } },
        }),
      })
    expect((await deliver(0, '转人工', 'a1')).status).toBe(200)
    await eventually(() => told.find((text) => text.includes('工作人员')), 'the first reply arrives')

    const signedIn = await post(1, 'sign-in', { name: '王敏' })
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const path = `conversations/${encodeURIComponent('emulator|talk-1')}`
    expect((await post(1, `${path}/take`, {}, cookie)).status).toBe(200)
    await eventually(() => told.find((text) => text.includes('王敏来接待您了')), 'the other service reaches them')

    expect((await deliver(0, '低保怎么申请', 'a2')).status).toBe(200)
    const { lease, entries } = await (
      await fetch(`${at(0)}/console/api/${path}?after=0`, { headers: { cookie: await cookieOf(0) } })
    ).json()
    expect(lease).toMatchObject({ operator: '王敏', mine: false })
    expect(entries.some((entry: { text: string }) => entry.text.includes('乡镇'))).toBe(false)
  })

  it('keeps one pace for both: half of too much at each is too much', async () => {
    const opens = Array.from({ length: 340 }, (_, index) =>
      fetch(`${at(index)}/directline/tokens/generate`, { method: 'POST' }).then(({ status }) => status),
    )
    const statuses = await Promise.all(opens)
    expect(new Set(statuses)).toEqual(new Set([200, 429]))
  })

  it('is not ready while the store is away, and is again by itself', async () => {
    const ready = async () => {
      const response = await fetch(`${at(0)}/readyz`)
      return [response.status, await response.json()]
    }
    expect(await ready()).toEqual([200, { status: 'ready' }])
    await run(url, `alter schema ${schema} rename to ${schema}_away`)
    expect(await ready()).toEqual([503, { status: 'waiting', waiting: ['store'] }])
    await run(url, `alter schema ${schema}_away rename to ${schema}`)
    expect(await ready()).toEqual([200, { status: 'ready' }])
  })

  async function cookieOf(index: number): Promise<string> {
    const response = await post(index, 'sign-in', { name: '李明' })
    return response.headers.get('set-cookie')?.split(';')[0] ?? ''
  }

  function post(index: number, path: string, body: object, cookie = '') {
    return fetch(`${at(index)}/console/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    })
  }
})
