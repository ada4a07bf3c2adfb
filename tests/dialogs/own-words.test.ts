/** Dates, names, phones, sums and corrections in residents' own words, each form asked as it is served. */
import { asked, valueAt } from './support'
import { walkTo } from './walk-to'

const at = (dialog: string, place: string, ...said: string[]) => {
  const chat = walkTo(dialog, place)
  chat.say(...said)
  return chat
}
const text = ({ turn }: ReturnType<typeof at>) => ('text' in turn ? turn.text : '')

describe('a day to come', () => {
  it.each([
    ['大后天', '2026-11-27'],
    ['大大后天', '2026-11-28'],
    ['下下周一', '2026-12-07'],
    ['三天后', '2026-11-27'],
    ['一个礼拜以后', '2026-12-01'],
    ['15号', '2026-12-15'],
    ['28号', '2026-11-28'],
    ['12.8', '2026-12-08'],
    ['元旦', '2027-01-01'],
    ['五一', '2027-05-01'],
    ['明年3月8号', '2027-03-08'],
  ])('%s', (said, day) =>
    expect(valueAt(at('marriage-registration', 'preferredDate', said), 'preferredDate')).toBe(day),
  )

  it.each(['11月20号', '国庆节'])('%s has passed, and is not taken for next year’s', (said) => {
    expect(text(at('marriage-registration', 'preferredDate', said))).toContain('不能早于2026年11月24日')
  })

  it.each(['腊月十八', '农历十二月初八', '腊八', '年后', '日期改成腊月十八'])(
    '%s is asked by the common calendar',
    (said) => {
      const chat = at('marriage-registration', 'preferredDate', said)
      expect(valueAt(chat, 'preferredDate')).toBeUndefined()
      expect(text(chat)).toContain('公历')
    },
  )
})

describe('at the review', () => {
  it.each([
    ['改成15号', 'preferredDate', '2026-12-15'],
    ['15号', 'preferredDate', '2026-12-15'],
    ['日子改成元旦', 'preferredDate', '2027-01-01'],
    ['改下午', 'halfDay', 'afternoon'],
    ['下午', 'halfDay', 'afternoon'],
    ['时间改到下午', 'halfDay', 'afternoon'],
    ['13911112222', 'contactPhone', '13911112222'],
    ['改电话13911112222', 'contactPhone', '13911112222'],
    ['电话错了，是13911112222', 'contactPhone', '13911112222'],
    ['改到埇桥', 'office', '埇桥区'],
  ])('%s needs no label', (said, path, value) => {
    const chat = at('marriage-registration', 'review', said)
    expect(valueAt(chat, path)).toBe(value)
    expect(chat.turn).toMatchObject({ kind: 'review', text: expect.stringContaining('已把') })
  })

  it('what fits several answers changes none', () => {
    const chat = at('marriage-registration', 'review', '未婚')
    expect(text(chat)).toContain('没听出您要改哪一项')
  })
})

describe('who and where', () => {
  it.each([
    ['我妈叫陈桂英', '陈桂英'],
    ['俺叫刘翠花', '刘翠花'],
    ['姓陈叫桂英', '陈桂英'],
    ['奶奶叫孙玉珍', '孙玉珍'],
    ['我爸的名字是赵铁柱', '赵铁柱'],
    ['陈桂英女士', '陈桂英'],
  ])('%s', (said, name) => expect(valueAt(at('destitute-support', 'applicantName', said), 'applicantName')).toBe(name))

  it.each(['我老公是军人', '我是他儿子'])('%s is nobody’s name', (said) => {
    expect(valueAt(at('destitute-support', 'applicantName', said), 'applicantName')).toBeUndefined()
  })

  it.each(['13812345678', '0557-1234567', '341302194203051234'])('%s is no place and no story', (said) => {
    expect(valueAt(at('homeless-relief', 'where', said), 'where')).toBeUndefined()
    expect(valueAt(at('elder-visits', 'residence', said), 'residence')).toBeUndefined()
  })

  it('her own phone may be the one who asks has given', () => {
    const chat = walkTo('old-age-allowance', 'contactPhone', {
      ...{ filledBy: '替老人代办', representativePhone: '13911112222' },
    })
    chat.say('她没手机，就打我的')
    expect(valueAt(chat, 'contactPhone')).toBe('13911112222')
  })

  it('where none was given, 打我的 is asked for', () => {
    expect(asked(at('old-age-allowance', 'contactPhone', '就打我的').turn).path).toBe('contactPhone')
  })
})

describe('money', () => {
  it.each([
    ['我1500，媳妇2000', 350_000],
    ['老两口2600，儿子给500', 310_000],
    ['我一年两万四，儿子一个月500', 250_000],
    ['一个月3200，两个人', 320_000],
  ])('of all together, %s', (said, fen) => {
    expect(valueAt(at('subsistence-allowance', 'incomeTogether', said), 'incomeTogether')).toBe(fen)
  })

  it('is not added up when one of the sums is not sure', () => {
    const chat = at('subsistence-allowance', 'incomeTogether', '我两千三，老伴大概一千多')
    expect(valueAt(chat, 'incomeTogether')).toBeUndefined()
  })

  it('of a year is asked for again when it may be a month’s', () => {
    const chat = at('essential-cost-household', 'yearIncome', '我1500，老伴2000')
    expect(valueAt(chat, 'yearIncome')).toBeUndefined()
    expect(text(chat)).toContain('一个月的还是一年的')
  })

  it('owed is no saving', () => {
    expect(valueAt(at('destitute-support', 'savings', '欠了三万'), 'savings')).toBeUndefined()
  })

  it('which the law leaves out of 特困 is not written down as income', () => {
    const chat = at('destitute-support', 'monthlyIncome', '养老金220')
    expect(valueAt(chat, 'monthlyIncome')).toBeUndefined()
    expect(text(chat)).toContain('养老金不算在内')
    chat.say('没有别的收入')
    expect(valueAt(chat, 'monthlyIncome')).toBe(0)
    expect(valueAt(at('destitute-support', 'monthlyIncome', '就高龄津贴50，没有别的'), 'monthlyIncome')).toBe(0)
    expect(valueAt(at('destitute-support', 'monthlyIncome', '打零工400'), 'monthlyIncome')).toBe(40_000)
  })
})

describe('a word of a choice', () => {
  it.each([
    ['elder-visits', 'livesInInstitution', '没住养老院', 'home'],
    ['destitute-support', 'supportWay', '不想去敬老院', 'home'],
    ['subsistence-allowance', 'housing', '不止一套', 'more'],
    ['near-subsistence-household', 'assistanceStatus', '没评上低保', 'none'],
  ])('denied is not that choice: %s %s %s', (dialog, place, said, value) => {
    expect(valueAt(at(dialog, place, said), place)).toBe(value)
  })

  it.each([
    ['不能维持', [undefined, true]],
    ['不能凑合', [undefined, true]],
  ])('of yes or no is turned by a 不 before it: %s', (said, allowed) => {
    const value = valueAt(at('subsistence-allowance', 'urgent', said), 'urgent')
    expect(allowed).toContain(value)
  })
})
