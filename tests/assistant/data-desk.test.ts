/** What staff see and do with `npm run data`, and what the hourly job does by itself. */
import { sqlAuditLog } from '../../src/adapters/sql/audit-log'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { sqlConversationStore } from '../../src/adapters/sql/conversation-store'
import { openDatabase } from '../../src/adapters/sql/database'
import { sqlHandOffQueue } from '../../src/adapters/sql/hand-off-queue'
import { sqlPersonalData } from '../../src/adapters/sql/personal-data'
import { reseal } from '../../src/adapters/sql/reseal'
import type { Database } from '../../src/adapters/sql/tables'
import { newConversation } from '../../src/assistant/conversation'
import { atDataDesk, type DataRequest } from '../../src/assistant/data-desk'
import { applyRetention, limitsAt, startRetention } from '../../src/assistant/retention'
import { fixedClock } from '../../src/base/clock'
import { silentLog } from '../../src/base/log'
import { caseFileOf, later, noon, testCipher } from '../cases/sample'
import { recordingLog } from '../channels/recording-log'

const DAYS = { drafts: 30, delivered: 30, questions: 90 }
let database: Database
beforeEach(async () => {
  database = await openDatabase({ file: ':memory:' })
})
afterEach(() => database.destroy())

const audit = () => sqlAuditLog(database)
const retention = (at = noon, log = silentLog) => ({
  ...{ personalData: sqlPersonalData(database, testCipher, async () => 0), days: DAYS, clock: fixedClock(at), log },
  expireUploads: async () => 0,
})
const desk = (request: DataRequest, at = noon) =>
  atDataDesk(
    {
      ...{
        personalData: sqlPersonalData(database, testCipher, async () => 0),
        audit: audit(),
        clock: fixedClock(at),
        actor: 'wang',
      },
      applyRetention: () => applyRetention(retention(at)),
      rotateKeys: () => reseal(database, testCipher, () => {}),
    },
    request,
  )
const actions = async () => (await audit().read(0, 99)).map(({ actor, action }) => `${actor} ${action}`)

async function delivered() {
  const caseFile = caseFileOf()
  await sqlCaseStore(database, testCipher).open({ caseFile, handOff: `handoff_${caseFile.id}`, at: noon })
  const queue = sqlHandOffQueue(database, testCipher)
  for (const handOff of await queue.claim({ now: noon, until: later(9), atMost: 9 }))
    await queue.settle(handOff, { kind: 'accepted', backendNumber: 'MZ-1' }, noon)
  return caseFile
}

it('exports a case in full for a stated purpose, and records it', async () => {
  const { number, answers } = await delivered()
  const { ok, text } = await desk({ command: 'export', kind: 'case', id: number, purpose: '本人申请查阅' })
  expect(ok).toBe(true)
  expect(JSON.parse(text).cases[0].caseFile.answers).toEqual(answers)
  expect(await actions()).toEqual(['wang data.exported'])
})

it('does nothing for anybody without a purpose, and nothing it does not know', async () => {
  const { number } = await delivered()
  for (const purpose of [undefined, '', '  看  ']) {
    for (const command of ['export', 'erase']) {
      expect(await desk({ command, kind: 'case', id: number, purpose })).toMatchObject({ ok: false })
    }
  }
  for (const request of [{}, { command: 'drop' }, { command: 'erase', kind: 'everything', id: number }]) {
    expect(await desk({ ...request, purpose: '本人申请删除' })).toMatchObject({
      ok: false,
      text: expect.stringContaining('用法'),
    })
  }
  expect(await desk({ command: 'erase', kind: 'case', id: '2026-0', purpose: '本人申请删除' })).toMatchObject({
    ok: false,
  })
  expect(await actions()).toEqual([])
})

