/** Cases on their way to the bureau: the real store, poller tick, wire and reference receiver; only time is ours. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Backend, startBackend } from '../../scripts/backend'
import { type Behaviour, type CrookedFront, crookedFront } from '../../scripts/chaos/crooked-front'
import { httpCaseBackend } from '../../src/adapters/http/case-backend'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { openDatabase } from '../../src/adapters/sql/database'
import { sqlHandOffQueue } from '../../src/adapters/sql/hand-off-queue'
import type { Database } from '../../src/adapters/sql/tables'
import { fixedClock } from '../../src/base/clock'
import { countingIds } from '../../src/base/ids'
import { silentLog } from '../../src/base/log'
import { newBreaker } from '../../src/cases/breaker'
import type { CaseFile, CaseStage, CaseState } from '../../src/cases/case-file'
import { deliver } from '../../src/cases/deliver'
import { openCase } from '../../src/cases/open-case'
import { HORIZON_MS } from '../../src/cases/schedule'
import { intakeOf, later, noon, regions, testCipher } from './sample'

const secrets = [`whsec_${Buffer.alloc(32, 1).toString('base64')}`]
const DAY_MS = 86_400_000

let folder: string
let database: Database
let backend: Backend
let front: CrookedFront
const clock = fixedClock(noon)
const ids = countingIds()

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'delivery-'))
})
beforeEach(async () => {
  clock.set(noon)
  const own = mkdtempSync(join(folder, 'test-'))
  database = await openDatabase({ file: join(own, 'test.db') })
  backend = await startBackend({ dataDir: own, secrets, clock })
  front = await crookedFront(backend.url)
})
afterEach(async () => {
  await front.close()
  await backend.close()
  await database.destroy()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function service(url = front.url) {
  const [store, handOffs] = [sqlCaseStore(database, testCipher), sqlHandOffQueue(database, testCipher)]
  const told: [string, CaseStage][] = []
  const onStatus = async (caseFile: CaseFile, state: CaseState) => {
    told.push([caseFile.id, state.stage])
  }
  const [breaker, log] = [newBreaker(), silentLog]
  const endpoint = httpCaseBackend({ url, secrets, timeoutMs: 300 })
  const deps = { handOffs, backend: endpoint, breaker, clock, log, onStatus }
  return {
    told,
    breaker,
    handOffs,
    tick: () => deliver(deps),
    open: (intake = `intake_${ids.next('intake')}`) =>
      openCase(
        { store, regions, ids, clock, log },
        { intake: intakeOf(intake), conversation: 'c1', channel: 'web', region: '灵璧县', serviceTitle: '高龄津贴' },
      ),
    state: async (caseFile: CaseFile) => (await store.find(caseFile.id))?.state,
  }
}

const arrived = () => backend.cases().map(({ caseFile, arrivals }) => [caseFile.id, arrivals])

it('hands a case over, whole, and tells the resident that it has arrived', async () => {
  const { open, tick, told, state } = service()
  const caseFile = await open()
  expect(await state(caseFile)).toMatchObject({ stage: 'accepted', attempts: 0 })
  expect(await tick()).toBe(1)
  expect(backend.cases()).toEqual([{ number: 'MZ-000001', caseFile, arrivals: 1 }])
  expect(await state(caseFile)).toEqual({ stage: 'delivered', attempts: 1, backendNumber: 'MZ-000001' })
  expect(told).toEqual([[caseFile.id, 'delivered']])
  expect(await tick()).toBe(0)
})

it('opens and hands over one case when the resident confirms twice', async () => {
  const { open, tick } = service()
  const [first, second] = await Promise.all([open('intake_x'), open('intake_x')])
  expect(second).toEqual(first)
  await tick()
  expect(arrived()).toEqual([[first.id, 1]])
})

it('delivers once the backend is up again', async () => {
  const port = Number(new URL(backend.url).port)
  const dataDir = mkdtempSync(join(folder, 'down-'))
  const { open, tick, state, told } = service(backend.url)
  const caseFile = await open()
  await backend.close()
  await tick()
  expect(await state(caseFile)).toMatchObject({ stage: 'handingOff', attempts: 1, why: 'connection' })
  backend = await startBackend({ dataDir, secrets, clock, port })
  expect(await tick()).toBe(0) // not due yet
  clock.set(later(10_000))
  await tick()
  expect(arrived()).toEqual([[caseFile.id, 1]])
  expect(told).toEqual([
    [caseFile.id, 'handingOff'],
    [caseFile.id, 'delivered'],
  ])
})

const receiptFor = (received: string) => JSON.stringify({ received, number: 'X-1' })

it.each<[string, string, Behaviour]>([
  ['a 500', 'http 500', { kind: 'answer', status: 500 }],
  ['a 503', 'http 503', { kind: 'answer', status: 503 }],
  ['a redirect', 'http 307', { kind: 'answer', status: 307, headers: { location: 'http://127.0.0.1:9/elsewhere' } }],
  ['a 200 without a receipt', 'unconfirmed', { kind: 'answer', status: 200, body: '<html>登录</html>' }],
  ['a 204', 'unconfirmed', { kind: 'answer', status: 204 }],
  ['a receipt for another case', 'unconfirmed', { kind: 'answer', status: 200, body: receiptFor('case_other') }],
  ['a hang-up', 'connection', { kind: 'hangUp' }],
])('tries again after %s, and applies the case once', async (_, why, behaviour) => {
  const { open, tick, state } = service()
  const caseFile = await open()
  front.behave(behaviour)
  await tick()
  expect(await state(caseFile)).toMatchObject({ stage: 'handingOff', why })
  expect(arrived()).toEqual([])
  front.behave({ kind: 'forward' })
  clock.set(later(10_000))
  await tick()
  expect(await state(caseFile)).toEqual({ stage: 'delivered', attempts: 2, backendNumber: 'MZ-000001' })
  expect(arrived()).toEqual([[caseFile.id, 1]])
})

it('does not read a receipt without end', async () => {
  const { open, tick, state } = service()
  const caseFile = await open()
  front.behave({ kind: 'answer', status: 200, body: ' '.repeat(70_000) + receiptFor(caseFile.id) })
  await tick()
  expect(await state(caseFile)).toMatchObject({ stage: 'handingOff', why: 'unconfirmed' })
})

it.each<[string, string, Behaviour]>([
  ['answers too slowly', 'timeout', { kind: 'swallow' }],
  ['breaks off midway through its receipt', 'connection', { kind: 'cut' }],
])('applies a case once when the backend took it but %s', async (_, why, behaviour) => {
  const { open, tick, state } = service()
  const caseFile = await open()
  front.behave(behaviour)
  await tick()
  expect(await state(caseFile)).toMatchObject({ stage: 'handingOff', why })
  expect(arrived()).toEqual([[caseFile.id, 1]])
  front.behave({ kind: 'forward' })
  clock.set(later(10_000))
  await tick()
  expect(await state(caseFile)).toMatchObject({ stage: 'delivered', backendNumber: 'MZ-000001' })
  expect(arrived()).toEqual([[caseFile.id, 2]])
  const keys = front.requests.map(({ headers }) => [headers['webhook-id'], headers['idempotency-key']])
  expect(keys).toHaveLength(2)
  expect(keys[1]).toEqual(keys[0])
  expect(front.requests[1]?.body).toBe(front.requests[0]?.body)
  expect(front.requests[1]?.headers['webhook-timestamp']).not.toBe(front.requests[0]?.headers['webhook-timestamp'])
})

it.each([400, 401, 403, 404, 409, 413, 422])('parks a case answered %i at once, for a person', async (status) => {
  const { open, tick, state, told, handOffs } = service()
  const caseFile = await open()
  const body = JSON.stringify({ reasons: ['身份证 341323194001011225 重复'] })
  front.behave({ kind: 'answer', status, body })
  await tick()
  expect(await state(caseFile)).toMatchObject({
    stage: 'needsPerson',
    why: `http ${status}; 身份证 341*************25 重复`,
  })
  expect(told).toEqual([[caseFile.id, 'needsPerson']])
  front.behave({ kind: 'forward' })
  clock.set(later(HORIZON_MS))
  expect(await tick()).toBe(0)
  await handOffs.replay(caseFile.id, clock.now())
  await tick()
  expect(arrived()).toEqual([[caseFile.id, 1]])
})

it('sends nothing more to an endpoint that is gone', async () => {
  const { open, tick, state, breaker } = service()
  const first = await open()
  front.behave({ kind: 'answer', status: 410 })
  await tick()
  expect(await state(first)).toMatchObject({ stage: 'needsPerson', why: 'http 410' })
  expect(breaker.isOff()).toBe(true)
  const second = await open()
  expect(await tick()).toBe(0)
  expect(await state(second)).toMatchObject({ stage: 'accepted', attempts: 0 })
})

it.each([
  ['in seconds', '3600'],
  ['as a date', new Date(noon.getTime() + 3_600_000).toUTCString()],
])('waits as long as Retry-After asks, %s', async (_, retryAfter) => {
  const { open, tick } = service()
  await open()
  front.behave({ kind: 'answer', status: 429, headers: { 'retry-after': retryAfter } })
  await tick()
  front.behave({ kind: 'forward' })
  clock.set(later(3_599_999))
  expect(await tick()).toBe(0)
  clock.set(later(3_600_000))
  expect(await tick()).toBe(1)
})

it('parks a case after ten days without success, having tried to the end', async () => {
  const { open, tick, state, told } = service()
  const caseFile = await open()
  front.behave({ kind: 'answer', status: 503, headers: { 'retry-after': '999999999' } })
  let days = 0
  for (; (await state(caseFile))?.stage !== 'needsPerson' && days < 20; days++) {
    clock.set(later(days * DAY_MS))
    await tick()
  }
  expect(days).toBe(11) // days 0 to 10: a day is the most that Retry-After may ask
  expect(await state(caseFile)).toMatchObject({ attempts: 11, why: 'http 503' })
  expect(told.map(([, stage]) => stage)).toEqual(['handingOff', 'needsPerson'])
})

it('rests after failures in a row, and lets one case try before the others', async () => {
  const { open, tick } = service()
  const cases = await Promise.all(Array.from({ length: 6 }, () => open()))
  front.behave({ kind: 'answer', status: 500 })
  expect(await tick()).toBe(6)
  clock.set(later(29_999))
  expect(await tick()).toBe(0)
  clock.set(later(40_000))
  expect(await tick()).toBe(1)
  front.behave({ kind: 'forward' })
  clock.set(later(120_000))
  expect(await tick()).toBe(1)
  expect(await tick()).toBe(5)
  expect(new Set(backend.cases().map(({ caseFile }) => caseFile.id))).toEqual(new Set(cases.map(({ id }) => id)))
})

it('keeps cases in the desk as accepted until a backend is configured, then hands them over', async () => {
  const { open, tick, state } = service()
  const caseFile = await open()
  clock.set(later(30 * DAY_MS)) // no BACKEND_URL: nobody ticked
  expect(await state(caseFile)).toMatchObject({ stage: 'accepted', attempts: 0 })
  front.behave({ kind: 'answer', status: 500 })
  await tick()
  expect(await state(caseFile)).toMatchObject({ stage: 'handingOff' }) // its ten days begin with the first attempt
  front.behave({ kind: 'forward' })
  clock.set(later(30 * DAY_MS + 10_000))
  await tick()
  expect(arrived()).toEqual([[caseFile.id, 1]])
})

it('is accepted by a receiver that knows only the new of two secrets, or only the old', async () => {
  const fresh = `whsec_${Buffer.alloc(32, 2).toString('base64')}`
  const stranger = `whsec_${Buffer.alloc(32, 3).toString('base64')}`
  const { open } = service()
  const caseFile = await open()
  const submit = (...known: string[]) =>
    httpCaseBackend({ url: backend.url, secrets: known }).submit(caseFile, { key: 'k', at: clock.now() })
  expect(await submit(fresh, ...secrets)).toMatchObject({ kind: 'accepted' })
  expect(await submit(...secrets, fresh)).toMatchObject({ kind: 'accepted' })
  expect(await submit(stranger)).toEqual({ kind: 'refused', reasons: ['http 401', 'badSignature'], endpointOff: false })
})
