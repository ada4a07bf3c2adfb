/** 有用, 没用 and unanswered questions, from the front door to the list policy staff read. */
import { type Cluster, clusterQuestions, openIn } from '../../src/assistant/cluster-questions'
import { DATA_WORDS } from '../../src/assistant/data-words'
import { openQuestions, type Transcript } from '../../src/assistant/open-questions'
import { realLibrary, startTalk, type Talk } from '../conversations/talk'

const now = '2026-11-24T09:00:00+08:00'
let talk: Talk
beforeEach(async () => {
  talk = await startTalk(now)
})
afterEach(() => talk.close())

const history = async (conversation = 'c1'): Promise<Transcript> => ({
  conversation,
  entries: await talk.conversations.history(conversation, 0),
})
const marks = async (conversation?: string) =>
  openQuestions(await history(conversation)).map(({ text, mark }) => [text, mark])

async function clustersOf(...conversations: readonly string[]): Promise<readonly Cluster[]> {
  const talks: Transcript[] = []
  for (const each of conversations) talks.push(await history(each))
  return clusterQuestions(talks.flatMap(openQuestions), await realLibrary(), '2026-11-24')
}

describe('feedback', () => {
  it('thanks for 有用, and offers a person after 没用', async () => {
    await talk.say('低保要什么材料')
    expect(await talk.say('有用')).toMatchObject({ kind: 'notice', text: expect.stringContaining('谢谢') })
    expect(await talk.say('没用')).toMatchObject({ kind: 'notice', choices: ['转人工'] })
  })

  it('counts for the answer just before it, with the passages it quoted', async () => {
    await talk.say('低保要什么材料')
    await talk.say('没用')
    const [only, ...others] = openQuestions(await history())
    expect(others).toEqual([])
    expect(only).toMatchObject({ text: '低保要什么材料', mark: 'useless' })
    expect(only?.passages[0]).toMatch(/^subsistence-allowance\//)
  })

  it('keeps the topic, so that one can go on asking', async () => {
    await talk.say('低保要什么材料')
    await talk.say('没用')
    expect(await talk.say('多久能批下来')).toMatchObject({ kind: 'answer', programme: 'subsistence-allowance' })
  })
})

describe('open questions', () => {
  it('are those not found and asked back, not those answered well', async () => {
    await talk.say('明天股票涨不涨')
    await talk.say('低保要什么材料')
    await talk.say('补贴')
    expect(await marks()).toEqual([
      ['明天股票涨不涨', 'notFound'],
      ['补贴', 'unsure'],
    ])
  })

  it('show no number that was masked when it was sent', async () => {
    await talk.say('我的手机13812345678，明天股票涨不涨')
    const [[text] = []] = await marks()
    expect(text).toContain('138****5678')
    expect(text).not.toContain('13812345678')
  })

  it('say where and when it was asked and what was told, without who asked', async () => {
    await talk.say('我叫王秀英，住3号楼2单元，明天股票涨不涨')
    const { entries } = await history()
    const [only] = openQuestions(await history())
    expect(only).toMatchObject({ conversation: 'c1', entry: entries[0]?.id, at: entries[0]?.at })
    expect(only?.text).toBe('我叫某人，住某号楼某单元，明天股票涨不涨')
    expect(only?.answer).toBe(entries[1]?.reply?.text)
  })

  it('leave out what was let go after its days', async () => {
    await talk.say('明天股票涨不涨')
    const { conversation, entries } = await history()
    const redacted = entries.map((each) => (each.from === 'resident' ? { ...each, text: DATA_WORDS.redacted } : each))
    expect(openQuestions({ conversation, entries: redacted })).toEqual([])
  })

  it('are put together by the passage that came nearest, the most asked first', async () => {
    for (const conversation of ['a', 'b', 'c']) {
      await talk.say('低保要什么材料', { conversation })
      await talk.say('没用', { conversation })
    }
    await talk.say('明天股票涨不涨', { conversation: 'd' })
    const [most, ...others] = await clustersOf('a', 'b', 'c', 'd')
    expect(most).toMatchObject({ programme: '低保', marks: { useless: 3 }, questions: ['低保要什么材料'] })
    expect(others).toHaveLength(1)
    expect(others[0]).toMatchObject({ marks: { notFound: 1 }, questions: ['明天股票涨不涨'] })
  })

  it('count what was useful beside what was not, and leave out what was only useful', async () => {
    for (const [conversation, said] of [
      ['a', '没用'],
      ['b', '有用'],
    ] as const) {
      await talk.say('低保要什么材料', { conversation })
      await talk.say(said, { conversation })
    }
    await talk.say('高龄津贴怎么申请', { conversation: 'c' })
    await talk.say('有用', { conversation: 'c' })
    const clusters = await clustersOf('a', 'b', 'c')
    expect(clusters).toHaveLength(1)
    expect(clusters[0]?.marks).toMatchObject({ useless: 1, useful: 1 })
    expect(clusters.map(openIn)).toEqual([1])
  })

  it('without a passage near are put together by their words', async () => {
    const library = await realLibrary()
    const ask = (text: string, i: number) => ({
      ...{ conversation: 'c1', entry: `m${i}`, at: `2026-11-24T0${i}:00:00Z`, answer: '没有找到' },
      ...{ text, mark: 'notFound' as const, passages: [] },
    })
    const asked = ['量子计算机哪里卖', '量子计算机哪里有卖', '火星上能种土豆吗'].map(ask)
    const clusters = await clusterQuestions(asked, library, '2026-11-24')
    expect(clusters.map((each) => [each.passage, openIn(each)])).toEqual([
      [undefined, 2],
      [undefined, 1],
    ])
    expect(clusters[0]?.asked.map(({ entry }) => entry)).toEqual(['m1', 'm0'])
    const [newest] = await clusterQuestions([...asked].slice(1), library, '2026-11-24')
    expect(newest?.questions).toEqual(['火星上能种土豆吗'])
  })
})
