/** What contradicts is asked about, what a story says is confirmed in pieces, and what is not understood calls a person once. */
import { asked, chat, placeOf, residentId, resumeOf, valueAt } from './support'
import { FAMILY, walkTo } from './walk-to'

const FORM = 'subsistence-allowance'

describe('two answers that cannot both hold', () => {
  it.each([
    ['hukouRegion', '灵璧，埇桥', '灵璧县', '埇桥区'],
    ['hukouRegion', '我是灵璧的，户口在埇桥', '灵璧县', '埇桥区'],
    ['incomes[0].monthlyAmount', '两千三，两千八', 230_000, 280_000],
    ['applicantName', '我叫刘芳，我叫王秀英', '刘芳', '王秀英'],
  ])('%s: %s keeps neither, and asks which', (place, said, first, second) => {
    for (const [choice, value] of [
      ['第一个', first],
      ['后面那个', second],
      ['1', first],
      ['第二个对', second],
    ] as const) {
      const at = walkTo(FORM, place, FAMILY)
      at.say(said)
      expect(asked(at.turn)).toMatchObject({ path: place, choices: ['第一个', '第二个', '转人工'] })
      expect(valueAt(at, place)).toBeUndefined()
      at.say(choice)
      expect(valueAt(at, place)).toBe(value)
      expect(placeOf(at)).not.toBe(place)
    }
  })

  it.each([
    ['第一个', '13800138000'],
    ['还按原来的', '13800138000'],
    ['不改了', '13800138000'],
    ['第二个', '13900001111'],
    ['按后面的', '13900001111'],
    ['13900001111', '13900001111'],
    ['13700002222', '13700002222'],
  ])('an answer against an earlier one: %s gives %s, and goes on where it was', (said, phone) => {
    const at = walkTo(FORM, 'members[1].situation', FAMILY)
    at.say('电话是13900001111')
    expect(valueAt(at, 'applicantPhone')).toBe('13800138000')
    expect(asked(at.turn)).toMatchObject({ path: 'applicantPhone', text: expect.stringContaining('哪个对') })
    at.say(said)
    expect(valueAt(at, 'applicantPhone')).toBe(phone)
    expect(placeOf(at)).toBe('members[1].situation')
  })

  it('does not ask when the same is said again', () => {
    const at = walkTo(FORM, 'members[1].situation', FAMILY)
    at.say('电话是13800138000')
    expect(placeOf(at)).toBe('members[1].situation')
  })

  it('comes back to the doubt after a question and when asked to repeat', () => {
    const at = walkTo(FORM, 'members[1].situation', FAMILY)
    at.say('电话是13900001111')
    expect(resumeOf(at.say('低保标准现在多少？')).text).toContain('哪个对')
    expect(asked(at.say('再说一遍')).text).toContain('哪个对')
  })
})

describe('a story of 5 000 characters', () => {
  const before = '我这个人命苦，年轻的时候在外地打工，后来回到老家种地，'.repeat(70)
  const after = '老伴前年得了病，到处看病花了好多钱，亲戚都借遍了，'.repeat(90)
  const id = residentId('1975-06-12', 7, 'female')
  const story = `${before}我叫王秀英，电话是13800138000，户口是灵璧的，身份证号是${id}，${after}`
  const told = () => {
    const at = walkTo(FORM, 'applicantName', FAMILY)
    at.say(story)
    return at
  }

  it('is heard for its facts, of which nothing is recorded yet', () => {
    const at = told()
    expect(story.length).toBeGreaterThan(4_000)
    expect(asked(at.turn)).toMatchObject({ choices: ['都对', '都不对'], text: expect.stringContaining('王秀英') })
    expect(asked(at.turn).text.length).toBeLessThan(300)
    expect(valueAt(at, 'applicantName')).toBeUndefined()
  })

  it('is confirmed in pieces', () => {
    const at = told()
    at.say('都对')
    expect(asked(at.turn).choices).toEqual(['都对', '都不对'])
    at.say('对')
    expect(['applicantName', 'applicantPhone', 'hukouRegion', 'applicantId'].map((path) => valueAt(at, path))).toEqual([
      '王秀英',
      '13800138000',
      '灵璧县',
      id,
    ])
    expect(placeOf(at)).toBe('sensitiveConsent')
  })

  it('is corrected where it was misheard, and the rest asked again', () => {
    const at = told()
    at.say('电话不对，是13900001111')
    expect(valueAt(at, 'applicantPhone')).toBe('13900001111')
    expect(asked(at.turn).text).not.toContain('13800138000')
    at.say('都对', '都对')
    expect([valueAt(at, 'applicantPhone'), valueAt(at, 'hukouRegion')]).toEqual(['13900001111', '灵璧县'])
  })

  it('is dropped piece by piece, and the questions asked as always', () => {
    const at = told()
    at.say('都不对', '都不对')
    expect(asked(at.turn)).toMatchObject({ path: 'applicantName', text: expect.stringContaining('叫什么名字') })
    expect(valueAt(at, 'applicantPhone')).toBeUndefined()
  })

  it('leaves a plain answer an answer', () => {
    const at = told()
    at.say('赵大山')
    expect(valueAt(at, 'applicantName')).toBe('赵大山')
  })
})

describe('not understood', () => {
  it('calls a person once at a step, however long it goes on', () => {
    const at = walkTo(FORM, 'hukouRegion', FAMILY)
    const kinds = Array.from({ length: 9 }, (_, i) => at.say(`咕噜噼啪${'啪'.repeat(i)}`).kind)
    expect(kinds).toEqual(['ask', 'ask', 'human', 'ask', 'ask', 'ask', 'ask', 'ask', 'ask'])
    expect(asked(at.turn).text).toContain('已经请了工作人员')
  })

  it('calls again at another step', () => {
    const at = walkTo(FORM, 'hukouRegion', FAMILY)
    at.say('咕噜噜', '哗啦啦', '叮当当', '灵璧')
    expect(placeOf(at)).toBe('hukouTown')
    at.say('咕噜噜', '哗啦啦')
    expect(at.say('叮当当').kind).toBe('human')
  })
})

it('offers the service that fits at a stop, and begins it on that word', () => {
  const at = chat('marriage-registration', '一方是外国人')
  const offer = asked(at.turn).choices.find((each) => each.startsWith('我要办')) ?? ''
  expect(at.say(offer)).toMatchObject({ kind: 'otherBusiness', programme: 'foreign-marriage' })
})
