/** The service is killed (SIGKILL) at the worst moments: no case whose number a resident saw is lost or doubled. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Backend, startBackend } from '../../scripts/backend'
import { type CrookedFront, crookedFront } from '../../scripts/chaos/crooked-front'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { openDatabase } from '../../src/adapters/sql/database'
import { testCipher } from './sample'

const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
const folder = mkdtempSync(join(tmpdir(), 'kill-'))
const file = join(folder, 'assistant.db')
const shown: string[] = []
let backend: Backend
let front: CrookedFront
let running: ChildProcess | undefined

beforeAll(async () => {
  backend = await startBackend({ dataDir: folder, secrets: [secret] })
  front = await crookedFront(backend.url)
})
afterAll(async () => {
  await kill()
  await front.close()
  await backend.close()
  rmSync(folder, { recursive: true, force: true })
})

function start(): void {
  const program = join(__dirname, 'killed-service.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', program, file, front.url, secret], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  createInterface({ input: child.stdout }).on('line', (number) => shown.push(number))
  running = child
}

/** Resolves when the process and its output have ended: everything it showed has been read. */
async function kill(): Promise<void> {
  const child = running
  running = undefined
  if (!child) return
  const ended = new Promise((closed) => child.once('close', closed))
  child.kill('SIGKILL')
  await ended
}

async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 8_000
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error('waited eight seconds in vain')
    await new Promise((wake) => setTimeout(wake, 2))
  }
}

const arrivedNumbers = () => backend.cases().map(({ caseFile }) => caseFile.number)

it('delivers each case once over kills between submit and delivery, and between delivery and receipt', async () => {
  // Committed and shown, the post under way but not at the backend.
  front.behave({ kind: 'hold' })
  start()
  await until(() => shown.length >= 5 && front.requests.length > 0)
  await kill()
  expect(backend.cases()).toEqual([])

  // At the backend, its receipt never seen.
  front.behave({ kind: 'swallow' })
  start()
  await until(() => backend.cases().length >= 3)
  await kill()
  const unseen = arrivedNumbers()

  // Wherever it happens to be.
  front.behave({ kind: 'forward' })
  for (const more of [1, 7, 20]) {
    const before = shown.length
    start()
    await until(() => shown.length >= before + more)
    await kill()
  }

  start()
  await until(() => {
    const arrived = new Set(arrivedNumbers())
    return shown.every((number) => arrived.has(number))
  })
  await kill()
  await recheck(unseen)
}, 30_000)

async function recheck(unseen: readonly string[]): Promise<void> {
  const arrived = arrivedNumbers()
  expect(shown.length).toBeGreaterThan(30)
  expect(new Set(shown).size).toBe(shown.length)
  expect(new Set(arrived).size).toBe(arrived.length)
  const twice = backend.cases().filter(({ arrivals }) => arrivals > 1)
  expect(twice.map(({ caseFile }) => caseFile.number)).toEqual(expect.arrayContaining([...unseen]))

  const database = await openDatabase({ file })
  const kept = (await sqlCaseStore(database, testCipher).list(10_000)).map(({ caseFile }) => caseFile.number)
  await database.destroy()
  expect(kept).toEqual(expect.arrayContaining(shown))
  expect(kept).toEqual(expect.arrayContaining(arrived))
}
