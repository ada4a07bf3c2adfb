/** Cases at the console: those that need a person first, nothing sensitive, and a parked one sent on its way again. */
import { type CaseEvent, caseEventSchema } from '../../src/cases/case-event'
import type { CasesView, CaseView, InboxView } from '../../src/console/views'
import { caseFileOf } from '../cases/sample'
import { type Desk, type Operator, openDesk, read } from './desk'

let desk: Desk
let wang: Operator
beforeEach(async () => {
  desk = await openDesk()
  wang = await desk.operator('王敏')
})
afterEach(() => desk.close())

let count = 0
async function open(parkedWhy?: string) {
  desk.later(1)
  const caseFile = caseFileOf({ openedAt: desk.clock.now().toISOString() })
  await desk.cases.open({ caseFile, handOff: `handoff_${++count}`, at: desk.clock.now() })
  if (parkedWhy) await desk.handOffs.park(caseFile.id, parkedWhy)
  return caseFile
}

it('lists those that need a person first, then the newest', async () => {
  const [first, parked, last] = [await open(), await open('http 422'), await open()]
  const { cases, ...counts } = read<CasesView>(await wang.get('cases'))
  expect(cases.map(({ number, stageLabel }) => [number, stageLabel])).toEqual([
    [parked.number, '需人工处理'],
    [last.number, '已受理'],
    [first.number, '已受理'],
  ])
  expect(counts).toEqual({ parked: 1, due: 2 })
  expect(read<InboxView>(await wang.get('inbox')).parkedCases).toBe(1)
})

it('shows one by its number or id, however typed, with sensitive answers covered', async () => {
  const caseFile = await open('byOperator')
  for (const name of [caseFile.number, caseFile.id]) {
    const answer = await wang.get(`cases/${encodeURIComponent(name)}`)
    const view = read<CaseView>(answer)
    expect(view).toMatchObject({ number: caseFile.number, service: '高龄津贴', why: '工作人员停下的', attempts: 0 })
    expect(view.answers.map(({ label, shown }) => `${label} ${shown}`)).toEqual([
      '申请人姓名 王**',
      '身份证号 341*************25',
      '联系电话 139****1111',
      '住址 ****',
      '户籍所在县区 灵璧县',
    ])
    expect(JSON.stringify(answer.json)).not.toMatch(/王秀英|341323194001011225|13900001111|灵城镇/)
  }
})

describe('an answer in full', () => {
  const reveal = (id: string, body: unknown) => wang.post(`cases/${id}/reveal`, body)

  it('is shown for a stated purpose, alone, and written down first: who, what, why, never the answer', async () => {
    const { id } = await open()
    const answer = await reveal(id, { path: 'residentId', purpose: '核对身份 13900001111' })
    expect([answer.status, answer.json]).toEqual([200, { shown: '341323194001011225' }])
    const records = await desk.audit.read(0, 9)
    expect(records.map(({ actor, action, subject, detail }) => [actor, action, subject, detail])).toEqual([
      ['王敏', 'case.revealed', id, { purpose: '核对身份 139****1111', field: 'residentId' }],
    ])
    const view = read<CaseView>(await wang.get(`cases/${id}`))
    expect(view.answers.filter(({ covered }) => covered).map(({ path }) => path)).toEqual([
      'applicantName',
      'residentId',
      'phone',
      'address',
    ])
  })

  it('is not shown without a purpose, to a stranger, or when it cannot be written down', async () => {
    const { id } = await open()
    for (const purpose of ['', '   看看', '看一下'])
      expect((await reveal(id, { path: 'residentId', purpose })).json).toMatchObject({
        error: { code: 'purpose.missing' },
      })
    for (const body of [{}, { path: 1, purpose: '核对身份' }, undefined])
      expect((await reveal(id, body)).json).toMatchObject({ error: { code: 'request.invalid' } })
    expect((await reveal(id, { path: 'nothing', purpose: '核对身份' })).status).toBe(404)
    expect((await reveal('case_none', { path: 'residentId', purpose: '核对身份' })).status).toBe(404)
    const asked = { path: 'residentId', purpose: '核对身份' }
    expect((await desk.call('POST', `cases/${id}/reveal`, { body: asked })).status).toBe(401)
    expect(await desk.audit.read(0, 9)).toEqual([])

    const unwritable = { ...desk.audit, append: () => Promise.reject(new Error('no disk')) }
    const other = await openDesk({ audit: unwritable, cases: desk.cases })
    await expect((await other.operator('李强')).post(`cases/${id}/reveal`, asked)).rejects.toThrow('no disk')
    await other.close()
  })
})

