/**
 * The whole service, as residents and operators use it: generated people talk, send papers named after them, fill in a
 * form, submit it and call for a person. Whatever the service wrote — log, metrics, tables, every byte of its folder —
 * holds none of their numbers or names in clear.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { sql } from 'kysely'
import { databaseFile, openDatabase } from '../../src/adapters/sql/database'
import { bearer, type Opened, openConversation, read, say } from '../channels/direct-line-calls'
import { recordingLog } from '../channels/recording-log'
import { type Person, person, withoutSpacing, wordsOf } from '../conversations/generated-person'
import { SUBSISTENCE_INTAKE } from './answers'
import { eventually, type Running, startEverything } from './service'

jest.setTimeout(120_000)

const log = recordingLog()
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
let running: Running
beforeAll(async () => {
  running = await startEverything({}, log)
})
afterAll(() => running.stop())

it('writes no number and no name of anybody in clear', async () => {
  const people = fc.sample(person, { numRuns: 4, seed: 20261126 })
  for (const someone of people) await live(someone)
  await eventually(() => (running.backend.cases().length === people.length ? true : undefined), 'the cases arrive')
  await sleep(300)

  const metrics = await (await fetch(`${running.service.url}/metrics`)).text()
  const [tables, bytes] = [await dumped(), bytesBelow(running.dataDir, 'backend')]
  expect(log.lines.length).toBeGreaterThan(100)
  expect(tables).toMatch(/attachment[\s\S]*case_file[\s\S]*conversation/)
  expect(tables).toContain('v1.local.')
  for (const { name, residentId, phone, bank } of people) {
    for (const secret of [name, residentId, phone, bank]) {
      const clear = { log: log.lines.join('\n'), metrics, tables }
      const found = Object.entries(clear).filter(([, text]) => withoutSpacing(text).includes(secret))
      expect(found.map(([place]) => place)).toEqual([])
      expect(bytes.filter(({ content }) => content.includes(Buffer.from(secret))).map(({ file }) => file)).toEqual([])
    }
  }
})

/** From the first question to the case, a paper on the way, a person asked for, and an operator who looks. */
async function live(someone: Person): Promise<void> {
  const { url } = running.service
  const opened = await openConversation(url)
  const words = wordsOf(someone, SUBSISTENCE_INTAKE)
  for (const [index, text] of words.entries()) {
    if (index === 5) await sendPaper(opened, `${someone.name}${someone.residentId}.png`)
    expect((await say(url, opened, text, `m${index}`)).status).toBe(200)
  }
  await say(url, opened, `转人工，电话${someone.phone}`, 'person')
  const shown = (await read(url, opened)).activities
  expect(shown.some(({ channelData }) => channelData.caseNumber !== undefined)).toBe(true)
  const cookie = await signIn()
  const path = `conversations/${opened.conversationId}`
  expect((await called('POST', `${path}/take`, cookie)).status).toBe(200)
  expect((await called('GET', `${path}?after=0`, cookie)).status).toBe(200)
}

async function sendPaper({ conversationId, token }: Opened, name: string): Promise<void> {
  const form = new FormData()
  form.append('file', new File([new Uint8Array(PNG)], name))
  const path = `${running.service.url}/directline/conversations/${conversationId}/upload`
  expect((await fetch(path, { method: 'POST', headers: bearer(token), body: form })).status).toBe(200)
}

async function signIn(): Promise<string> {
  const response = await called('POST', 'sign-in', '', { name: '王敏' })
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

const called = (method: string, path: string, cookie: string, body = {}) =>
  fetch(`${running.service.url}/console/api/${path}`, {
    method,
    headers: { 'content-type': 'application/json', cookie },
    ...(method === 'POST' && { body: JSON.stringify(body) }),
  })

/** Every row of every table, as text. */
async function dumped(): Promise<string> {
  const database = await openDatabase({ file: databaseFile(running.dataDir) })
  try {
    const named = await sql<{ name: string }>`select name from sqlite_master where type = 'table' order by name`
    const { rows: tables } = await named.execute(database)
    const dumps = await Promise.all(
      tables.map(async ({ name }) => {
        const { rows } = await sql`select * from ${sql.table(name)}`.execute(database)
        return `${name}\n${JSON.stringify(rows)}`
      }),
    )
    return dumps.join('\n')
  } finally {
    await database.destroy()
  }
}

/** While the service runs: the write-ahead log holds whatever was ever written. The backend’s own folder is not ours. */
function bytesBelow(folder: string, except: string): { file: string; content: Buffer }[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === except) return []
    const file = join(folder, entry.name)
    return entry.isDirectory() ? bytesBelow(file, except) : [{ file, content: readFileSync(file) }]
  })
}
