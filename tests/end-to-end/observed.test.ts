/** What the bureau's monitoring sees of a running service: metrics, readiness, and alerts that reach somebody. */
import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { verifyWebhook } from '../../src/cases/webhook'
import { SUBSISTENCE_INTAKE } from './answers'
import { directLine, eventually, type Running, SECRET, startEverything } from './service'

jest.setTimeout(60_000)

const alerts: { kind: string; subject: string }[] = []
const receiver = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const verified = verifyWebhook(request.headers, body, { secrets: [SECRET], now: new Date() })
  if (verified.kind === 'verified') alerts.push(JSON.parse(body.toString('utf8')))
  response.statusCode = 204
  response.end()
})
let running: Running

beforeAll(async () => {
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening))
  const { port } = receiver.address() as AddressInfo
  running = await startEverything({
    ...{ ALERT_URL: `http://127.0.0.1:${port}/`, ALERT_SECRETS: SECRET, METRICS_TOKEN: 'a token for the scraper' },
    // Signed with another secret than the backend knows: every case is refused, and parked.
    BACKEND_SECRETS: `whsec_${Buffer.alloc(32, 9).toString('base64')}`,
  })
})
afterAll(async () => {
  await running.stop()
  receiver.closeAllConnections()
  receiver.close()
})

const metrics = async (token = 'a token for the scraper') => {
  const response = await fetch(`${running.service.url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
  return { status: response.status, text: await response.text() }
}

it('counts turns, danger signals and what is owed, and says which content is served', async () => {
  const line = await directLine(running.service.url)
  await line.say('低保怎么申请')
  await line.say('我不想活了')
  const { text } = await metrics()
  expect(text).toContain('assistant_turns_total{kind="answer"} 1')
  expect(text).toContain('assistant_turn_seconds_count{kind="crisis"} 1')
  expect(text).toContain('assistant_crisis_signals_total 1')
  expect(text).toMatch(/assistant_retrieval_seconds_count [1-9]/)
  expect(text).toMatch(/assistant_retrieval_seconds_bucket\{le="1"\} [1-9]/)
  expect(text).toContain('assistant_hand_off_oldest_seconds 0')
  expect(text).toContain('assistant_hand_offs{state="parked"} 0')
  expect(text).toMatch(/assistant_content_info\{digest="[^"]+"\} 1/)
  expect(text).toContain('process_resident_memory_bytes')
})

it('shows them to nobody without the token', async () => {
  expect(await metrics('a token for somebody')).toMatchObject({ status: 401 })
  expect((await fetch(`${running.service.url}/metrics`)).status).toBe(401)
})

it('raises a signed alert for a person in danger and for a parked case, by id alone', async () => {
  const line = await directLine(running.service.url)
  await line.say('我要办低保')
  for (const answer of SUBSISTENCE_INTAKE) await line.say(answer)
  const parked = await eventually(() => alerts.find(({ kind }) => kind === 'case.parked'), 'the alert arrives')
  expect(parked.subject).toMatch(/^case_/)
  expect(alerts.find(({ kind }) => kind === 'crisis')?.subject).toMatch(/^conversation_/)
  const { text } = await metrics()
  expect(text).toContain('assistant_hand_offs{state="parked"} 1')
  expect(text).toContain('assistant_hand_off_attempts_total{end="refused"} 1')
})

it('is ready while the store and the index answer', async () => {
  const response = await fetch(`${running.service.url}/readyz`)
  expect([response.status, await response.json()]).toEqual([200, { status: 'ready' }])
})

it('is not ready while nothing residents send could be kept', async () => {
  const uploads = join(running.dataDir, 'uploads')
  rmSync(uploads, { recursive: true, force: true })
  writeFileSync(uploads, 'a file where a folder should be')
  const away = await fetch(`${running.service.url}/readyz`)
  expect([away.status, await away.json()]).toEqual([503, { status: 'waiting', waiting: ['attachments'] }])
  rmSync(uploads)
  expect((await fetch(`${running.service.url}/readyz`)).status).toBe(200)
})
