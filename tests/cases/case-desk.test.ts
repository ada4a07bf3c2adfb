/** What staff see and do with `npm run cases`. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqlAuditLog } from '../../src/adapters/sql/audit-log'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { openDatabase } from '../../src/adapters/sql/database'
import { sqlHandOffQueue } from '../../src/adapters/sql/hand-off-queue'
import type { Database } from '../../src/adapters/sql/tables'
import { fixedClock } from '../../src/base/clock'
import { atDesk, type DeskRequest } from '../../src/cases/case-desk'
import { caseFileOf, later, noon, testCipher } from './sample'

const folder = mkdtempSync(join(tmpdir(), 'desk-'))
let database: Database
beforeAll(async () => {
  database = await openDatabase({ file: join(folder, 'test.db') })
})
afterAll(async () => {
  await database.destroy()
  rmSync(folder, { recursive: true, force: true })
})

const store = () => sqlCaseStore(database, testCipher)
const handOffs = () => sqlHandOffQueue(database, testCipher)
const audit = () => sqlAuditLog(database)
const received = new Map<string, string>()
const ask = (request: DeskRequest) =>
  atDesk(
    {
      ...{ store: store(), handOffs: handOffs(), audit: audit(), clock: fixedClock(noon), actor: 'wang' },
      received: { page: async () => ({ received: [...received].map(([id, number]) => ({ id, number })) }) },
    },
    request,
  )
const desk = (command?: string, number?: string) => ask({ command, number })

it('says so when there is no case', async () => {
  expect(await desk()).toEqual({ ok: true, text: '还没有办件。' })
})

describe('with a case', () => {
  const caseFile = caseFileOf({ number: '2026-341323-7K3M-9QXA-N' })
  beforeAll(() => store().open({ caseFile, handOff: 'handoff_desk', at: noon }))

  it('lists it with number, service, region, stage, opening and attempts', async () => {
    const { ok, text } = await desk('list')
    expect(ok).toBe(true)
    expect(text.split('\n')[1]).toBe('2026-341323-7K3M-9QXA-N\t高龄津贴\t灵璧县\t已受理\t2026-11-25 12:00\t0')
    expect(text).not.toContain('王秀英')
  })

  it('shows it with every sensitive answer covered', async () => {
    const { text } = await desk('show', caseFile.number)
    for (const line of ['申请人姓名：王**', '身份证号：341*************25', '联系电话：139****1111', '住址：****']) {
      expect(text).toContain(line)
    }
    expect(text).toContain('户籍所在县区：灵璧县')
    for (const answer of caseFile.answers.filter((each) => each.sensitive)) expect(text).not.toContain(answer.shown)
  })

  it('parks it, says why, and replays it', async () => {
    expect(await desk('replay', caseFile.number)).toMatchObject({ ok: false })
    expect(await desk('park', caseFile.number)).toMatchObject({ ok: true })
    const parked = (await desk('show', caseFile.id)).text
    expect(parked).toContain('进度：需人工处理')
    expect(parked).toContain('未送达原因：工作人员停下的')
    expect(await desk('replay', caseFile.number)).toMatchObject({ ok: true })
    expect(await handOffs().claim({ now: noon, until: later(1), atMost: 1 })).toHaveLength(1)
  })

  it('shows it in full for a stated purpose, and records who looked and why', async () => {
    expect(await ask({ command: 'show', number: caseFile.number, reveal: true, purpose: '看看' })).toMatchObject({
      ok: false,
      text: expect.stringContaining('用途'),
    })
    const before = (await audit().read(0, 99)).length
    const { text } = await ask({ command: 'show', number: caseFile.number, reveal: true, purpose: '电话核对申请人' })
    for (const answer of caseFile.answers) expect(text).toContain(answer.shown)
    expect(
      (await audit().read(before, 99)).map(({ actor, action, subject, detail }) => [actor, action, subject, detail]),
    ).toEqual([['wang', 'case.revealed', caseFile.id, { purpose: '电话核对申请人' }]])
  })

  it('replays every parked case at once', async () => {
    const others = [caseFileOf(), caseFileOf()]
    for (const other of others) await store().open({ caseFile: other, handOff: `handoff_${other.id}`, at: noon })
    for (const { number } of others) await desk('park', number)
    expect((await ask({ command: 'replay', all: true })).text).toContain('2 件')
    expect(await handOffs().backlog()).toMatchObject({ parked: 0 })
  })

  it('compares with the backend, both ways, by id', async () => {
    const [delivered] = await handOffs().claim({ now: later(2), until: later(9), atMost: 1 })
    if (!delivered) throw new Error('nothing was claimed')
    await handOffs().settle(delivered, { kind: 'accepted', backendNumber: 'MZ-000001' }, later(3))
    expect(await desk('reconcile')).toEqual({
      ok: false,
      text: `两边一致：0 件。\n后台没有\t${delivered.caseFile.number}\t${delivered.caseFile.id}`,
    })
    received.set(delivered.caseFile.id, 'MZ-000001')
    expect(await desk('reconcile')).toEqual({ ok: true, text: '两边一致：1 件。' })
    received.set('case_foreign', 'MZ-000002')
    expect(await desk('reconcile')).toMatchObject({ ok: false, text: expect.stringContaining('本地没有\tMZ-000002') })
    received.delete('case_foreign')
    received.set(delivered.caseFile.id, 'MZ-000009')
    expect(await desk('reconcile')).toMatchObject({ ok: false, text: expect.stringContaining('后台编号不一致') })
  })

  it('explains itself when asked for what it does not do', async () => {
    for (const words of [['delete', caseFile.number], ['show'], ['']]) {
      expect(await desk(...words)).toMatchObject({ ok: false, text: expect.stringContaining('用法') })
    }
    expect(await desk('show', '2026-0')).toEqual({ ok: false, text: '没有找到办件 2026-0。' })
  })
})
