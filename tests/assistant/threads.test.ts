/** Threads through the front door: what carries over, what a word about an answer gets, and how an offer is picked. */
import { type Asker, openAsker } from '../../scripts/evaluation/asker'
import { SAY } from '../../src/assistant/replies'
import type { Reply } from '../../src/assistant/reply'
import { TALK } from '../../src/assistant/talk-words'

let asker: Asker

beforeAll(async () => {
  asker = await openAsker()
}, 60_000)
afterAll(() => asker.close())

/** The reply to the last of these. */
const lastOf = async (...turns: string[]): Promise<Reply> =>
  (await asker.ask({ q: turns.at(-1) ?? '', turns: turns.slice(0, -1) })).reply

describe('the last question, once more', () => {
  it.each([
    ['那萧县呢', '按萧县、今天的规定'],
    ['不是灵璧是泗县', '按泗县、今天的规定'],
    ['后年呢', '按灵璧县、2028年1月1日的规定'],
    ['按去年算', '按灵璧县、2025年11月24日的规定'],
  ])('of 灵璧县, then %s', async (said, assumed) => {
    expect((await lastOf('灵璧县低保标准', said)).text).toContain(assumed)
  })

  it('comes back from another day to today, whatever the first words said', async () => {
    const { text } = await lastOf('灵璧县去年低保标准', '那萧县呢', '按今天的规定')
    expect(text).toContain('按萧县、今天的规定')
    expect(text).toContain('低保标准')
  })

  it('asks which county is meant by 那我们区, and answers for the one picked', async () => {
    const asked = await lastOf('高龄津贴多少', '那我们区呢')
    expect(asked).toMatchObject({ kind: 'clarify', text: TALK.whichCounty })
    expect(asked.choices).toContain('埇桥区的呢')
    expect((await lastOf('高龄津贴多少', '那我们区呢', '埇桥')).text).toContain('按埇桥区')
    expect((await lastOf('高龄津贴多少', '那我们区呢', '2')).text).toContain('按砀山县')
  })

  it('refuses another city without losing what was spoken of', async () => {
    expect(await lastOf('低保多少钱', '那上海呢')).toMatchObject({ kind: 'notFound' })
    const back = await lastOf('低保多少钱', '那上海呢', '那泗县呢')
    expect(back).toMatchObject({ programme: 'subsistence-allowance' })
    expect(back.text).toContain('按泗县')
  })

  it.each(['换成我爸', '我妈呢', '换成我对象呢'])('%s gets the same rules, and is told so', async (said) => {
    expect((await lastOf('高龄津贴怎么申请', said)).text).toContain(SAY.sameForOthers)
  })
})

describe('what is new in a follow-up', () => {
  it.each([
    ['离婚怎么办理', '那起诉呢', 'divorce-registration', '法院'],
    ['结婚要多大年龄', '表兄妹呢', 'marriage-registration', '代'],
    ['买墓地要什么', '管理费呢', 'cemeteries', '管理费'],
    ['低保被停了咋办', '可以打官司吗', 'subsistence-allowance', '打官司'],
    ['残疾人护理补贴在哪申请', '护理补贴呢', 'disability-care-allowance', '乡镇'],
  ])('%s, %s', async (first, said, programme, has) => {
    const reply = await lastOf(first, said)
    expect(reply.programme).toBe(programme)
    expect(reply.text).toContain(has)
  })

  it.each(['要看风水吗', '要抽血化验吗'])('asks back where nothing we know speaks of it: %s', async (said) => {
    expect(await lastOf('结婚要多大年龄', said)).toMatchObject({ kind: 'clarify', programme: 'marriage-registration' })
  })

  it('takes 低保户呢 for whom, and 那低保呢 for what', async () => {
    expect((await lastOf('殡葬补贴多少', '低保户呢')).programme).toBe('funeral-fee-relief')
    expect((await lastOf('特困要什么材料', '那低保呢')).programme).toBe('subsistence-allowance')
  })

  it('judges the matter just spoken of when an age is all that is told', async () => {
    const reply = await lastOf('高龄津贴怎么申请', '我爸90了')
    expect(reply).toMatchObject({ kind: 'assessment', programme: 'old-age-allowance' })
  })
})

