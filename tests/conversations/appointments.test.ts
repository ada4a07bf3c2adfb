/** Booking a visit through the front door: offered, held, booked with the case, moved, given up. */
import { join } from 'node:path'
import { sqlAppointmentStore } from '../../src/adapters/sql/appointment-store'
import { sqlHandOffQueue } from '../../src/adapters/sql/hand-off-queue'
import type { Reply } from '../../src/assistant/reply'
import type { Library } from '../../src/assistant/turn'
import { HOLD_MS } from '../../src/cases/appointments/appointment-store'
import { readAppointments } from '../../src/knowledge/read-appointments'
import { startReading } from '../../src/knowledge/reading'
import { later, testCipher } from '../cases/sample'
import { realLibrary, startTalk, type Talk } from './talk'

const bookingOffices = readAppointments(startReading(join(__dirname, 'booked')))

/** The real content, with one office's windows published. */
const published = (library: Library): Library => ({ ...library, knowledge: { ...library.knowledge, bookingOffices } })

const MORNING = '12月3日 周四 上午9:00–9:30'
const NEXT = '12月3日 周四 上午9:30–10:00'

let talk: Talk
beforeEach(async () => {
  talk = await startTalk('2026-11-24T09:00:00+08:00', published)
})
afterEach(() => talk.close())

const ANSWERS = [
  ...['我要预约结婚登记', '双方都是内地居民', '没有亲戚关系', '是自愿的', '都能到场'],
  ...['未婚', '未婚', '刘强', '341302199503070019', '陈芳', '341302199703070021'],
]

/** As far as the offer, or the review where there is none. */
async function reachOffer(
  conversation = 'c1',
  last = ['埇桥区', '2026年12月3日', '上午', '13912345678'],
): Promise<Reply> {
  let reply: Reply | undefined
  for (const text of [...ANSWERS, ...last]) reply = await talk.say(text, { conversation })
  if (!reply) throw new Error('nothing was said')
  return reply
}

async function book(conversation = 'c1', visit = MORNING): Promise<Extract<Reply, { kind: 'receipt' }>> {
  await reachOffer(conversation)
  await talk.say(visit, { conversation })
  const receipt = await talk.say('确认提交', { conversation })
  if (receipt.kind !== 'receipt') throw new Error(`${receipt.kind}: ${receipt.text}`)
  return receipt
}

describe('at the end of the intake', () => {
  it('real times with free places are offered, the wished day and half first', async () => {
    const reply = await reachOffer()
    expect(reply).toMatchObject({ kind: 'question', field: 'visit' })
    expect(reply.text).toContain(`${MORNING} 还有2个号`)
    expect(reply.choices).toEqual([
      ...[MORNING, NEXT, '12月3日 周四 上午10:00–10:30', '12月3日 周四 上午10:30–11:00', '都不合适'],
    ])
  })

  it('the chosen one is held five minutes and shown in the review', async () => {
    await reachOffer()
    const review = await talk.say(MORNING)
    expect(review.kind).toBe('review')
    expect(review.text).toMatch(new RegExp(`预约：${MORNING}，埇桥区婚姻登记处[\\s\\S]*留到9:05`))
    expect(review.kind === 'review' && review.sections.at(-1)?.lines[0]?.shown).toBe(MORNING)
    expect((await reachOffer('c2')).text).toContain(`${MORNING} 还有1个号`)
  })

  it.each([
    ['第2个', NEXT],
    ['12月3日上午九点半', NEXT],
    ['下周四早上9点', MORNING],
    ['9:40', NEXT],
  ])('“%s” chooses one', async (said, visit) => {
    await reachOffer()
    expect((await talk.say(said)).text).toContain(`预约：${visit}`)
  })

  it('another day or half may be asked for', async () => {
    await reachOffer()
    const afternoon = await talk.say('周五下午')
    expect(afternoon.choices).toEqual(['11月27日 周五 下午2:00–3:00', '11月27日 周五 下午3:00–4:00', '都不合适'])
    const closed = await talk.say('12月2日')
    expect(closed.text).toContain('约不到号')
    expect(closed.choices).not.toContainEqual(expect.stringContaining('12月2日'))
  })

  it('nothing is submitted before a time is chosen or refused', async () => {
    await reachOffer()
    expect(await talk.say('确认提交')).toMatchObject({ kind: 'question', field: 'visit' })
    expect(await talk.cases()).toEqual([])
    const review = await talk.say('都不合适')
    expect(review).toMatchObject({ kind: 'review', text: expect.stringContaining('由办事处跟您约') })
    expect(await talk.say('确认提交')).toMatchObject({ kind: 'receipt', text: expect.stringContaining('约没约上') })
    expect((await talk.cases())[0]?.appointment).toBeUndefined()
  })

  it('another wished day lets the held place go and offers anew', async () => {
    await reachOffer()
    await talk.say(MORNING)
    await talk.say('修改日期')
    const again = await talk.say('2026年12月4日')
    expect(again).toMatchObject({ kind: 'question', field: 'visit' })
    expect(again.choices[0]).toBe('12月4日 周五 上午9:00–9:30')
    expect((await reachOffer('c2')).text).toContain(`${MORNING} 还有2个号`)
  })

  it('a correction while times are offered belongs to the form', async () => {
    await reachOffer()
    expect(await talk.say('修改电话')).toMatchObject({ kind: 'question', field: '联系电话' })
    expect(await talk.say('13912345679')).toMatchObject({ kind: 'question', field: 'visit' })
  })

  it('a cancelled intake gives its place back', async () => {
    await reachOffer()
    await talk.say(MORNING)
    await talk.say('取消')
    expect((await reachOffer('c2')).text).toContain(`${MORNING} 还有2个号`)
  })

  it('an office whose windows are not published only hears the wished day, as the real content has it', async () => {
    const review = await reachOffer('c1', ['灵璧县', '2026年12月3日', '上午', '13912345678'])
    expect(review.kind).toBe('review')
    const { knowledge } = await realLibrary()
    expect(knowledge.bookingOffices.filter(({ windows }) => windows)).toEqual([])
    expect(knowledge.bookingOffices.length).toBe(5)
  })
})

