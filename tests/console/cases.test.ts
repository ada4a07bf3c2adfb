/** Cases at the console: those that need a person first, nothing sensitive, and a parked one sent on its way again. */
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