describe('a word about the answer', () => {
  it.each(['谁说的', '谁规定的', '有什么依据'])('%s: the sources of that answer', async (said) => {
    const answer = await lastOf('临时救助怎么申请')
    const reply = await lastOf('临时救助怎么申请', said)
    expect(answer.citations.length).toBeGreaterThan(0)
    expect(reply).toMatchObject({ kind: 'notice', text: TALK.source, citations: answer.citations })
  })

  it.each(['你确定吗', '真的假的', '别骗我'])('%s: no promise, and whom to ask', async (said) => {
    const { text } = await lastOf('低保怎么申请', said)
    expect(text).toContain('审核确认')
    expect(text).toContain('12345')
  })

  it.each(['这是哪年的', '今年还是这样吗'])('%s: the day it was told for', async (said) => {
    expect((await lastOf('高龄津贴', said)).text).toContain('2026年11月24日有效的规定')
  })

  it.each(['没听懂', '说简单点', '啥意思'])('%s: the direct answer alone', async (said) => {
    const answer = await lastOf('低保怎么申请')
    const { text } = await lastOf('低保怎么申请', said)
    expect(text.split('\n')[0]).toBe(TALK.inShort + answer.text.split('\n')[0])
    expect(text.length).toBeLessThan(answer.text.length)
  })

  it('says the same again', async () => {
    expect((await lastOf('低保怎么申请', '再说一遍')).text).toBe((await lastOf('低保怎么申请')).text)
    expect((await lastOf('再说一遍')).text).toBe(TALK.nothingYet)
  })

  it('names what else may fit who does not qualify, and how to object', async () => {
    const { text, citations, choices } = await lastOf('灵璧县低保标准', '那我不符合咋办')
    expect(text).toContain('临时救助')
    expect(text).toContain('60日内')
    expect(citations.length).toBeGreaterThan(0)
    expect(choices).toContain('低保边缘家庭')
  })

  it('takes a longer question for one of its own', async () => {
    expect((await lastOf('低保怎么申请', '为什么要公示')).text).toContain('公示7天')
  })
})

describe('an offer picked', () => {
  it.each([
    ['补贴', '1', 'old-age-allowance'],
    ['补贴', '第二个', 'elder-care-subsidy'],
    ['补贴', '高龄的', 'old-age-allowance'],
    ['证明', '单身的', 'marriage-archive'],
    ['结婚证丢了', '离婚', 'divorce-registration'],
    ['灵璧区一个人一个月多少', '低保', 'subsistence-allowance'],
  ])('%s, then %s', async (first, said, programme) => {
    expect((await lastOf(first)).kind).toBe('clarify')
    expect((await lastOf(first, said)).programme).toBe(programme)
  })

  it('goes on with what was picked', async () => {
    expect((await lastOf('补贴', '第二个', '要什么材料')).programme).toBe('elder-care-subsidy')
  })

  it('asks for more words when none is meant', async () => {
    expect(await lastOf('补贴', '都不是')).toMatchObject({ kind: 'notice', text: TALK.noneOfThese })
  })

  it('takes a number after an answer for none of its buttons', async () => {
    expect((await lastOf('低保怎么申请', '1')).text).toBe(SAY.noise)
  })
})

it('begins to book when a day is wished for after a word on marriage', async () => {
  expect((await lastOf('结婚登记要带什么', '能约不')).text).toContain('预约')
  expect((await lastOf('结婚登记要带什么', '约12月14号上午')).kind).toBe('question')
})

it('tells where to go when there is no office to name', async () => {
  const reply = await lastOf('流浪的人找谁', '电话')
  expect(reply).toMatchObject({ kind: 'answer', programme: 'homeless-relief' })
})
