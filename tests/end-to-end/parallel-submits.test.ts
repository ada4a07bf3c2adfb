/** One filled-in form, confirmed two hundred times at once: one case, on each database, and at the backend. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { startBackend } from '../../scripts/backend'
import { silentLog } from '../../src/base/log'
import { readConfig } from '../../src/config'
import { startService } from '../../src/main'
import { openConversation, read, say } from '../channels/direct-line-calls'
import { inSchema, run } from '../contracts/databases'
import { SUBSISTENCE_INTAKE } from './answers'
import { eventually, root, SECRET, temporaryFolder } from './service'

jest.setTimeout(180_000)

const url = process.env.TEST_DATABASE_URL ?? ''
if (!url && process.env.CI === 'true')
  it('runs on PostgreSQL', () => expect('skipped: no TEST_DATABASE_URL').toBe('run'))

const ENDLESS = { burst: 1e9, perMinute: 1e9 }
const PACE = { address: ENDLESS, conversation: ENDLESS }
const SUBMITS = 200
const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

/** As many services as asked for, on one database. */
async function start(databaseUrl: string | undefined, count: number) {
  const dataDir = temporaryFolder()
  endings.push(async () => rmSync(dataDir, { recursive: true, force: true }))
  const backend = await startBackend({ dataDir: join(dataDir, 'backend'), secrets: [SECRET] })
  endings.push(() => backend.close())
  const shared = {
    ...{ PORT: '0', DATA_DIR: dataDir, BACKEND_URL: backend.url, BACKEND_SECRETS: SECRET },
    ...{ DIRECT_LINE_SECRET: 'd'.repeat(40), DATA_KEYS: `k1:${Buffer.alloc(32, 3).toString('base64')}` },
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  }
  const services = []
  for (let each = 0; each < count; each++) services.push(await startService(readConfig(shared, root), silentLog, PACE))
  for (const service of services) endings.push(() => service.stop())
  return { backend, urls: services.map((service) => service.url) }
}

async function submitAtOnce(databaseUrl: string | undefined, count: number): Promise<void> {
  const { backend, urls } = await start(databaseUrl, count)
  const at = (index: number) => urls[index % urls.length] ?? ''
  const opened = await openConversation(at(0))
  const answers = ['我要办低保', ...SUBSISTENCE_INTAKE]
  for (const [index, text] of answers.slice(0, -1).entries())
    expect((await say(at(0), opened, text, `a${index}`)).status).toBe(200)

  const confirm = answers.at(-1) ?? ''
  const sent = Array.from({ length: SUBMITS }, (_, index) => say(at(index), opened, confirm, `confirm${index}`))
  const statuses = (await Promise.all(sent)).map(({ status }) => status)
  // Whoever lost too often against the others is told to send again.
  expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([])
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(0)

  await eventually(() => backend.cases()[0], 'the case arrives', 60_000)
  const { activities } = await read(at(0), opened)
  const numbers = new Set(activities.flatMap(({ channelData }) => channelData.caseNumber ?? []))
  expect(backend.cases().map(({ caseFile }) => caseFile.number)).toEqual([...numbers])
  expect(numbers.size).toBe(1)
}

it('opens one case of two hundred parallel submits on SQLite', () => submitAtOnce(undefined, 1))

// Skipped without TEST_DATABASE_URL: two services share a PostgreSQL.
const onPostgres = url ? it : it.skip
if (!url && process.env.CI === 'true')
  it('runs on PostgreSQL', () => expect('skipped: no TEST_DATABASE_URL').toBe('run'))

onPostgres('opens one case of two hundred parallel submits on PostgreSQL, sent to two services', async () => {
  const schema = `test_${process.pid}_${process.hrtime.bigint()}`
  await run(url, `create schema ${schema}`)
  endings.push(() => run(url, `drop schema ${schema} cascade`))
  await submitAtOnce(inSchema(url, schema), 2)
})
