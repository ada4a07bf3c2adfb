/** A share of `npm run fuzz`: malformed requests at every route of the real service, always the same ones. */

import { rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type FuzzedService, startFuzzedService } from '../../scripts/fuzz/fuzzed-service'
import { whatIsWrong } from '../../scripts/fuzz/judge'
import { growth, MOST_GROWTH_MB, problems } from '../../scripts/fuzz/report'
import { runFuzz } from '../../scripts/fuzz/run'
import { prepareWorld } from '../../scripts/fuzz/samples'
import { SECRET, temporaryFolder } from './service'

jest.setTimeout(240_000)

const folder = temporaryFolder()
const channel = createServer((request, response) => {
  request.resume()
  response.setHeader('content-type', 'application/json')
  response.end('{"id":"1"}')
})
let service: FuzzedService

beforeAll(async () => {
  await new Promise<void>((listening) => channel.listen(0, '127.0.0.1', listening))
  const backend = { BACKEND_URL: 'http://127.0.0.1:1/cases', BACKEND_SECRETS: SECRET }
  service = await startFuzzedService({ DATA_DIR: folder, ...backend })
})
afterAll(async () => {
  await service.end()
  channel.closeAllConnections()
  channel.close()
  rmSync(folder, { recursive: true, force: true })
})

it('answers 1 500 malformed requests with no 5xx, no silence and no word of its insides, and lives on', async () => {
  const serviceUrl = `http://127.0.0.1:${(channel.address() as AddressInfo).port}`
  const world = await prepareWorld(service.url, { secret: SECRET, serviceUrl })
  const plan = { seed: 1, requests: 1_500, warmUp: 500, until: Date.now() + 200_000, atOnce: 4 }
  const ran = await runFuzz(service, world, plan)
  expect(problems(ran)).toEqual([])
  expect(ran.sent).toBe(plan.requests)
  expect(growth(ran).heapUsed).toBeLessThan(MOST_GROWTH_MB.heapUsed)
  const reached = [...ran.rows.keys()]
  for (const { method, path } of service.routes) expect(reached).toContain(`${method} ${path}`)
  // Past the first check, too: most routes took something.
  expect([...ran.rows.values()].filter((row) => row['2xx'] || row['1xx']).length).toBeGreaterThan(25)
  expect((await fetch(`${service.url}/healthz`)).status).toBe(200)
})

describe('the judge of an answer', () => {
  const request = { route: 'GET /', bytes: Buffer.alloc(0), hangsUp: false }
  const answered = (status: number, body: string) => ({ kind: 'answered' as const, status, text: `\r\n\r\n${body}` })

  it.each([
    ['an undeclared 500', answered(500, '{"error":{"code":"server.fault"}}')],
    ['a 503 without a code', answered(503, '')],
    ['a stack trace', answered(400, 'at parse (/app/src/x.ts:12:3)')],
    ['silence', { kind: 'silent' as const }],
    ['a connection closed without a word', { kind: 'closed' as const }],
  ])('does not let pass %s', (_name, answer) => expect(whatIsWrong(request, answer)).toBeDefined())

  it.each([
    ['a refusal', answered(404, '{"error":{"code":"route.notFound"}}')],
    ['a declared 503', answered(503, '{"error":{"code":"assistant.faulted"}}')],
  ])('lets pass %s', (_name, answer) => expect(whatIsWrong(request, answer)).toBeUndefined())
})
