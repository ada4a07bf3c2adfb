/**
 * `npm run chaos [-- --quick] [--postgres <url of an empty database>]`: residents submit cases through the real service
 * while it is killed (SIGKILL) at random and the backend misbehaves in every way it can. Prints what became of each
 * case; exits non-zero on any loss or double. Loopback only, bounded in cases, kills and time.
 * `--outage --postgres <url> [--stop <command> --start <command>]`: instead, PostgreSQL goes away for 30 seconds under
 * load; without the commands the line to it is cut.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { sqlCaseStore } from '../src/adapters/sql/case-store'
import { databaseFile, openDatabase } from '../src/adapters/sql/database'
import { fieldCipher } from '../src/adapters/sql/field-cipher'
import { sqlHandOffQueue } from '../src/adapters/sql/hand-off-queue'
import { parseDataKeys } from '../src/domain/data-key'
import { type Backend, startBackend } from './backend'
import { type CrookedFront, crookedFront } from './chaos/crooked-front'
import { type Faulting, startFaults } from './chaos/faults'
import { freePort } from './chaos/free-port'
import { type KilledService, startKilledService } from './chaos/killed-service'
import { drillOutage } from './chaos/outage-drill'
import { report } from './chaos/report'
import { type Outcome, submitCase } from './chaos/resident'
import { runCommand } from './terminal-assistant'

interface Plan {
  readonly cases: number
  readonly kills: number
  /** Residents go on beyond `cases` until it was killed this often, or the time is up. */
  readonly leastKills: number
  readonly killPauseMs: readonly [least: number, most: number]
  readonly residents: number
  /** Nobody begins a form after it; the first start of the service is in it. */
  readonly submitMs: number
  /** How long forms under way and hand-offs may still take. */
  readonly settleMs: number
}

// Few enough that every one can be delivered in the settling time on a quick machine and a slow one.
const QUICK: Plan = {
  ...{ cases: 140, kills: 12, leastKills: 6, killPauseMs: [200, 700], residents: 2 },
  ...{ submitMs: 34_000, settleMs: 20_000 },
}
const FULL: Plan = {
  ...{ cases: 2_000, kills: 40, leastKills: 40, killPauseMs: [500, 2_500], residents: 8 },
  ...{ submitMs: 15 * 60_000, settleMs: 3 * 60_000 },
}

const SECRET = `whsec_${Buffer.alloc(32, 3).toString('base64')}`
const DATA_KEYS = `chaos:${Buffer.alloc(32, 6).toString('base64')}`
const DOWN_MS = 2_000

const progress = (line: string) => process.stderr.write(`${line}\n`)

