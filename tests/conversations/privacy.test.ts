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
import { realLibrary } from './talk'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((each) => each.join(''))

const residentId = fc
  .record({
    day: fc.date({ min: new Date('1945-01-01'), max: new Date('2004-12-31'), noInvalidDate: true }),
    rest: digits(3),
  })
  .map(({ day, rest }) => withCheck(`341302${day.toISOString().slice(0, 10).replaceAll('-', '')}${rest}`))
const phone = fc
  .record({ head: fc.constantFrom('13', '15', '18', '19'), rest: digits(9) })
  .map((it) => it.head + it.rest)
const bank = fc
  .record({ head: fc.constantFrom('6222', '6217', '4367'), rest: digits(15) })
  .map((it) => it.head + it.rest)
const name = fc.constantFrom('欧阳慕容', '司徒望舒', '令狐清扬')
const spacing = fc.constantFrom('', ' ', '-')

function withCheck(body: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body.charAt(index)), 0)
  return body + '10X98765432'.charAt(sum % 11)
}

/** 6222 0212 3456 …: as people copy it from a card. */
const spaced = (number: string, by: string) => number.replace(/(\d{4})(?=\d)/g, `$1${by}`)

const person = fc.record({ name, residentId, phone, bank, spacing })
type Person = typeof person extends fc.Arbitrary<infer T> ? T : never

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

const withoutSpacing = (text: string) => text.replace(/(?<=\d)[ -](?=\d)/g, '')

/** One person's whole business with us, and what was written of it. */
async function live(someone: Person, library: Awaited<ReturnType<typeof realLibrary>>, place: string) {
  const database = await openDatabase({ file: join(place, 'assistant.db') })
  const [conversations, store] = [sqlConversationStore(database, testCipher), sqlCaseStore(database, testCipher)]
  const [clock, log, line] = [fixedClock(noon), recordingLog(), { send: async () => 'sent' as const }]
  const common = { conversations, clock, log, line, ids: countingIds() }
  const deps: AssistantDeps = {
    ...{ ...common, cases: store, forms: sqlFormArchive(database), library: () => library, page: () => {} },
  }
  let turn = 0
  const say = (text: string) =>
    handleMessage(deps, {
      ...{ conversation: 'c1', id: `m${++turn}`, resident: 'r1', channel: 'web', text, attachments: [], at: noon },
    })
  for (const text of words(someone)) await say(text)
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

function words({ name, residentId, phone, bank, spacing }: Person): readonly string[] {
  const [, , , ...rest] = SUBSISTENCE_INTAKE.slice(1)
  return [
    `我叫${name}，身份证${residentId}，电话${spaced(phone, spacing)}，低保怎么申请`,
    `卡号 ${spaced(bank, spacing)} 能收低保金吗`,
    '我要办低保',
    SUBSISTENCE_INTAKE[0] ?? '',
    name,
    residentId,
    phone,
    ...rest,
  ]
}