it('hands a paper over for a stated purpose, written down first, and only with the case it came with', async () => {
  const paper = (reference: string) => ({
    ...{ reference, name: '户口簿.pdf', contentType: 'application/pdf', bytes: 8, sha256: 'a'.repeat(64) },
  })
  const caseFile = caseFileOf({ attachments: [paper('upload_1'), paper('upload_gone')] })
  await desk.cases.open({ caseFile, handOff: 'handoff_paper', at: desk.clock.now() })
  const { papers } = read<CaseView>(await wang.get(`cases/${caseFile.id}`))
  expect(papers[0]).toEqual({ reference: 'upload_1', name: '户口簿.pdf', bytes: 8 })
  const ask = (reference: string, purpose = '核对户口', id = caseFile.id) =>
    wang.post(`cases/${id}/papers`, { reference, purpose })
  expect((await ask('upload_1', '')).json).toMatchObject({ error: { code: 'purpose.missing' } })
  expect((await ask('upload_1', '核对户口', (await open()).id)).status).toBe(404)
  expect((await ask('upload_elsewhere')).status).toBe(404)
  expect(await desk.audit.read(0, 9)).toEqual([])
  expect((await ask('upload_1')).json).toEqual({
    ...{ name: '户口簿.pdf', contentType: 'application/pdf', base64: Buffer.from('%PDF-1.7').toString('base64') },
  })
  expect((await ask('upload_gone')).json).toMatchObject({ error: { code: 'paper.gone' } })
  const records = await desk.audit.read(0, 9)
  expect(records.map(({ actor, detail }) => [actor, detail.field])).toEqual([
    ['王敏', 'upload_1'],
    ['王敏', 'upload_gone'],
  ])
})

it('says that its resident took one back, and lists papers that came later', async () => {
  const caseFile = await open()
  const at = '2026-11-25T05:00:00.000Z'
  const event = { case: caseFile.id, number: caseFile.number, at }
  const paper = {
    reference: 'upload_2',
    name: '残疾证.jpg',
    contentType: 'image/jpeg',
    bytes: 9,
    sha256: 'b'.repeat(64),
  }
  const amend = (handOff: string, more: Pick<CaseEvent, 'type'> & { attachments?: (typeof paper)[] }) =>
    desk.cases.amend({ event: caseEventSchema.parse({ ...event, ...more }), handOff, at: new Date(at) })
  await amend('handoff_later', { type: 'case.supplemented', attachments: [paper] })
  await amend('handoff_back', { type: 'case.withdrawn' })
  const { cases } = read<CasesView>(await wang.get('cases'))
  expect(cases.map(({ stageLabel }) => stageLabel)).toEqual(['已撤回'])
  expect(read<CaseView>(await wang.get(`cases/${caseFile.id}`))).toMatchObject({
    stageLabel: '已撤回',
    withdrawnAt: at,
    papers: [{ reference: 'upload_2', name: '残疾证.jpg', bytes: 9 }],
  })
  await desk.handOffs.park(caseFile.id, 'http 422')
  expect(read<CaseView>(await wang.get(`cases/${caseFile.id}`)).stageLabel).toBe('已撤回，需人工处理')
})

it('shows a consent with its answer, and the name of who gave it covered', async () => {
  const consent = {
    group: 'members',
    notice: '家庭成员2本人同意吗？',
    noticeDigest: 'sha256:q',
    basis: [],
    at: '2026-11-25T04:00:00.000Z',
  }
  const answer = { path: 'members[1].guardianConsent', value: 'applicant', shown: '同意' }
  const caseFile = caseFileOf({ consents: [{ ...consent, answer, person: 'members[1]', by: 'applicantName' }] })
  await desk.cases.open({ caseFile, handOff: 'handoff_consent', at: desk.clock.now() })
  expect(read<CaseView>(await wang.get(`cases/${caseFile.id}`)).consents).toEqual([
    { notice: consent.notice, at: consent.at, answer: '同意', by: '申请人姓名 王**' },
  ])
})

it('sends a parked one on its way again, once', async () => {
  const { id } = await open('http 422')
  const replayed = await wang.post(`cases/${id}/replay`)
  expect(read<CaseView>(replayed)).toMatchObject({ stage: 'accepted' })
  const [now, until] = [desk.clock.now(), new Date(desk.clock.now().getTime() + 1)]
  expect((await desk.handOffs.claim({ now, until, atMost: 9 })).map(({ caseFile }) => caseFile.id)).toEqual([id])
  expect((await wang.post(`cases/${id}/replay`)).json).toMatchObject({ error: { code: 'case.notParked' } })
})

it('knows no case that is not there', async () => {
  for (const answer of [await wang.get('cases/none'), await wang.post('cases/none/replay')]) {
    expect([answer.status, answer.json]).toMatchObject([404, { error: { code: 'case.unknown' } }])
  }
})
