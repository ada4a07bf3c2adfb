/** What a resident told before the form is in it already: told back once, correctable, never asked twice, never who they are. */
import { fileOldAge } from './file-old-age'
import { startTalk, type Talk } from './talk'

const NOW = '2026-11-24T09:00:00+08:00'
let talk: Talk
beforeEach(async () => {
  talk = await startTalk(NOW)
})
afterEach(() => talk.close())

const startAfter = async (said: string, start: string) => {
  await talk.say(said)
  return talk.say(start)
}
const answersOf = async () => (await talk.conversations.load('c1'))?.dialog?.answers ?? {}

it.each([
  ['我跟老伴两个人，退休金加起来两千三，想办低保', '我要办低保', { peopleTogether: 2, incomeTogether: 230_000 }],
  ['我妈一个人住，能不能有人定期来看看', '我要申请探访关爱', { livingSituation: 'alone' }],
  ['我爸是低保户，78岁了，想问养老服务补贴', '我要申请养老服务补贴', { assistanceStatus: 'subsistence' }],
  [
    '我是肢体二级残疾，护理补贴怎么领',
    '我要申请重度残疾人护理补贴',
    { disabilityCategory: 'physical', disabilityGrade: 'grade2' },
  ],
  [
    '我妈是五保户，肢体一级残疾，家里能改厕所吗',
    '我要申请适老化改造',
    { assistanceStatus: 'destitute', disabilityGrade: 'grade1' },
  ],
])('%s', async (said, start, wanted) => {
  const first = await startAfter(said, start)
  expect(first).toMatchObject({ kind: 'question', text: expect.stringContaining('您刚才说的我先填上了：') })
  const answers = await answersOf()
  for (const [path, value] of Object.entries(wanted)) {
    expect([path, answers[path]]).toMatchObject([
      path,
      { state: { kind: 'given', value }, by: 'resident', corrected: false },
    ])
  }
  const next = await talk.say('自己')
  expect(next.text).not.toContain('您刚才说的')
})

it('asks what was told no second time, and takes a correction of it like of any other answer', async () => {
  await startAfter('我跟老伴两个人，退休金加起来两千三，想办低保', '开始办理')
  expect(await talk.say('给自己家申请')).toMatchObject({ kind: 'question', field: '申请人姓名' })
  await talk.say('修改一起生活的人数')
  await talk.say('三个人')
  expect((await answersOf()).peopleTogether).toMatchObject({ state: { value: 3 }, corrected: true })
})

it('fills what is told in the very wish to start', async () => {
  const first = await talk.say('我要给我爸申请养老服务补贴，他是低保户')
  if (first.kind !== 'question') await talk.say('开始办理')
  expect((await answersOf()).assistanceStatus?.state).toEqual({ kind: 'given', value: 'subsistence' })
})

it('never fills in a name, a number or a birth date', async () => {
  await startAfter(
    '我叫张桂兰，1940年3月7日生，身份证341323194003070046，电话13812345678，怎么领高龄津贴',
    '我要办高龄津贴',
  )
  expect(await answersOf()).toEqual({})
})

it.each(['低保户有什么补贴', '五保户能领高龄津贴吗', '残疾二级护理补贴多少钱'])(
  'takes nothing from a question about the rule: %s',
  async (question) => {
    await talk.say(question)
    expect((await talk.conversations.load('c1'))?.facts).toEqual({})
  },
)

it('does not carry one applicant’s facts into the next case', async () => {
  await talk.say('我跟老伴两个人，退休金加起来两千三，想办低保')
  expect((await talk.conversations.load('c1'))?.facts).toMatchObject({ householdSize: 2 })
  expect((await fileOldAge(talk)).kind).toBe('receipt')
  expect((await talk.conversations.load('c1'))?.facts).toEqual({})
  await talk.say('我要办低保')
  expect(await answersOf()).toEqual({})
})
