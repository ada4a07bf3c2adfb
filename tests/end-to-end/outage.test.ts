/** PostgreSQL is gone for five seconds under load: an apology for whoever writes, nothing lost, and it goes on by itself. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { startBackend } from '../../scripts/backend'
import { outageReport, playOutage } from '../../scripts/chaos/outage'
import { severedLine } from '../../scripts/chaos/severed-line'
import { silentLog } from '../../src/base/log'
import { readConfig } from '../../src/config'
import { startService } from '../../src/main'
import { inSchema, run } from '../contracts/databases'
import { eventually, root, SECRET, temporaryFolder } from './service'

jest.setTimeout(120_000)

const url = process.env.TEST_DATABASE_URL ?? ''
// Skipped without TEST_DATABASE_URL: the line to a PostgreSQL is what is cut.
const onPostgres = url ? it : it.skip
if (!url && process.env.CI === 'true')
  it('runs on PostgreSQL', () => expect('skipped: no TEST_DATABASE_URL').toBe('run'))

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

const ENDLESS = { burst: 1e9, perMinute: 1e9 }
const PLAN = { beforeMs: 2_000, outMs: 5_000, afterMs: 6_000, talkers: 3, applicants: 2 }

onPostgres('apologises while the database is away, loses nothing, and goes on without a restart', async () => {
  const schema = `test_${process.pid}_${process.hrtime.bigint()}`
  await run(url, `create schema ${schema}`)
  const line = await severedLine(inSchema(url, schema))
  const dataDir = temporaryFolder()
  const backend = await startBackend({ dataDir: join(dataDir, 'backend'), secrets: [SECRET] })
  const settings = {
    ...{ PORT: '0', DATA_DIR: dataDir, DATABASE_URL: line.databaseUrl, DIRECT_LINE_SECRET: 'd'.repeat(40) },
    ...{ DATA_KEYS: `k1:${Buffer.alloc(32, 3).toString('base64')}`, BACKEND_URL: backend.url, BACKEND_SECRETS: SECRET },
  }
  const pace = { address: ENDLESS, conversation: ENDLESS }
  const service = await startService(readConfig(settings, root), silentLog, pace)

  endings.push(async () => {
    await service.stop()
    await backend.close()
    await line.close()
    await run(url, `drop schema ${schema} cascade`)
    rmSync(dataDir, { recursive: true, force: true })
  })

  const outage = await playOutage(service.url, line, PLAN)
  const shown = outage.outcomes.flatMap(({ numbers }) => numbers).sort()
  const arrived = () => backend.cases().map(({ caseFile }) => caseFile.number)
  await eventually(() => (arrived().length >= shown.length ? true : undefined), 'the cases arrive', 45_000)
  const { table, failures } = outageReport(outage)
  expect([failures, table]).toEqual([[], table])
  expect(shown.length).toBeGreaterThan(0)
  expect(arrived().sort()).toEqual(shown)
})
