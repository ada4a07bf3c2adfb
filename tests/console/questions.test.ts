/** Questions not answered well, at the console: put together, with what was told, ticked off by name, back when asked again. */
import type { ClusterView, QuestionsView } from '../../src/console/views'
import { type Desk, type Operator, openDesk, read } from './desk'

let desk: Desk
let wang: Operator
beforeEach(async () => {
  desk = await openDesk()
  wang = await desk.operator('王敏')
})
afterEach(() => desk.close())

const ask = async (conversation: string, ...texts: readonly string[]) => {
  for (const text of texts) {
    desk.later(1)
    await desk.resident(conversation).say(text)
  }
}
const clusters = async () => read<QuestionsView>(await wang.get('questions')).clusters
const placesOf = ({ asked }: ClusterView) => asked.map(({ conversation, entry }) => ({ conversation, entry }))
const settle = (questions: unknown) => wang.post('questions/settle', { questions })

it('lists what was not answered well, the most asked first, and of as many the newest', async () => {
  await ask('a', '明天股票涨不涨')
  await ask('b', '低保要什么材料', '没用')
  await ask('c', '低保要什么材料', '没用')
  await ask('d', '高龄津贴怎么申请', '没用')
  const [most, next, last] = await clusters()
  expect(most).toMatchObject({ programme: '低保', open: 2, marks: [{ mark: 'useless', label: '说没用', count: 2 }] })
  expect(next).toMatchObject({ programme: '高龄津贴', open: 1 })
  expect(last).toMatchObject({ open: 1, marks: [{ label: '没答上' }] })
  expect(last?.programme).toBeUndefined()
})

it('shows each wording with what was told, the newest first, and nothing of who asked', async () => {
  await ask('a', '低保要什么材料', '没用')
  await ask('b', '我叫王秀英，电话13812345678，低保要什么材料', '没用')
  const answer = await wang.get('questions')
  const asked = read<QuestionsView>(answer).clusters.flatMap((matter) => matter.asked)
  expect(asked.map(({ text }) => text)).toEqual(['我叫某人，电话138****5678，低保要什么材料', '低保要什么材料'])
  const told = (await desk.conversations.history('a', 0))[1]?.reply?.text
  expect(asked[1]?.answer).toBe(told)
  expect(JSON.stringify(answer.json)).not.toMatch(/王秀英|13812345678/)
})

it('ticks a matter off with all its wordings, and writes down who did it', async () => {
  await ask('a', '低保要什么材料', '没用')
  await ask('b', '低保要什么材料', '没用')
  const [matter] = await clusters()
  const places = matter ? placesOf(matter) : []
  expect((await settle(places)).json).toEqual({ settled: 2 })
  expect(await clusters()).toEqual([])
  expect((await settle(places)).json).toEqual({ settled: 0 })
  const records = (await desk.audit.read(0, 9)).map(({ actor, action, subject }) => [actor, action, subject])
  expect(records).toEqual([
    ['王敏', 'question.handled', 'a'],
    ['王敏', 'question.handled', 'b'],
  ])
  await ask('c', '低保要什么材料', '没用')
  expect((await clusters()).map(({ open }) => open)).toEqual([1])
})

it('is for operators alone, and refuses what is no list of lines', async () => {
  await ask('a', '明天股票涨不涨')
  expect((await desk.call('GET', 'questions')).status).toBe(401)
  expect((await desk.call('POST', 'questions/settle', { body: { questions: [] } })).status).toBe(401)
  const many = Array.from({ length: 401 }, (_, i) => ({ conversation: 'a', entry: `m${i}` }))
  for (const questions of [undefined, [], 'a', [{ conversation: 'a' }], [{ conversation: '', entry: 'm' }], many])
    expect((await settle(questions)).json).toMatchObject({ error: { code: 'request.invalid' } })
  expect(await clusters()).toHaveLength(1)
  expect(await desk.audit.read(0, 9)).toEqual([])
})