it('erases once with a proof, tells the same proof again, and leaves a whole audit log', async () => {
  const { number } = await delivered()
  const erase = () => desk({ command: 'erase', kind: 'case', id: number, purpose: '本人申请删除' })
  const [first, second] = [await erase(), await erase()]
  const proof = /SHA-256：([0-9a-f]{64})/.exec(first.text)?.[1]
  expect(proof).toBeDefined()
  expect(second).toMatchObject({ ok: true, text: expect.stringContaining(proof ?? 'no proof') })
  expect((await desk({ command: 'export', kind: 'case', id: number, purpose: '本人申请查阅' })).ok).toBe(false)
  expect(await desk({ command: 'audit' })).toMatchObject({ ok: true, text: expect.stringContaining('1 条') })
})

it('keeps a number somebody wrote into the purpose out of the audit log', async () => {
  const { number } = await delivered()
  await desk({ command: 'export', kind: 'case', id: number, purpose: '核对身份证341323194001011225' })
  const [record] = await audit().read(0, 1)
  expect(record?.detail.purpose).toBe('核对身份证341*************25')
})

it('lets a delivered case go in time, on demand and by itself', async () => {
  const [byHand, byItself] = [await delivered(), await delivered()]
  expect((await desk({ command: 'retention' }, later(29 * 86_400_000))).text).toContain('办件 0 件')
  expect((await desk({ command: 'retention' }, later(31 * 86_400_000))).text).toContain('办件 2 件')
  for (const { id } of [byHand, byItself]) {
    expect(await sqlCaseStore(database, testCipher).find(id)).toBeUndefined()
  }
  const third = await delivered()
  const job = startRetention(retention(later(31 * 86_400_000)), 60_000)
  await job.stop()
  expect(await sqlCaseStore(database, testCipher).find(third.id)).toBeUndefined()
})

it('goes on after a run that failed', async () => {
  const log = recordingLog()
  const lost = await openDatabase({ file: ':memory:' })
  await lost.destroy()
  const job = startRetention(
    { ...retention(noon, log), personalData: sqlPersonalData(lost, testCipher, async () => 0) },
    5,
  )
  const deadline = Date.now() + 5_000
  while (log.lines.length < 2 && Date.now() < deadline) await new Promise((wake) => setTimeout(wake, 5))
  await job.stop()
  expect(log.lines.length).toBeGreaterThan(1)
  expect(new Set(log.lines)).toEqual(new Set(['["retention.failed",{}]']))
})

it('gives and erases all of one resident, for a stated purpose', async () => {
  const conversations = sqlConversationStore(database, testCipher)
  const said = (id: string) => ({ id, from: 'resident' as const, text: '低保', at: noon.toISOString() })
  for (const id of ['c1', 'c2']) await conversations.commit(newConversation(id, 'web', 'dl_wang'), [said('a')])
  await conversations.commit(newConversation('c3', 'web', 'dl_li'), [said('a')])
  const ask = (command: string, id = 'dl_wang', purpose = '本人申请查阅') =>
    desk({ command, kind: 'resident', id, purpose })
  expect((await ask('export', 'dl_nobody')).ok).toBe(false)
  expect((await ask('erase', 'dl_wang', '')).ok).toBe(false)
  const exported = JSON.parse((await ask('export')).text)
  expect(exported.map((each: { conversation: { id: string } }) => each.conversation.id)).toEqual(['c1', 'c2'])
  const erased = await ask('erase')
  expect([erased.ok, erased.text.match(/SHA-256/g)?.length]).toEqual([true, 2])
  expect((await ask('export')).ok).toBe(false)
  expect(await conversations.load('c3')).toBeDefined()
  expect(await actions()).toEqual(['wang data.exported', 'wang data.exported', 'wang data.erased', 'wang data.erased'])
})

it('counts each limit back from now', () => {
  expect(limitsAt(noon, { drafts: 1, delivered: 2, questions: 3 })).toEqual({
    drafts: later(-86_400_000),
    delivered: later(-2 * 86_400_000),
    questions: later(-3 * 86_400_000),
  })
})
