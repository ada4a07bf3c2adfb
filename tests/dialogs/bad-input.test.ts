/** What should not be said is said anyway: noise, ten answers at once, wrong numbers, absurd amounts, files for words. */
import { asked, placeOf, residentId, valueAt } from './support'
import { FAMILY, walkTo } from './walk-to'

const FORM = 'subsistence-allowance'
const AMOUNT = 'incomes[0].monthlyAmount'

/** Said at a question: it stays the question, nothing is recorded, and the reason is told. */
function refused(place: string, said: string, reason: RegExp): void {
  const at = walkTo(FORM, place, FAMILY)
  const before = at.state.answers
  at.say(said)
  expect({ said, place: placeOf(at), answers: at.state.answers }).toEqual({ said, place, answers: before })
  expect(asked(at.turn).text).toMatch(reason)
}

describe.each([
  'applicantName',
  'applicantId',
  'applicantPhone',
  'hukouRegion',
  'residence',
  AMOUNT,
  'members[0].relation',
])('unknown signs and stickers at %s', (place) => {
  it.each(['\uFFFD\uFFFD\uFFFD', '\uE000\uE001', '😀😀👍', '[微笑]', '[图片]', '▇▇▇', '\u0007\u200D', '…………'])(
    '%j is no answer',
    (said) => {
      const at = walkTo(FORM, place, FAMILY)
      const before = at.state.answers
      at.say(said)
      expect({ place: placeOf(at), answers: at.state.answers }).toEqual({ place, answers: before })
    },
  )
})

describe('ten answers in one message', () => {
  it.each([
    ['，', '我叫王秀英', '身份证号是'],
    ['\n', '姓名：王秀英', '身份证：'],
  ])('are each put in their place (%j)', (comma, name, idLabel) => {
    const id = residentId('1975-06-12', 7, 'female')
    const at = walkTo(FORM, 'applicantName', FAMILY)
    const parts = [name, idLabel + id, '电话13800138000', '户口是灵璧的', '住房是租房', '车辆是电动车', '存款两万']
    at.say([...parts, '开支一万二', '工作情况是打零工', '身体情况是有残疾'].join(comma))
    const paths = ['applicantName', 'applicantId', 'applicantPhone', 'hukouRegion', 'housing', 'vehicle', 'savings']
    expect(
      [...paths, 'essentialCosts', 'applicantSituation', 'applicantHealth'].map((path) => valueAt(at, path)),
    ).toEqual([...['王秀英', id, '13800138000', '灵璧县', 'none', 'light', 2_000_000, 1_200_000, 'casual', 'disabled']])
    expect(placeOf(at)).toBe('sensitiveConsent')
  })
})

describe('wrong identity numbers', () => {
  const good = residentId('1975-06-12', 7, 'female')
  const flipped = `${good.slice(0, 17)}${good.endsWith('5') ? '6' : '5'}`
  it.each([
    [flipped, /最后一位核对不上/],
    ['341302197502301234', /不是真实的日期/],
    ['341302197513011234', /不是真实的日期/],
    [residentId('2031-01-01', 7, 'female'), /不是真实的日期/],
    [good.slice(0, 17), /17位/],
    [`${good}0`, /19位/],
    ['123456789', /9位/],
    [`00${good.slice(2)}`, /省份/],
  ])('%s', (said, reason) => refused('applicantId', said, reason))

  it('does not take one number for two people, however it is written', () => {
    const at = walkTo(FORM, 'members[0].residentId', { ...FAMILY, applicantId: good })
    for (const said of [good, `身份证号是${good.replace(/(.{6})(.{8})/, '$1 $2 ')}`]) {
      at.say(said)
      expect(asked(at.turn)).toMatchObject({ path: 'members[0].residentId', text: expect.stringContaining('另一个人') })
    }
  })

  it.each([
    ['2010-01-01', /80周岁|年满80/],
    ['1960-01-01', /80周岁|年满80/],
  ])('tells against which age a number born %s falls short, without refusing it', (birth, note) => {
    const at = walkTo('old-age-allowance', 'elderId')
    at.say(residentId(birth, 7, 'female'))
    expect(valueAt(at, 'elderId')).toBe(residentId(birth, 7, 'female'))
    expect(asked(at.turn).text).toMatch(note)
  })
})

describe('amounts that cannot be', () => {
  it.each([
    ['-200', /不能是负的/],
    ['负五百元', /不能是负的/],
    ['99999999元', /太大了/],
    ['一百亿', /太大了/],
    ['两三千', /范围/],
    ['一千大几', /最接近的数/],
    ['半个月八百', /每个月/],
    ['退休金1800和补贴50', /不止一个数/],
  ])('%s is asked again with the reason', (said, reason) => refused(AMOUNT, said, reason))
})

describe('days that cannot be', () => {
  it.each([
    ['2月30日', /没有30日/],
    ['昨天', /不能早于/],
    ['2036年1月1日', /最远/],
    ['农历三月初五', /公历/],
    ['明年', /年月日/],
  ])('%s for an appointment', (said, reason) => {
    const at = walkTo('marriage-registration', 'preferredDate')
    at.say(said)
    expect(asked(at.turn)).toMatchObject({ path: 'preferredDate', text: expect.stringMatching(reason) })
    expect(valueAt(at, 'preferredDate')).toBeUndefined()
  })
})

it('keeps a message far over 5 000 signs from a story field, and says how long it may be', () => {
  refused('hardship', '难'.repeat(20_000), /字以内/)
})
