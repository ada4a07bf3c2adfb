/** What the bureau's integrators copy: the receiver refuses what it must, and applies a case once. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Backend, startBackend } from '../../scripts/backend'
import { httpReceivedCases } from '../../src/adapters/http/received-cases'
import { fixedClock } from '../../src/base/clock'
import { signWebhook } from '../../src/cases/webhook'
import { caseFileOf, later, noon } from './sample'

const secrets = [`whsec_${Buffer.alloc(32, 1).toString('base64')}`]
const folder = mkdtempSync(join(tmpdir(), 'backend-'))
const options = { dataDir: folder, secrets, clock: fixedClock(noon) }
let backend: Backend
beforeAll(async () => {
  backend = await startBackend(options)
})
afterAll(async () => {
  await backend.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Sent {
  readonly body: string
  readonly key?: string | undefined
  readonly at?: Date
}

async function send({ body, key = 'key_1', at = noon }: Sent, headers: Record<string, string> = {}) {
  const signed = { ...signWebhook({ id: key, at, body, secrets }), 'idempotency-key': key, ...headers }
  const response = await fetch(backend.url, { method: 'POST', headers: signed, body })
  return { status: response.status, answer: await response.json() }
}

it('answers with a receipt naming our case, the same one every time', async () => {
  const caseFile = caseFileOf()
  const body = JSON.stringify(caseFile)
  const receipt = { status: 200, answer: { received: caseFile.id, number: 'MZ-000001' } }
  expect(await send({ body })).toEqual(receipt)
  expect(await send({ body, at: later(1000) })).toEqual(receipt)
  expect(backend.cases()).toEqual([{ number: 'MZ-000001', caseFile, arrivals: 2 }])
})

it('applies a case once of fifty parallel arrivals', async () => {
  const body = JSON.stringify(caseFileOf())
  const answers = await Promise.all(Array.from({ length: 50 }, () => send({ body, key: 'key_50' })))
  expect(new Set(answers.map(({ status, answer }) => `${status} ${answer.number}`)).size).toBe(1)
})

it('refuses other content under the same key, and the same case under another key', async () => {
  const caseFile = caseFileOf()
  const body = JSON.stringify(caseFile)
  await send({ body, key: 'key_a' })
  expect(await send({ body: JSON.stringify(caseFileOf()), key: 'key_a' })).toMatchObject({ status: 409 })
  expect(await send({ body, key: 'key_b' })).toMatchObject({ status: 409 })
  expect(await send({ body: JSON.stringify({ ...caseFile, region: '泗县' }), key: 'key_a' })).toMatchObject({
    status: 409,
  })
})

it('refuses what is unsigned, untimely, not a case, or too large, and keeps none of it', async () => {
  const before = backend.cases()
  const body = JSON.stringify(caseFileOf())
  expect(await send({ body }, { 'webhook-signature': 'v1,AAAA' })).toMatchObject({ status: 401 })
  expect(await send({ body, at: later(-301_000) })).toMatchObject({ status: 401 })
  expect(await send({ body: 'nonsense' })).toMatchObject({ status: 400 })
  expect(await send({ body: ' '.repeat(1024 * 1024 + 1) })).toMatchObject({ status: 413 })
  const unknownField = JSON.stringify({ ...caseFileOf(), note: '王秀英' })
  expect(await send({ body: unknownField })).toMatchObject({ status: 422 })
  expect(backend.cases()).toEqual(before)
})

it('says where a body does not fit, never what it says', async () => {
  const body = JSON.stringify({ ...caseFileOf(), region: ['王秀英'] })
  expect(await send({ body })).toEqual({ status: 422, answer: { reasons: ['region'] } })
})

describe('asked what it has', () => {
  const list = async (query: unknown, sign = secrets) => {
    const body = JSON.stringify(query)
    const headers = signWebhook({ id: 'list_1', at: noon, body, secrets: sign })
    const response = await fetch(`${backend.url}/received`, { method: 'POST', headers, body })
    return { status: response.status, answer: await response.json() }
  }

  it('names every case once, page by page', async () => {
    const everything = backend.cases().map(({ caseFile, number }) => ({ id: caseFile.id, number }))
    expect(everything.length).toBeGreaterThan(2)
    const named: { case: string; number: string }[] = []
    for (let after: number | undefined = 0; after !== undefined; ) {
      const { answer } = await list({ after, atMost: 2 })
      named.push(...answer.received)
      after = answer.next
    }
    expect(named.map((each) => ({ id: each.case, number: each.number }))).toEqual(everything)
    const received = httpReceivedCases({ url: backend.url, secrets }, fixedClock(noon))
    expect(await received.page(0)).toEqual({ received: everything, next: undefined })
  })

  it('tells nobody who does not sign, and says when the question is none', async () => {
    const other = [`whsec_${Buffer.alloc(32, 9).toString('base64')}`]
    expect(await list({ after: 0, atMost: 2 }, other)).toMatchObject({ status: 401 })
    expect(await list({ after: -1, atMost: 2 })).toMatchObject({ status: 400 })
    const stranger = httpReceivedCases({ url: backend.url, secrets: other }, fixedClock(noon))
    expect(await stranger.page(0)).toBe('unreached')
  })
})

it('remembers over a restart', async () => {
  const before = backend.cases()
  expect(before.length).toBeGreaterThan(0)
  await backend.close()
  backend = await startBackend(options)
  expect(backend.cases()).toEqual(before)
})
