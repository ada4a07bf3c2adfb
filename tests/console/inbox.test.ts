/** Who waits, why and since when; and what stands in an open conversation. */
import type { ConversationView, HoldView, InboxView } from '../../src/console/views'
import { type Desk, type Operator, openDesk, read } from './desk'

let desk: Desk
let wang: Operator
beforeEach(async () => {
  desk = await openDesk()
  wang = await desk.operator('王敏')
})
afterEach(() => desk.close())

const inbox = async (operator = wang) => read<InboxView>(await operator.get('inbox'))
const view = async (id: string, after = 0) =>
  read<ConversationView>(await wang.get(`conversations/${encodeURIComponent(id)}?after=${after}`))

describe('the inbox', () => {
  it('is empty while nobody needs a person', async () => {
    await desk.resident('calm').say('低保怎么申请')
    expect(await inbox()).toEqual({
      ...{ now: '2026-11-25T04:00:00.000Z', waiting: [], mine: [], others: [], parkedCases: 0, dropped: 0 },
    })
  })

  it('puts danger before a fault and a fault before a wish, whoever came first', async () => {
    await desk.resident('asked-early').say('转人工')
    desk.later(60)
    await desk.resident('faulted').say('你好')
    const faulted = await desk.conversations.load('faulted')
    if (faulted) await desk.conversations.commit({ ...faulted, attention: 'fault' }, [])
    desk.later(60)
    await desk.resident('asked-late').say('转人工')
    desk.later(60)
    await desk.resident('danger').say('我不想活了')
    const { waiting } = await inbox()
    expect(waiting.map(({ id, whyLabel }) => [id, whyLabel])).toEqual([
      ['danger', '危险信号'],
      ['faulted', '系统故障'],
      ['asked-early', '请求人工'],
      ['asked-late', '请求人工'],
    ])
  })

  it('says since when, on what, with the last words covered', async () => {
    await desk.resident('c|1').say('高龄津贴谁可以领')
    desk.later(60)
    await desk.resident('c|1').say('转人工')
    desk.later(30)
    await desk.resident('c|1').say('我电话13900001111\n快点')
    const [line] = (await inbox()).waiting
    expect(line).toMatchObject({
      ...{ tag: 'C1', channel: '网页', topic: '高龄津贴', since: '2026-11-25T04:01:00.000Z' },
      last: { from: 'resident', text: '我电话139****1111 快点', at: '2026-11-25T04:01:30.000Z' },
    })
  })

  it('shows me what I hold and what colleagues hold', async () => {
    const li = await desk.operator('李强')
    for (const id of ['c1', 'c2', 'c3']) await desk.resident(id).say('转人工')
    await wang.take('c1')
    await li.take('c2')
    const [mine, theirs] = [await inbox(), await inbox(li)]
    expect([mine.waiting, mine.mine, mine.others].map((lines) => lines.map(({ id }) => id))).toEqual([
      ['c3'],
      ['c1'],
      ['c2'],
    ])
    expect(mine.others[0]?.operator).toBe('李强')
    expect(theirs.mine.map(({ id }) => id)).toEqual(['c2'])
  })

  it('counts the waiting from the first call when one is only handed back, and anew when one was helped', async () => {
    await desk.resident('c1').say('转人工')
    const end = async (ending: string) => {
      const { token } = read<HoldView>(await wang.take('c1'))
      await wang.post('conversations/c1/release', { token, ending, seen: 99 })
    }
    desk.later(60)
    await end('backToQueue')
    expect((await inbox()).waiting[0]?.since).toBe('2026-11-25T04:00:00.000Z')
    await end('helped')
    expect((await inbox()).waiting).toEqual([])
    desk.later(60)
    await desk.resident('c1').say('转人工')
    expect((await inbox()).waiting[0]?.since).toBe('2026-11-25T04:02:00.000Z')
  })

  it('shows a conversation whose turn failed', async () => {
    const broken = await openDesk()
    await broken.resident('c1').say('你好')
    const commit = broken.conversations.commit
    let failures = 1
    broken.conversations.commit = (...given) =>
      failures-- > 0 ? Promise.reject(new Error('the disk is full')) : commit(...given)
    expect((await broken.resident('c1').say('低保怎么申请')).kind).toBe('apology')
    await new Promise((done) => setTimeout(done, 50))
    const { waiting } = read<InboxView>(await (await broken.operator('王敏')).get('inbox'))
    expect(waiting.map(({ id, why }) => [id, why])).toEqual([['c1', 'fault']])
    await broken.close()
  })
})