describe('the booking', () => {
  it('is opened with the case, travels in the case file and is said in the receipt', async () => {
    const receipt = await book()
    expect(receipt.text).toContain(`约好了：${MORNING}，埇桥区婚姻登记处`)
    expect(receipt.text).not.toContain('约没约上')
    const [caseFile] = await talk.cases()
    expect(caseFile?.appointment).toEqual({
      ...{ office: 'yongqiao', officeName: '埇桥区婚姻登记处', date: '2026-12-03', from: '09:00', to: '09:30' },
    })
    expect((await talk.say('查办件进度')).text).toContain(MORNING)
  })

  it('is made also after the five minutes, while nobody else has the place', async () => {
    await reachOffer()
    await talk.say(MORNING)
    talk.later(2 * HOLD_MS)
    expect((await talk.say('确认提交')).kind).toBe('receipt')
  })

  it('is refused when the place went to somebody else meanwhile: other times are offered, no case is opened', async () => {
    await reachOffer('slow')
    await talk.say(MORNING, { conversation: 'slow' })
    talk.later(2 * HOLD_MS)
    await book('c2')
    await book('c3')
    const late = await talk.say('确认提交', { conversation: 'slow' })
    expect(late.text).toContain('刚被约走')
    expect(late.choices[0]).toBe(NEXT)
    expect(await talk.cases()).toHaveLength(2)
    await talk.say(NEXT, { conversation: 'slow' })
    expect((await talk.say('确认提交', { conversation: 'slow' })).kind).toBe('receipt')
  })

  it('tells the slower of two who choose the last place, with what else there is', async () => {
    await book('c1')
    await reachOffer('c2')
    await reachOffer('c3')
    expect((await talk.say(MORNING, { conversation: 'c2' })).kind).toBe('review')
    const slower = await talk.say(MORNING, { conversation: 'c3' })
    expect(slower.text).toContain('刚被约走')
    expect(slower.choices[0]).toBe(NEXT)
  })
})

