/** Statuses called back by the reference receiver's own sender, over HTTP. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sendStatus } from '../../scripts/backend'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { openDatabase } from '../../src/adapters/sql/database'
import type { Database } from '../../src/adapters/sql/tables'
import { fixedClock } from '../../src/base/clock'
import { silentLog } from '../../src/base/log'
import { type AppliedStatus, applyStatus, REFUSAL_STATUS } from '../../src/cases/apply-status'
import { signWebhook } from '../../src/cases/webhook'
import { caseFileOf, later, noon, testCipher } from './sample'

const secrets = [`whsec_${Buffer.alloc(32, 1).toString('base64')}`]
const folder = mkdtempSync(join(tmpdir(), 'status-'))
const caseFile = caseFileOf({ id: 'case_status' })
const ends: AppliedStatus[] = []
let database: Database
let server: Server
let callbackUrl: string

const apply = (headers: Record<string, string | string[] | undefined>, body: string | Buffer) =>
  applyStatus(
    { store: sqlCaseStore(database, testCipher), secrets, clock: fixedClock(noon), log: silentLog },
    headers,
    body,
  )

beforeAll(async () => {
  database = await openDatabase({ file: join(folder, 'test.db') })
  await sqlCaseStore(database, testCipher).open({ caseFile, handOff: 'handoff_status', at: noon })
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const end = await apply(request.headers, Buffer.concat(chunks))
    ends.push(end)
    response.statusCode = end.kind === 'refused' ? REFUSAL_STATUS[end.code] : 204
    response.end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  callbackUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterAll(async () => {
  const closed = new Promise((done) => server.close(done))
  server.closeAllConnections()
  await closed
  await database.destroy()
  rmSync(folder, { recursive: true, force: true })
})

const latest = async () => (await sqlCaseStore(database, testCipher).find(caseFile.id))?.state.latestStatus
const send = (status: string, id?: string, at = noon) =>
  sendStatus({ callbackUrl, secrets, caseId: caseFile.id, status, note: '请等待', at }, id)

it('applies a signed status, and hands it on for the resident', async () => {
  expect(await send('入户调查', 'event_1')).toBe(204)
  const event = { id: 'event_1', caseId: caseFile.id, status: '入户调查', note: '请等待', at: noon }
  expect(ends.at(-1)).toEqual({ kind: 'applied', caseFile, event })
  expect(await latest()).toEqual({ status: '入户调查', note: '请等待', at: noon.toISOString() })
})

it('applies a repeated status once', async () => {
  expect(await send('公示', 'event_2', later(1000))).toBe(204)
  expect(await send('公示', 'event_2', later(1000))).toBe(204)
  expect(ends.slice(-2).map(({ kind }) => kind)).toEqual(['applied', 'replayed'])
})

it('refuses another secret, an old message and an unsigned one, each with its code', async () => {
  const before = await latest()
  const status = { callbackUrl, secrets, caseId: caseFile.id, status: '批准', at: noon }
  const stranger = [`whsec_${Buffer.alloc(32, 9).toString('base64')}`]
  expect(await sendStatus({ ...status, secrets: stranger })).toBe(401)
  expect(await sendStatus({ ...status, at: later(-301_000) })).toBe(401)
  expect((await fetch(callbackUrl, { method: 'POST', body: '{}' })).status).toBe(401)
  expect(ends.slice(-3)).toEqual(['badSignature', 'untimely', 'unsigned'].map((code) => ({ kind: 'refused', code })))
  expect(await latest()).toEqual(before)
})

it('refuses a status for a case we do not have', async () => {
  expect(await sendStatus({ callbackUrl, secrets, caseId: 'case_none', status: '批准', at: noon })).toBe(404)
})

it.each([
  ['no JSON', 'nonsense'],
  ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00])],
  ['a number', '7'],
  ['an unknown field', JSON.stringify({ case: caseFile.id, status: '公示', at: noon.toISOString(), extra: 1 })],
  [
    'a status as long as a letter',
    JSON.stringify({ case: caseFile.id, status: '公'.repeat(41), at: noon.toISOString() }),
  ],
  ['a date that is none', JSON.stringify({ case: caseFile.id, status: '公示', at: '2026-13-01' })],
  ['a text no store can hold', JSON.stringify({ case: 'a\u0000b', status: '公示', at: noon.toISOString() })],
  ['a case file sent back to us', JSON.stringify(caseFile)],
])('refuses a well-signed body that is %s', async (_, body) => {
  const headers = signWebhook({ id: `bad_${_}`, at: noon, body, secrets })
  expect(await apply(headers, body)).toEqual({ kind: 'refused', code: 'badBody' })
})
