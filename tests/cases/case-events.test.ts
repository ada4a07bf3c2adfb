/** What becomes of a case after its hand-off reaches the backend in order, once in effect, and says what it is. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Backend, startBackend } from '../../scripts/backend'
import { type CrookedFront, crookedFront } from '../../scripts/chaos/crooked-front'
import { httpCaseBackend } from '../../src/adapters/http/case-backend'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { openDatabase } from '../../src/adapters/sql/database'
import { sqlHandOffQueue } from '../../src/adapters/sql/hand-off-queue'
import type { Database } from '../../src/adapters/sql/tables'
import { fixedClock } from '../../src/base/clock'
import { silentLog } from '../../src/base/log'
import { newBreaker } from '../../src/cases/breaker'
import { atDesk } from '../../src/cases/case-desk'
import type { CaseEvent } from '../../src/cases/case-event'
import { deliver } from '../../src/cases/deliver'
import { signWebhook } from '../../src/cases/webhook'
import { caseFileOf, noon, testCipher } from './sample'

const secrets = [`whsec_${Buffer.alloc(32, 1).toString('base64')}`]
const PAPER = { reference: 'upload_1', name: '诊断书.jpg', contentType: 'image/jpeg', bytes: 9, sha256: 'a'.repeat(64) }

let folder: string
let database: Database
let backend: Backend
let front: CrookedFront
const clock = fixedClock(noon)

beforeEach(async () => {
  clock.set(noon)
  folder = mkdtempSync(join(tmpdir(), 'events-'))
  database = await openDatabase({ file: join(folder, 'test.db') })
  backend = await startBackend({ dataDir: folder, secrets, clock })
  front = await crookedFront(backend.url)
})
afterEach(async () => {
  await front.close()
  await backend.close()
  await database.destroy()
  rmSync(folder, { recursive: true, force: true })
})

function service(url = front.url) {
  const [store, handOffs] = [sqlCaseStore(database, testCipher), sqlHandOffQueue(database, testCipher)]
  const caseFile = caseFileOf()
  const told: string[] = []
  const deps = {
    ...{ handOffs, clock, log: silentLog, breaker: newBreaker() },
    backend: httpCaseBackend({ url, secrets, timeoutMs: 300 }),
    onStatus: async (_: unknown, state: { stage: string }) => {
      told.push(state.stage)
    },
  }
  const head = { case: caseFile.id, number: caseFile.number, at: noon.toISOString() }
  return {
    ...{ store, handOffs, caseFile, told, head },
    open: () => store.open({ caseFile, handOff: 'handoff_1', at: noon }),
    amend: (event: CaseEvent, handOff: string) => store.amend({ event, handOff, at: noon }),
    /** Ticks until nothing is left to try, letting retries fall due. */
    async run(ticks = 6) {
      for (let tick = 0; tick < ticks; tick++) {
        await deliver(deps)
        clock.set(new Date(clock.now().getTime() + 60_000))
      }
    },
  }
}

it('tells papers and withdrawal after the case itself, in the order they happened', async () => {
  const { open, amend, run, head, caseFile, told } = service()
  await open()
  await amend({ type: 'case.supplemented', ...head, attachments: [PAPER] }, 'handoff_2')
  await amend({ type: 'case.withdrawn', ...head }, 'handoff_3')
  await run()
  expect(backend.cases().map((received) => received.caseFile)).toEqual([caseFile])
  expect(backend.events().map(({ event }) => event.type)).toEqual(['case.supplemented', 'case.withdrawn'])
  expect(told.at(-1)).toBe('delivered')
})

it('hands the case over as it was confirmed, though papers came before the backend was reached', async () => {
  const { open, amend, run, head, store, caseFile } = service()
  await open()
  await amend({ type: 'case.supplemented', ...head, attachments: [PAPER] }, 'handoff_2')
  await run()
  expect(backend.cases()[0]?.caseFile.attachments).toEqual([])
  expect((await store.find(caseFile.id))?.caseFile.attachments).toEqual([PAPER])
})

it('is applied once when the answer to it was lost', async () => {
  const { open, amend, run, head } = service()
  await open()
  await run(1)
  await amend({ type: 'case.withdrawn', ...head }, 'handoff_2')
  front.behave({ kind: 'swallow' })
  await run(1)
  front.behave({ kind: 'forward' })
  await run()
  expect(backend.events()).toEqual([{ event: expect.objectContaining({ type: 'case.withdrawn' }), arrivals: 2 }])
})

it('is refused by the receiver for a case it never had, or of a type it does not know', async () => {
  const send = async (event: object) => {
    const body = JSON.stringify(event)
    const headers = { ...signWebhook({ id: 'key_1', at: noon, body, secrets }), 'idempotency-key': 'key_1' }
    return (await fetch(backend.url, { method: 'POST', headers, body })).status
  }
  const { head } = service()
  expect(await send({ type: 'case.withdrawn', ...head })).toBe(404)
  expect(await send({ type: 'case.eaten', ...head })).toBe(422)
})

it('shows at the case desk that its resident took it back', async () => {
  const { open, amend, head, store, handOffs, caseFile } = service()
  await open()
  await amend({ type: 'case.withdrawn', ...head }, 'handoff_2')
  const desk = {
    store,
    handOffs,
    clock,
    actor: 'test',
    audit: { append: async () => {}, read: async () => [], head: async () => ({ sequence: 0, hash: '' }) },
  }
  const shown = await atDesk(desk, { command: 'show', number: caseFile.number })
  expect(shown.text).toContain('申请人撤回：2026-11-25 12:00')
  expect((await atDesk(desk, {})).text).toContain('已撤回')
})
