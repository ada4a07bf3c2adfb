/**
 * Nothing that identifies a person stands in clear in a log line, a table or the database's bytes: generated people
 * talk, fill in a whole form and submit it; the backend refuses the case quoting them and calls back quoting them.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { crookedFront } from '../../scripts/chaos/crooked-front'
import { httpCaseBackend } from '../../src/adapters/http/case-backend'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { sqlConversationStore } from '../../src/adapters/sql/conversation-store'
import { openDatabase } from '../../src/adapters/sql/database'
import { sqlErrands } from '../../src/adapters/sql/errands'
import { sqlFormArchive } from '../../src/adapters/sql/form-archive'
import { sqlHandOffQueue } from '../../src/adapters/sql/hand-off-queue'
import { handleMessage } from '../../src/assistant/handle-message'
import { receiveStatus } from '../../src/assistant/receive-status'
import type { AssistantDeps } from '../../src/assistant/turn'
import { fixedClock } from '../../src/base/clock'
import { countingIds } from '../../src/base/ids'
import { newBreaker } from '../../src/cases/breaker'
import { deliver } from '../../src/cases/deliver'
import { signWebhook } from '../../src/cases/webhook'
import { noon, testCipher } from '../cases/sample'
import { recordingLog } from '../channels/recording-log'
import { SUBSISTENCE_INTAKE } from '../end-to-end/answers'
import { type Person, person, withoutSpacing, wordsOf } from './generated-person'
import { realLibrary } from './talk'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

it('keeps every generated number and name out of logs, tables and bytes', async () => {
  const library = await realLibrary()
  await fc.assert(
    fc.asyncProperty(person, async (someone) => {
      const place = mkdtempSync(join(tmpdir(), 'privacy-'))
      try {
        const written = await live(someone, library, place)
        expect(written.transcript).toContain(someone.name)
        expect(written.log.length).toBeGreaterThan(30)
        const secrets = [
          someone.name,
          someone.residentId,
          someone.phone,
          someone.bank,
          '欧阳',
          '沱河街道解放路12号3单元',
        ]
        const found = secrets.filter((each) => written.log.includes(each) || written.bytes.includes(Buffer.from(each)))
        expect(found).toEqual([])
        expect(withoutSpacing(written.log)).not.toContain(someone.bank)
        expect(withoutSpacing(written.bytes.toString('latin1'))).not.toContain(someone.bank)
      } finally {
        rmSync(place, { recursive: true })
      }
    }),
    { numRuns: 12, seed: 20261125 },
  )
}, 120_000)

/** One person's whole business with us, and what was written of it. */
async function live(someone: Person, library: Awaited<ReturnType<typeof realLibrary>>, place: string) {
  const database = await openDatabase({ file: join(place, 'assistant.db') })
  const [conversations, store] = [sqlConversationStore(database, testCipher), sqlCaseStore(database, testCipher)]
  const [clock, log, line] = [fixedClock(noon), recordingLog(), { send: async () => 'sent' as const }]
  const common = { conversations, clock, log, line, ids: countingIds() }
  const deps: AssistantDeps = {
    ...{
      ...common,
      cases: store,
      errands: sqlErrands(database),
      forms: sqlFormArchive(database),
      library: () => library,
      page: () => {},
    },
  }
  let turn = 0
  const say = (text: string) =>
    handleMessage(deps, {
      ...{ conversation: 'c1', id: `m${++turn}`, resident: 'r1', channel: 'web', text, attachments: [], at: noon },
    })
  for (const text of wordsOf(someone, SUBSISTENCE_INTAKE)) await say(text)
  const [kept] = await store.list(1)
  if (!kept) throw new Error('no case was opened')
  await say(`查一下 ${kept.caseFile.number} ${someone.phone}`)

  const front = await crookedFront('http://127.0.0.1:9')
  const reasons = [`申请人${someone.name}的身份证号 ${someone.residentId} 有误`, `请联系 ${someone.phone}`]
  front.behave({ kind: 'answer', status: 422, body: JSON.stringify({ reasons }) })
  const [backend, handOffs] = [
    httpCaseBackend({ url: front.url, secrets: [secret] }),
    sqlHandOffQueue(database, testCipher),
  ]
  await deliver({ handOffs, backend, breaker: newBreaker(), clock, log, onStatus: async () => {} })
  await front.close()

  const note = `${someone.name} ${someone.residentId} ${someone.phone}`
  const body = JSON.stringify({ case: kept.caseFile.id, status: '退回', note, at: noon.toISOString() })
  const headers = signWebhook({ id: 'status_1', at: noon, body, secrets: [secret] })
  expect(await receiveStatus({ ...common, store, secrets: [secret] }, headers, Buffer.from(body))).toEqual({
    status: 204,
  })

  const transcript = JSON.stringify(await conversations.history('c1', 0))
  // Before it is closed: the write-ahead log holds whatever was ever written, also what was overwritten since.
  const bytes = Buffer.concat(readdirSync(place).map((file) => readFileSync(join(place, file))))
  await database.destroy()
  return { transcript, bytes, log: log.lines.join('\n') }
}