describe('afterwards', () => {
  const events = async () => {
    const queue = sqlHandOffQueue(talk.database, testCipher)
    const claim = (ms: number) => queue.claim({ now: later(ms), until: later(ms + 1), atMost: 9 })
    const [first] = await claim(0)
    if (!first) return []
    await queue.settle(first, { kind: 'accepted', backendNumber: 'n' }, later(1))
    return (await claim(9)).map(({ event }) => event?.type)
  }

  it('the visit is moved from within the conversation, and the backend is told', async () => {
    const { caseId } = await book()
    const offer = await talk.say('改到周五上午')
    expect(offer.text).toContain(`您现在约的是${MORNING}`)
    expect(offer.choices).toContain('11月27日 周五 上午9:00–9:30')
    const moved = await talk.say('第1个')
    expect(moved.text).toBe(`改好了：从${MORNING}改到11月27日 周五 上午9:00–9:30，会告诉办事处。`)
    expect(await sqlAppointmentStore(talk.database, testCipher).find(caseId)).toMatchObject({ date: '2026-11-27' })
    expect((await reachOffer('c2')).text).toContain(`${MORNING} 还有2个号`)
    expect(await events()).toEqual(['appointment.moved'])
  })

  it('the visit is given up after one more word, and the place is free again', async () => {
    await book()
    expect((await talk.say('取消预约')).text).toContain('确认取消')
    expect((await talk.say('确认取消')).text).toContain('已经取消')
    expect((await reachOffer('c2')).text).toContain(`${MORNING} 还有2个号`)
    expect((await talk.say('取消预约')).text).toContain('没有约定具体时段')
    expect(await events()).toEqual(['appointment.cancelled'])
  })

  it('keeps the visit of who thinks better of it', async () => {
    await book()
    await talk.say('取消预约')
    expect((await talk.say('不取消')).text).toContain('不取消')
    await talk.say('改到周五上午')
    expect((await talk.say('不改了')).text).toContain('还按原来的时间')
    expect((await talk.say('查办件进度')).text).toContain(MORNING)
  })

  it('elsewhere it takes the number and the end of the phone, and a stranger hears nothing', async () => {
    const { caseNumber } = await book()
    const other = { conversation: 'c9' }
    expect((await talk.say('取消预约', other)).text).toContain('办件编号')
    expect((await talk.say(`${caseNumber} 0000`, other)).text).toContain('对不上')
    expect((await talk.say(`取消预约 ${caseNumber} 5678`, other)).text).toContain('确认取消')
    expect((await talk.say('确认取消', other)).text).toContain('已经取消')
  })

  it('elsewhere it can be moved too', async () => {
    const { caseNumber } = await book()
    const other = { conversation: 'c9' }
    const offer = await talk.say(`改到12月4日下午 ${caseNumber} 5678`, other)
    expect(offer.choices[0]).toBe('12月4日 周五 下午2:00–3:00')
    expect((await talk.say('周一上午', other)).choices[0]).toBe('11月30日 周一 上午9:00–9:30')
    expect((await talk.say('第1个', other)).text).toContain('改好了')
  })

  it('a move sent twice is made once', async () => {
    await book()
    await talk.say('改到周五上午')
    const first = await talk.say('第1个', { id: 'same' })
    expect(await talk.say('第1个', { id: 'same' })).toEqual(first)
    expect(await events()).toEqual(['appointment.moved'])
  })

  it('a visit that is over is neither moved nor given up', async () => {
    await book()
    talk.later(10 * 24 * 3_600_000)
    expect((await talk.say('改到周五上午')).text).toContain('已经过了')
  })
})

describe('divorce certificates', () => {
  const SECOND = [
    ...['我要预约离婚登记', '都是内地居民', '国内民政局', '都自愿', '谈妥了', '谈妥了', '没有共同债务', '都没有问题'],
    ...['领离婚证', '2026年11月24日', '都在', '刘强', '陈芳', '都能到场'],
  ]

  it('are booked within the thirty days after the thirty only', async () => {
    const other = await startTalk('2026-11-24T09:00:00+08:00', published)
    const texts = [...SECOND, '埇桥区', '2026年11月25日', '上午', '13912345678', '先发短信']
    let reply: Reply | undefined
    for (const text of texts) reply = await other.say(text)
    expect(reply).toMatchObject({ kind: 'review', text: expect.stringContaining('领离婚证要在12月25日到1月23日之间') })
    // Five days before the first of them: nothing of the days between is offered.
    other.later(26 * 24 * 3_600_000)
    expect((await other.say('选时段')).choices[0]).toBe('12月25日 周五 上午9:00–9:30')
    expect((await other.say('12月24日')).choices).not.toContainEqual(expect.stringContaining('12月24日'))
    await other.close()
  })
})
