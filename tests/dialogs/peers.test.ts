/** Dialogue scenarios of peers that no other file here tells: each ends where a patient clerk would have led it. */
import { asked, chat, placeOf, valueAt } from './support'
import { FAMILY, walkTo } from './walk-to'

const FORM = 'subsistence-allowance'

describe('does not want one of three, or two', () => {
  it.each([
    ['vehicle', '不是汽车也不是电动车', 'none'],
    ['vehicle', '不是汽车，也不是电动车', 'none'],
    ['housing', '不要一套也不要租房', 'more'],
    ['applicantHealth', '不是残疾，也不是两样都有，是重病', 'ill'],
  ])('%s: %s is %s', (place, said, value) => {
    const at = walkTo(FORM, place, FAMILY)
    at.say(said)
    expect(valueAt(at, place)).toBe(value)
  })

  it('asks again when what is left is still several', () => {
    const at = walkTo(FORM, 'members[0].relation', FAMILY)
    at.say('不是配偶也不是子女')
    expect(valueAt(at, 'members[0].relation')).toBeUndefined()
    expect(asked(at.turn).path).toBe('members[0].relation')
  })
})

describe('refuses to tell', () => {
  it('once, then again, then leaves: the gaps are named, nothing is zero', () => {
    const at = walkTo(FORM, 'savings', FAMILY)
    at.say('这个不想说', '不知道')
    expect([valueAt(at, 'savings'), valueAt(at, 'housing')]).toEqual(['declined', 'unknown'])
    at.say('没有车', '不知道', '不知道')
    expect([valueAt(at, 'business'), valueAt(at, 'essentialCosts')]).toEqual(['unknown', 'unknown'])
    expect(at.say('不办了').kind).toBe('cancelled')
  })

  it('where it must be told, the reason and a person are offered, and the question stays', () => {
    const at = walkTo(FORM, 'hukouRegion', FAMILY)
    for (const said of ['不想说', '能不能不填', '这个不方便透露', '跳过']) {
      expect(asked(at.say(said))).toMatchObject({ path: 'hukouRegion', text: expect.stringContaining('转人工') })
    }
  })
})

describe('corrects', () => {
  it.each([
    ['不对，是三个人', 3],
    ['人口说错了，是四个人', 4],
    ['一起生活的人数改成5', 5],
    ['不是两个人，是三个人', 3],
    ['是三个人，刚才说两个人说错了', 3],
  ])('a number: %s', (said, people) => {
    const at = walkTo(FORM, 'incomeTogether', { ...FAMILY, peopleTogether: '两个人' })
    at.say(said)
    expect(valueAt(at, 'peopleTogether')).toBe(people)
    expect(placeOf(at)).toBe('incomeTogether')
  })

  it.each(['不对，是有', '公司那个说错了，是有', '把名下有公司或个体户改成有'])(
    'a yes or no: %s, and takes it back',
    (said) => {
      const at = walkTo(FORM, 'essentialCosts', { ...FAMILY, business: '没有' })
      at.say(said)
      expect(valueAt(at, 'business')).toBe(true)
      at.say('算了还按原来的')
      expect(valueAt(at, 'business')).toBe(false)
    },
  )

  it('a choice that branches, and drops what hung on it', () => {
    const at = walkTo(FORM, 'applicantName', { filledBy: '替别人代办', representativeName: '张建国' })
    at.say('由谁来填说错了，是给自己家申请')
    expect(valueAt(at, 'representativeName')).toBeUndefined()
    expect(at.turn).toMatchObject({ text: expect.stringContaining('代办人姓名') })
  })

  it('cancels in the middle of a correction only the correction', () => {
    const at = walkTo(FORM, 'residence', FAMILY)
    at.say('修改电话')
    expect(placeOf(at)).toBe('applicantPhone')
    at.say('不办了')
    expect([placeOf(at), valueAt(at, 'applicantPhone')]).toEqual(['residence', '13800138000'])
    expect(at.say('不办了').kind).toBe('cancelled')
  })

  it('resets an answer by its value', () => {
    const at = walkTo(FORM, 'savings', FAMILY)
    at.say('那个一千五去掉')
    expect(valueAt(at, 'members[0].memberIncomes[0].kind')).toBeUndefined()
    expect(valueAt(at, 'incomes[0].monthlyAmount')).toBe(230_000)
  })
})

describe('says too little or too much', () => {
  it.each(['补贴', '补办', '钱', '那个', '怎么说呢', '跟去年差不多', '反正不多'])('%s is no amount', (said) => {
    const at = walkTo(FORM, 'incomes[0].monthlyAmount', FAMILY)
    at.say(said)
    expect([placeOf(at), valueAt(at, 'incomes[0].monthlyAmount')]).toEqual(['incomes[0].monthlyAmount', undefined])
  })

  it('keeps the form when ten services are named at once', () => {
    const at = walkTo(FORM, 'savings', FAMILY)
    const before = at.state.answers
    at.say(
      '我要办低保，我妈要办高龄津贴，我爸要办残疾人补贴，我弟要结婚登记，我姐离婚，还有临时救助、特困、孤儿、助餐、养老补贴',
    )
    expect(['otherBusiness', 'digress']).toContain(at.turn.kind)
    expect([placeOf(at), at.state.answers]).toEqual(['savings', before])
  })

  it('takes no answer out of a first message of 300 signs about something else', () => {
    const at = chat(FORM, `${'家里的事一言难尽，村里也来看过几回，都说情况确实困难。'.repeat(12)}`)
    expect(at.state.answers).toEqual({})
    expect(asked(at.turn).path).toBe('filledBy')
  })
})
