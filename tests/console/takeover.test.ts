/** Taking over, on real stores: one holder at a time, nothing sent under an old hold, a resident who is always told. */
import type { Conversation } from '../../src/assistant/conversation'
import { letGo } from '../../src/console/takeover'
import type { HoldView, InboxView, SentView } from '../../src/console/views'
import { onEachDatabase } from '../contracts/databases'
import { type Answer, type Desk, type Operator, openDesk, read } from './desk'

onEachDatabase((database) => {
  let desk: Desk
  let wang: Operator
  let li: Operator
  beforeEach(async () => {
    desk = await openDesk({ database: database() })
    await desk.resident('c1').say('低保怎么申请')
    await desk.resident('c1').say('转人工')
    ;[wang, li] = [await desk.operator('王敏'), await desk.operator('李强')]
  })

  const tokenOf = (answer: Answer) => read<HoldView>(answer).token
  const refusal = (answer: Answer) => [answer.status, read<{ error: { code: string } }>(answer).error.code]
  const send = (operator: Operator, token: number, text: string, id = `message-${text}`.padEnd(8, '-')) =>
    operator.post('conversations/c1/messages', { token, text, id: Buffer.from(id).toString('hex').slice(0, 60) })
  const release = (operator: Operator, token: number, ending = 'helped', seen = 99) =>
    operator.post('conversations/c1/release', { token, ending, seen })
  const loaded = async () => (await desk.conversations.load('c1')) as Conversation
  const transcript = async () => (await desk.conversations.history('c1', 0)).map(({ from, text }) => `${from}: ${text}`)

  it('gives a conversation to one of two who reach for it at once, and tells the other who has it', async () => {
    const answers = await Promise.all([wang.take('c1'), li.take('c1'), wang.take('c1'), li.take('c1')])
    const winner = (await loaded()).lease?.operator
    const lost = answers.filter(({ status }) => status === 409)
    expect(lost).toHaveLength(2)
    // Two windows of one operator do not share a hold either.
    expect(new Set(answers.filter(({ status }) => status === 200).map(tokenOf)).size).toBe(2)
    for (const answer of lost) expect(JSON.stringify(answer.json)).toContain(`正由${winner}接待`)
    expect((await transcript()).filter((line) => line.includes('来接待您了'))).toHaveLength(1)
    expect(desk.lines).toHaveLength(1)
  })

  it('carries an operator’s words into the transcript and over the line', async () => {
    const token = tokenOf(await wang.take('c1'))
    expect(read<SentView>(await send(wang, token, '您好，我来帮您。'))).toEqual({ reached: true, covered: false })
    const [joined, said] = desk.lines
    expect(joined?.reply).toMatchObject({ kind: 'takeover', text: expect.stringContaining('工作人员王敏来接待您了') })
    expect(said).toEqual({
      conversation: 'c1',
      reply: { kind: 'takeover', text: '您好，我来帮您。', citations: [], choices: [], operator: '王敏' },
    })
    expect((await desk.conversations.history('c1', 0)).at(-1)).toMatchObject({ from: 'operator', reply: said?.reply })
  })

  it('keeps the assistant quiet while held, and lets it answer again afterwards', async () => {
    const token = tokenOf(await wang.take('c1'))
    expect((await desk.resident('c1').say('那材料呢')).kind).toBe('takeover')
    await release(wang, token)
    expect((await desk.resident('c1').say('低保要什么材料')).kind).toBe('answer')
    expect((await transcript()).some((line) => line.startsWith('assistant: 工作人员已结束接待'))).toBe(true)
  })

  it('drops, counts and explains a message composed under a hold that has changed', async () => {
    const old = tokenOf(await wang.take('c1'))
    await release(wang, old)
    const fresh = tokenOf(await li.take('c1'))
    const before = await transcript()
    const dropped = await send(wang, old, '迟到的话')
    expect(refusal(dropped)).toEqual([409, 'message.dropped'])
    expect(JSON.stringify(dropped.json)).toContain('对话已由李强接待')
    expect(refusal(await send(wang, fresh, '别人的令牌'))).toEqual([409, 'message.dropped'])
    expect(await transcript()).toEqual(before)
    expect(read<InboxView>(await li.get('inbox')).dropped).toBe(2)
    expect(desk.log.lines.filter((line) => line.includes('console.messageDropped'))).toHaveLength(2)
  })

  it('drops what an older window of the same operator writes', async () => {
    const [older, newer] = [tokenOf(await wang.take('c1')), tokenOf(await wang.take('c1'))]
    expect(newer).toBeGreaterThan(older)
    expect((await send(wang, older, '旧窗口')).status).toBe(409)
    expect((await send(wang, newer, '新窗口')).status).toBe(200)
    expect((await transcript()).filter((line) => line.includes('来接待您了'))).toHaveLength(1)
  })

  it('drops what is written after the hold ran out', async () => {
    const token = tokenOf(await wang.take('c1'))
    desk.later(121)
    const late = await send(wang, token, '走开了一会儿')
    expect(refusal(late)).toEqual([409, 'message.dropped'])
    expect(JSON.stringify(late.json)).toContain('结束或超时')
  })

  it('never gives a token twice, also after the hold is gone', async () => {
    const tokens: number[] = []
    for (let round = 0; round < 4; round++) {
      tokens.push(tokenOf(await wang.take('c1')))
      await release(wang, tokens.at(-1) ?? 0)
    }
    expect(tokens).toEqual([...new Set(tokens)].sort((a, b) => a - b))
  })

  it('sends a message tried twice once', async () => {
    const token = tokenOf(await wang.take('c1'))
    const both = await Promise.all([send(wang, token, '您好', 'same'), send(wang, token, '您好', 'same')])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect((await transcript()).filter((line) => line === 'operator: 您好')).toHaveLength(1)
    expect(desk.lines.filter(({ reply }) => reply.text === '您好')).toHaveLength(1)
  })

  it('stores a person’s numbers covered and says so', async () => {
    const token = tokenOf(await wang.take('c1'))
    const sent = await send(wang, token, '您的身份证号341323194001011225对吗？社区电话0557-3012345')
    expect(read<SentView>(sent).covered).toBe(true)
    const last = (await transcript()).at(-1)
    expect(last).toContain('341*************25')
    expect(last).toContain('0557-3012345')
  })

  it.each([
    ['nothing', '  ', 'message.empty'],
    ['too much', '字'.repeat(2001), 'message.tooLong'],
  ])('refuses to send %s', async (_, text, code) => {
    const token = tokenOf(await wang.take('c1'))
    expect(refusal(await send(wang, token, text, 'an id'))[1]).toBe(code)
  })

  it('tells the operator when the channel did not take a message', async () => {
    const deaf = await openDesk({ database: database(), line: { send: async () => 'unreached' } })
    const operator = await deaf.operator('王敏')
    const token = tokenOf(await operator.take('c1'))
    expect(read<SentView>(await send(operator, token, '听得到吗')).reached).toBe(false)
    expect((await transcript()).at(-1)).toBe('operator: 听得到吗')
  })

  it('renews a hold as long as nobody else has it', async () => {
    const token = tokenOf(await wang.take('c1'))
    for (let minutes = 0; minutes < 5; minutes++) {
      desk.later(60)
      const renewed = await wang.post('conversations/c1/renew', { token })
      expect([renewed.status, tokenOf(renewed)]).toEqual([200, token])
    }
    expect((await send(wang, token, '还在')).status).toBe(200)
    expect(refusal(await li.post('conversations/c1/renew', { token }))).toEqual([409, 'lease.changed'])
    expect(refusal(await li.post('conversations/c1/release', { token, ending: 'helped', seen: 0 }))[0]).toBe(409)
  })

  it('puts a hold that ran out back into the queue, tells the resident once, and lets the next operator in', async () => {
    await wang.take('c1')
    desk.later(121)
    const inboxes = await Promise.all([li.get('inbox'), wang.get('inbox'), li.get('inbox')])
    expect(read<InboxView>(inboxes[0] as Answer).waiting.map(({ id }) => id)).toEqual(['c1'])
    expect((await transcript()).filter((line) => line.includes('工作人员暂时离开'))).toHaveLength(1)
    expect(await loaded()).not.toHaveProperty('lease')
    expect((await li.take('c1')).status).toBe(200)
  })

  it('lets everything an operator holds go when they sign out, and nothing of others', async () => {
    await desk.resident('c2').say('转人工')
    await wang.take('c1')
    await li.take('c2')
    const out = await wang.post('sign-out')
    expect(out.headers['set-cookie']).toMatch(/^operator=; .*Max-Age=0/)
    const inbox = read<InboxView>(await li.get('inbox'))
    expect([inbox.waiting.map(({ id }) => id), inbox.mine.map(({ id }) => id)]).toEqual([['c1'], ['c2']])
    expect(await letGo(desk as never)).toBe(0)
  })

  it('does not close a danger signal the operator has not seen', async () => {
    const token = tokenOf(await wang.take('c1'))
    const seen = (await desk.conversations.history('c1', 0)).length
    await desk.resident('c1').say('我不想活了')
    expect((await release(wang, token, 'helped', seen)).status).toBe(200)
    expect(await loaded()).toMatchObject({ attention: 'crisis' })
    const again = tokenOf(await wang.take('c1'))
    await release(wang, again, 'helped', 99)
    expect(await loaded()).toMatchObject({ attention: 'none' })
  })

  it('loses neither the resident’s words nor the operator’s when both write at once', async () => {
    const token = tokenOf(await wang.take('c1'))
    const before = (await transcript()).length
    const words = ['一', '二', '三']
    const ends = await Promise.all([
      ...words.map((word) => send(wang, token, `甲${word}`).then(({ status }) => status)),
      desk
        .resident('c1')
        .say('乙')
        .then(({ kind }) => kind),
    ])
    expect(ends).toEqual([200, 200, 200, 'takeover'])
    expect((await transcript()).length).toBe(before + 3 + 2)
  })

  it('knows no conversation nobody began', async () => {
    expect(refusal(await wang.take('none'))).toEqual([404, 'conversation.unknown'])
    expect(refusal(await wang.get('conversations/none'))).toEqual([404, 'conversation.unknown'])
  })

  it.each([[undefined], [{}], [{ token: 'x' }], [{ token: 1.5 }], [[]]])('refuses the body %j', async (body) => {
    for (const path of ['renew', 'release', 'messages']) {
      expect(refusal(await wang.post(`conversations/c1/${path}`, body))).toEqual([400, 'request.invalid'])
    }
  })
})