describe('an open conversation', () => {
  it('labels every reply by its kind and hands over markup as text', async () => {
    const markup = '<img src=x onerror=alert(1)><b>低保</b>怎么申请'
    await desk.resident('c1').say(markup)
    await desk.resident('c1').say('转人工')
    const { entries, sequence } = await view('c1')
    expect(entries.map(({ from, label }) => [from, label])).toEqual([
      ['resident', undefined],
      ['assistant', '政策回答'],
      ['resident', undefined],
      ['notice', '人工服务'],
    ])
    expect(entries[0]?.text).toBe(markup)
    expect(entries[1]?.citations.length).toBeGreaterThan(0)
    expect(sequence).toBe(4)
  })

  it('sends only what is new, and not the assistant’s word that it passed a message on', async () => {
    await desk.resident('c1').say('转人工')
    const { sequence } = await view('c1')
    await wang.take('c1')
    await desk.resident('c1').say('在吗')
    const fresh = await view('c1', sequence)
    expect(fresh.entries.map(({ text }) => text)).toEqual([expect.stringContaining('王敏来接待您了'), '在吗'])
    expect(fresh.sequence).toBe(sequence + 3)
    expect((await view('c1', fresh.sequence)).entries).toEqual([])
  })

  it('says who holds it without giving the token away', async () => {
    await desk.resident('c1').say('转人工')
    const { token } = read<HoldView>(await wang.take('c1'))
    const li = await desk.operator('李强')
    const theirs = await li.get('conversations/c1')
    expect(read<ConversationView>(theirs).lease).toMatchObject({ operator: '王敏', mine: false })
    expect((await view('c1')).lease?.mine).toBe(true)
    expect(JSON.stringify([theirs.json, await view('c1')])).not.toContain(`"token":${token}`)
  })

  it('shows the half-filled form with labels, what is asked next, and nothing sensitive', async () => {
    const resident = desk.resident('c1')
    const screening = ['我要办高龄津贴', '替老人代办', '灵璧县', '没有']
    for (const text of [...screening, '李建国', '13900001111', '女儿', '王秀英']) await resident.say(text)
    const { intake } = await view('c1')
    expect(intake).toMatchObject({ title: '高龄津贴申请', step: { done: 7 } })
    const lines = intake?.sections.flatMap((section) => section.lines) ?? []
    expect(lines.map(({ shown }) => shown)).toEqual(expect.arrayContaining(['李**', '139****1111', '王**', '子女']))
    expect(lines).toHaveLength(7)
    expect(intake?.asking?.label).toContain('身份证')
    expect(JSON.stringify(intake?.sections)).not.toMatch(/李建国|王秀英|13900001111/)
  })

  it('shows what the resident told of themselves, by its label', async () => {
    await desk.resident('c1').say('我爸82岁，一个人住，每月养老金300块，能享受什么')
    const { facts } = await view('c1')
    expect(facts.map(({ label, shown }) => `${label} ${shown}`)).toEqual([
      '本人周岁 82',
      '老人的居住情况 一个人住',
      '住在养老机构 否',
    ])
  })

  it.each(['-1', 'x', '1.5'])('refuses to be read after line %s', async (after) => {
    await desk.resident('c1').say('你好')
    expect((await wang.get(`conversations/c1?after=${after}`)).status).toBe(400)
  })
})
