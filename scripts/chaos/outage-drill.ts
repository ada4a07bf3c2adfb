/**
 * `npm run chaos -- --outage`: the real service in a process of its own, PostgreSQL away for 30 seconds under load, by
 * the commands given or by a cut line; then the table, and whether every case shown has reached the backend once.
 */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Backend } from '../backend'
import { freePort } from './free-port'
import { startKilledService } from './killed-service'
import { type Line, outageReport, playOutage } from './outage'
import { severedLine } from './severed-line'

export interface OutageDrill {
  readonly folder: string
  readonly backend: Backend
  readonly postgres?: string | undefined
  readonly stop?: string | undefined
  readonly start?: string | undefined
}

const PLAN = { beforeMs: 10_000, outMs: 30_000, afterMs: 20_000, talkers: 6, applicants: 3 }
const SETTLE_MS = 90_000
const SECRET = `whsec_${Buffer.alloc(32, 3).toString('base64')}`

export async function drillOutage({ folder, backend, postgres, stop, start }: OutageDrill): Promise<void> {
  if (!postgres) throw new Error('停库演练要用 --postgres 给出数据库网址')
  const severed = stop && start ? undefined : await severedLine(postgres)
  const line: Line = severed ?? { cut: () => shell(stop), mend: () => shell(start) }
  const service = await startKilledService(await freePort(), {
    ...{ DATA_DIR: join(folder, 'server'), DATABASE_URL: severed?.databaseUrl ?? postgres },
    ...{ DATA_KEYS: `chaos:${Buffer.alloc(32, 6).toString('base64')}`, TRUST_PROXY: 'true' },
    ...{ BACKEND_URL: backend.url, BACKEND_SECRETS: SECRET },
    ...{ DIRECT_LINE_SECRET: 'chaos '.repeat(8), OPERATOR_TOKEN: 'chaos '.repeat(8) },
  })
  const outage = await playOutage(service.url, line, PLAN)
  const shown = outage.outcomes.flatMap(({ numbers }) => numbers)
  const failures = [...outageReport(outage).failures, ...(await undelivered(backend, shown))]
  await service.end()
  await severed?.close()
  const how = stop ? `执行“${stop}”` : '切断连接'
  console.log(`PostgreSQL 停 ${PLAN.outMs / 1000} 秒（${how}），服务没有重启\n${outageReport(outage).table}`)
  console.log(failures.length === 0 ? '没有丢失，没有重复，自行恢复。' : failures.join('\n'))
  process.exitCode = failures.length === 0 && shown.length > 0 ? 0 : 1
}

async function undelivered(backend: Backend, shown: readonly string[]): Promise<readonly string[]> {
  const arrived = () => backend.cases().map(({ caseFile }) => caseFile.number)
  const deadline = Date.now() + SETTLE_MS
  while (arrived().length < shown.length && Date.now() < deadline) await sleep(300)
  const received = new Set(arrived())
  const missing = shown.filter((number) => !received.has(number)).length
  const extra = received.size - new Set(shown).size + missing
  return [
    ...(missing > 0 ? [`没有送达后台的办件：${missing}`] : []),
    ...(extra > 0 ? [`后台有、居民却没有看到编号的办件：${extra}`] : []),
    ...(arrived().length > received.size ? ['后台收到重复的办件'] : []),
  ]
}

async function shell(command: string | undefined): Promise<void> {
  if (command) await promisify(execFile)('sh', ['-c', command])
}
