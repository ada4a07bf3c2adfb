/** Alerts leave signed, in order, without ever holding up whoever raised them; what cannot leave is dropped and said. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { alertHook } from '../../src/adapters/http/alert-hook'
import { fixedClock } from '../../src/base/clock'
import { countingIds } from '../../src/base/ids'
import { verifyWebhook } from '../../src/cases/webhook'
import { noon } from '../cases/sample'
import { recordingLog } from '../channels/recording-log'

const secrets = [`whsec_${Buffer.alloc(32, 4).toString('base64')}`]
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function receiver(answer: (count: number) => number | undefined) {
  const arrived: { headers: IncomingMessage['headers']; body: string }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    arrived.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') })
    const status = answer(arrived.length)
    if (status === undefined) return
    response.statusCode = status
    response.end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { arrived, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}

function start(url: string, pauses: readonly number[] = [1, 1]) {
  const log = recordingLog()
  const hook = alertHook({ url, secrets, timeoutMs: 300 }, { clock: fixedClock(noon), ids: countingIds(), log }, pauses)
  return { hook, log }
}

async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error('waited in vain')
    await new Promise((wake) => setTimeout(wake, 5))
  }
}

it('arrives signed, one after the other, with ids alone', async () => {
  const { arrived, url } = await receiver(() => 204)
  const { hook } = start(url)
  hook.send({ kind: 'crisis', subject: 'c1' })
  hook.send({ kind: 'case.parked', subject: 'case_1' })
  await until(() => arrived.length === 2)
  expect(arrived.map(({ body }) => JSON.parse(body))).toEqual([
    { kind: 'crisis', subject: 'c1', at: noon.toISOString() },
    { kind: 'case.parked', subject: 'case_1', at: noon.toISOString() },
  ])
  for (const { headers, body } of arrived)
    expect(verifyWebhook(headers, body, { secrets, now: noon }).kind).toBe('verified')
  await hook.stop()
})

it('is tried three times under the same id, then dropped and said', async () => {
  const { arrived, url } = await receiver((count) => (count <= 4 ? 500 : 204))
  const { hook, log } = start(url)
  hook.send({ kind: 'crisis', subject: 'c1' })
  hook.send({ kind: 'crisis', subject: 'c2' })
  await until(() => arrived.length === 5)
  expect(arrived.map(({ body }) => JSON.parse(body).subject)).toEqual(['c1', 'c1', 'c1', 'c2', 'c2'])
  expect(new Set(arrived.slice(0, 3).map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect(log.lines).toEqual(['["alert.dropped",{"why":"unreached"}]'])
  await hook.stop()
})

it('holds nobody up while the other end is silent, and keeps no more than a hundred', async () => {
  const { url } = await receiver(() => undefined)
  const { hook, log } = start(url)
  const began = performance.now()
  for (let count = 0; count < 150; count++) hook.send({ kind: 'crisis', subject: `c${count}` })
  expect(performance.now() - began).toBeLessThan(200)
  expect(log.lines.filter((line) => line.includes('queueFull'))).toHaveLength(49)
  await hook.stop()
  hook.send({ kind: 'crisis', subject: 'late' })
})
