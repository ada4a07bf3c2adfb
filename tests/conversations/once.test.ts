/** Said once and paged once: an operator who is called, and one who holds the conversation. And a service that has ended. */
import { startTalk, type Talk } from './talk'

let talk: Talk
afterEach(() => talk.close())

describe('calling a person', () => {
  beforeEach(async () => {
    talk = await startTalk('2026-11-24T09:00:00+08:00')
  })

  it('pages once however often it is asked for, and says so', async () => {
    await talk.say('转人工')
    expect((await talk.say('转人工')).text).toContain('已经通知过')
    await talk.say('人工服务')
    expect(talk.paged).toEqual(['asked'])
  })

  it('pages nobody for three unclear turns outside a form, but offers a person', async () => {
    for (const text of ['阿巴阿巴阿巴', '嘟嘟噜嘟嘟噜']) await talk.say(text)
    expect((await talk.say('咿呀咿呀哟')).choices).toContain('转人工')
    expect(talk.paged).toEqual([])
  })

  it('does not make less of danger by asking', async () => {
    await talk.say('我不想活了')
    await talk.say('转人工')
    expect((await talk.conversations.load('c1'))?.attention).toBe('crisis')
    expect(talk.paged).toEqual(['crisis'])
  })
})

describe('held by an operator', () => {
  const hold = async () => {
    talk = await startTalk('2026-11-24T09:00:00+08:00')
    await talk.say('你好')
    const conversation = await talk.conversations.load('c1')
    if (!conversation) throw new Error('no conversation')
    const lease = { operator: '王敏', token: 1, until: '2026-11-24T03:00:00.000Z' }
    await talk.conversations.commit({ ...conversation, lease }, [])
  }
  const answerAs = async (text: string) => {
    const conversation = await talk.conversations.load('c1')
    if (!conversation) throw new Error('no conversation')
    await talk.conversations.commit(conversation, [
      { id: `o-${text}`, from: 'operator', text, at: '2026-11-24T01:00:01.000Z' },
    ])
  }

  it('tells once that messages go through, and again only after the operator has written', async () => {
    await hold()
    const told = [await talk.say('在吗'), await talk.say('我爸82了'), await talk.say('有没有人')].map(
      ({ text }) => text,
    )
    expect(told).toEqual([expect.stringContaining('已经转给工作人员'), '', ''])
    await answerAs('您好，请说')
    expect((await talk.say('想问高龄津贴')).text).toContain('已经转给工作人员')
    expect((await talk.say('谢谢')).text).toBe('')
    const lines = (await talk.transcript()).map(({ from }) => from)
    expect(lines.filter((from) => from === 'resident')).toHaveLength(6)
    expect((await talk.transcript()).filter(({ text }) => text === '')).toEqual([])
  })
})

describe('失能老人消费补贴, whose rules end on the last day of 2026', () => {
  it('is begun on the last day', async () => {
    talk = await startTalk('2026-12-31T22:00:00+08:00')
    expect((await talk.say('我要申请失能老人消费补贴')).kind).toBe('question')
  })

  it('is refused on the day after, with the date and what else there is', async () => {
    talk = await startTalk('2027-01-01T00:30:00+08:00')
    const reply = await talk.say('我要申请失能老人消费补贴')
    expect(reply).toMatchObject({ kind: 'notice', text: expect.stringContaining('2026年12月31日') })
    expect(reply.choices).toContain('转人工')
    expect((await talk.conversations.load('c1'))?.dialog).toBeUndefined()
  })

  it('is not gone on with when the form was set aside before', async () => {
    talk = await startTalk('2026-12-31T22:00:00+08:00')
    await talk.say('我要申请失能老人消费补贴')
    await talk.say('稍后继续')
    talk.later(3 * 3_600_000)
    expect((await talk.say('继续办理')).text).toContain('2026年12月31日')
  })
})