runCommand(async () => {
  const { values } = parseArgs({
    options: {
      ...{ quick: { type: 'boolean' }, postgres: { type: 'string' } },
      ...{ outage: { type: 'boolean' }, stop: { type: 'string' }, start: { type: 'string' } },
    },
  })
  const plan = values.quick ? QUICK : FULL
  // An exit of our own ends the services too; a signal's default would leave them running.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
  const folder = mkdtempSync(join(tmpdir(), 'chaos-'))
  const backend = await startBackend({ dataDir: join(folder, 'backend'), secrets: [SECRET] })
  const front = await crookedFront(backend.url)
  try {
    if (values.outage) await drillOutage({ ...values, folder, backend })
    else await play(plan, { folder, backend, front, postgres: values.postgres })
  } finally {
    await front.close()
    await backend.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

interface Stage {
  readonly folder: string
  readonly backend: Backend
  readonly front: CrookedFront
  readonly postgres: string | undefined
}

async function play(plan: Plan, stage: Stage): Promise<void> {
  const { folder, backend, front, postgres } = stage
  const began = Date.now()
  const where = { databaseUrl: postgres, file: databaseFile(join(folder, 'server1')) }
  const database = await openDatabase(where)
  const cipher = fieldCipher(parseDataKeys(DATA_KEYS) ?? [])
  const [store, handOffs] = [sqlCaseStore(database, cipher), sqlHandOffQueue(database, cipher)]
  if ((await store.list(1)).length > 0) throw new Error('这个数据库里已有办件；请给一个空的数据库')
  const faults = startFaults(front, backend.url)
  const services = await startServices(stage)
  const { outcomes, kills } = await submitUnderFire(plan, services, faults, began + plan.submitMs)

  progress('不再杀进程；等待全部办件送达……')
  const deadline = began + plan.submitMs + plan.settleMs
  for (let owed = await handOffs.backlog(); owed.due + owed.parked > 0; owed = await handOffs.backlog()) {
    if (Date.now() > deadline) break
    // The refusals were staged: what an operator would do with `npm run cases -- replay --all`.
    for (const { id, stage } of await store.traces('', plan.cases * 2))
      if (stage === 'needsPerson') await handOffs.replay(id, new Date())
    await sleep(300)
  }
  await Promise.all(services.map((service) => service.end()))

  const kept = await store.list(plan.cases * 2)
  await database.destroy()
  const ended = { outcomes, kept, received: backend.cases(), met: faults.met, requests: front.requests }
  const { table, failures } = report(ended)
  const seconds = Math.round((Date.now() - began) / 1000)
  const name = postgres ? 'PostgreSQL，两个进程' : 'SQLite，一个进程'
  console.log(`${name}：办件 ${kept.length} 件，杀进程 ${kills} 次，${seconds} 秒\n${table}`)
  console.log(failures.length === 0 ? '没有丢失，没有重复。' : failures.join('\n'))
  process.exitCode = failures.length === 0 && kept.length > 0 ? 0 : 1
}

async function startServices({ folder, front, postgres }: Stage): Promise<readonly KilledService[]> {
  const names = postgres ? ['server1', 'server2'] : ['server1']
  return Promise.all(
    names.map(async (name) =>
      startKilledService(await freePort(), {
        ...{ DATA_DIR: join(folder, name), DATA_KEYS, ...(postgres && { DATABASE_URL: postgres }) },
        ...{ BACKEND_URL: front.url, BACKEND_SECRETS: SECRET, BACKEND_TIMEOUT_SECONDS: '2' },
        ...{ DIRECT_LINE_SECRET: 'chaos '.repeat(8), OPERATOR_TOKEN: 'chaos '.repeat(8), TRUST_PROXY: 'true' },
      }),
    ),
  )
}

async function submitUnderFire(plan: Plan, services: readonly KilledService[], faults: Faulting, until: number) {
  const outcomes: Outcome[] = []
  let begun = 0
  let kills = 0
  const live = async () => {
    while ((begun < plan.cases || kills < plan.leastKills) && Date.now() < until) {
      const address = `10.0.${Math.floor(begun / 250)}.${begun % 250}`
      begun += 1
      const url = () => pick(services).url
      outcomes.push(await submitCase({ url, address, giveUpAt: until + plan.settleMs / 2 }))
    }
  }
  const submitting = Promise.all(Array.from({ length: plan.residents }, live))
  let done = false
  void submitting.finally(() => {
    done = true
  })
  for (; kills < plan.kills && !done && Date.now() < until; kills++) {
    // Once, early: the backend is down altogether, and the service is killed before it may know better.
    if (kills === 1) faults.down(true)
    await sleep(kills === 1 ? DOWN_MS : between(...plan.killPauseMs))
    faults.down(false)
    await pick(services).killAndRestart()
    progress(`已杀进程 ${kills + 1} 次，居民办完 ${outcomes.length} 件`)
  }
  await submitting
  return { outcomes, kills }
}

const between = (least: number, most: number) => least + Math.random() * (most - least)

function pick<T>(from: readonly T[]): T {
  const picked = from[Math.floor(Math.random() * from.length)]
  if (picked === undefined) throw new Error('nothing to pick from')
  return picked
}
