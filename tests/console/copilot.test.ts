/** Suggested answers: quoted, cited, at most three, and silent when the knowledge is. */
import { fixedClock } from '../../src/base/clock'
import { suggestPassages } from '../../src/console/suggest-passages'
import type { HoldView, SuggestionsView } from '../../src/console/views'
import { realLibrary } from '../conversations/talk'
import { type Desk, NOON, type Operator, openDesk, read } from './desk'

let desk: Desk
let wang: Operator
beforeEach(async () => {
  desk = await openDesk()
  wang = await desk.operator('王敏')
})
afterEach(() => desk.close())

const forConversation = async (id: string) => read<SuggestionsView>(await wang.get(`conversations/${id}/suggestions`))
const forQuestion = async (question: string) => read<SuggestionsView>(await wang.post('suggestions', { question }))

it('offers up to three cited texts, the assistant’s own answer first, none of them twice', async () => {
  const reply = await desk.resident('c1').say('低保要什么材料')
  const { question, suggestions } = await forConversation('c1')
  expect(question).toBe('低保要什么材料')
  expect(suggestions.length).toBeGreaterThan(1)
  expect(suggestions.length).toBeLessThanOrEqual(3)
  expect(suggestions[0]?.text).toBe(reply.text)
  for (const { title, citations } of suggestions) {
    expect(title).not.toBe('')
    expect(citations.length).toBeGreaterThan(0)
  }
  expect(new Set(suggestions.map(({ text }) => text)).size).toBe(suggestions.length)
})

it('answers the question before the call for a person, and before a form’s answers', async () => {
  const resident = desk.resident('c1')
  for (const text of ['高龄津贴要什么材料', '我要办高龄津贴', '替老人代办', '李建国', '转人工'])
    await resident.say(text)
  expect((await forConversation('c1')).question).toBe('高龄津贴要什么材料')
})

it('keeps to the subject when the question does not name it', async () => {
  await desk.resident('c1').say('高龄津贴谁可以领')
  await desk.resident('c1').say('转人工')
  await wang.take('c1')
  await desk.resident('c1').say('那材料呢')
  const { question, suggestions } = await forConversation('c1')
  expect(question).toBe('那材料呢')
  expect(suggestions[0]?.title).toContain('高龄津贴')
})

it('serves an operator on the telephone, who types the caller’s question', async () => {
  const { suggestions } = await forQuestion('离婚冷静期多少天')
  expect(suggestions[0]?.text).toContain('30')
})

it('offers nothing rather than a guess, where the assistant itself would have to say that it found nothing', async () => {
  const library = await realLibrary()
  const index = Object.assign(Object.create(library.index), { search: async () => [] })
  const other = await openDesk({ suggest: suggestPassages(() => ({ ...library, index }), fixedClock(NOON)) })
  const answer = await (await other.operator('王敏')).post('suggestions', { question: '今天股票涨了吗' })
  expect(answer.json).toEqual({ question: '今天股票涨了吗', suggestions: [] })
  await other.close()
})

it('has nothing to answer before a question was asked', async () => {
  await desk.resident('c1').say('转人工')
  expect(await forConversation('c1')).toEqual({ suggestions: [] })
})

it('asks the knowledge with a person’s numbers covered', async () => {
  const asked: string[] = []
  const other = await openDesk({
    suggest: async (question) => {
      asked.push(question)
      return []
    },
  })
  const operator = await other.operator('王敏')
  await operator.post('suggestions', { question: '身份证341323194001011225能办低保吗' })
  expect(asked).toEqual(['身份证341*************25能办低保吗'])
  expect((await operator.post('suggestions', { question: 7 })).status).toBe(400)
  await other.close()
})

it('sends nothing by itself', async () => {
  await desk.resident('c1').say('转人工')
  const { token } = read<HoldView>(await wang.take('c1'))
  const before = await desk.conversations.history('c1', 0)
  await forConversation('c1')
  expect(await desk.conversations.history('c1', 0)).toEqual(before)
  expect(token).toBeGreaterThan(0)
})
