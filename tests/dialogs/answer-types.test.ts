/** How each kind of question reads what people write and say: the value, or the named problem. */
import { ANSWER_TYPES } from '../../src/dialogs/answer-types'
import type { Field, FieldType } from '../../src/dialogs/dialog'
import { regions, residentId } from './support'

const TODAY = '2026-11-24' // a Tuesday

function field(type: FieldType, more: Partial<Field> = {}): Field {
  return {
    name: 'x',
    type,
    label: '某项',
    also: [],
    question: '？',
    why: '。',
    choices: {},
    examples: [],
    unknownOk: false,
    laterOk: false,
    sensitive: false,
    explain: {},
    ...more,
  }
}

/** The value, or `!problem`. */
function read(type: FieldType, text: string, more: Partial<Field> = {}): unknown {
  const parsed = ANSWER_TYPES[type].read(text, field(type, more), { today: TODAY, regions })
  if (!parsed.ok) expect(parsed.say).toMatch(/[。，”]/)
  return parsed.ok ? parsed.value : `!${parsed.problem}`
}

describe('a name', () => {
  it.each([
    ['王秀英', '王秀英'],
    ['我叫王秀英', '王秀英'],
    ['姓名：张伟。', '张伟'],
    ['她叫刘芳', '刘芳'],
    ['王等等', '王等等'],
    ['高跳过', '高跳过'],
    ['欧阳娜娜', '欧阳娜娜'],
    ['有才', '!unrecognised'],
    ['第五轻柔', '!unrecognised'],
    ['阿依古丽·买买提', '阿依古丽·买买提'],
    ['阿依古丽•买买提', '阿依古丽·买买提'],
    ['阿卜杜热依木', '阿卜杜热依木'],
    ['𠅤娟', '𠅤娟'],
    ['John Smith', 'John Smith'],
    ['Nguyễn Thị Hoa', 'Nguyễn Thị Hoa'],
    ["我叫O'Brien", "O'Brien"],
    ['王', '!tooShort'],
    ['老伴', '!kinship'],
    ['我儿子', '!kinship'],
    ['好的', '!unrecognised'],
    ['马上', '!unrecognised'],
    ['灵璧县', '!unrecognised'],
    ['高龄津贴', '!unrecognised'],
    ['两千三', '!unrecognised'],
    ['低保标准多少', '!unrecognised'],
    ['下周六上午', '!unrecognised'],
    ['13800138000', '!unrecognised'],
    ['ok', '!unrecognised'],
  ])('%s → %s', (text, expected) => {
    expect(read('personName', text)).toBe(expected)
  })
})

describe('an identity number', () => {
  const good = residentId('1948-03-05', 7, 'male')
  const withX = '34130220030405664X'
  it.each([
    [good, good],
    [`身份证号是${good}`, good],
    [good.replace(/^(.{6})(.{8})/, '$1 $2 '), good],
    [good.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)), good],
    [withX.toLowerCase(), withX],
    [withX.replace('X', 'Ｘ'), withX],
    [withX.replace('X', '叉'), withX],
    [withX.replace(/(.{6})(.{4})(.{4})/, '$1 $2-$3 ').replace('X', 'x'), withX],
    [good.slice(0, 17), '!length'],
    [`${good}1`, '!length'],
    ['341302480305123', '!length'],
    ['341302194803O51234', '!characters'],
    [`99${good.slice(2)}`, '!place'],
    ['341302194813051234', '!birth'],
    ['341302194802301234', '!birth'],
    [residentId('2027-01-01', 3, 'male'), '!birth'],
    [`${good.slice(0, 17)}${good.endsWith('1') ? '2' : '1'}`, '!checksum'],
    ['13800138000', '!unrecognised'],
    ['没带', '!unrecognised'],
  ])('%s → %s', (text, expected) => {
    expect(read('residentId', text)).toBe(expected)
  })

  it('says when the number belongs to the other sex', () => {
    expect(read('residentId', good, { sex: 'female' })).toBe('!sex')
    expect(read('residentId', good, { sex: 'male' })).toBe(good)
  })

  it('counts the digits for the resident', () => {
    const parsed = ANSWER_TYPES.residentId.read(good.slice(0, 17), field('residentId'), { today: TODAY, regions })
    expect(parsed).toMatchObject({ ok: false, say: expect.stringContaining('17位') })
  })
})

describe('a phone number', () => {
  it.each([
    ['13800138000', '13800138000'],
    ['138 0013 8000', '13800138000'],
    ['138-0013-8000', '13800138000'],
    ['+86 13800138000', '13800138000'],
    ['１３８００１３８０００', '13800138000'],
    ['我的手机号是13800138000', '13800138000'],
    ['幺三八零零幺三八零零零', '13800138000'],
    ['0557-1234567', '0557-1234567'],
    ['05571234567', '0557-1234567'],
    ['（0557）3012345', '0557-3012345'],
    ['01012345678', '010-12345678'],
    ['3012345', '!areaCode'],
    ['1380013800', '!length'],
    ['138001380001', '!length'],
    ['12345', '!unrecognised'],
    ['没有', '!unrecognised'],
  ])('%s → %s', (text, expected) => {
    expect(read('phone', text)).toBe(expected)
  })
})

describe('an amount', () => {
  const monthly: Partial<Field> = { per: 'month', atMost: 10_000_000 }
  it.each([
    ['2300', 230_000],
    ['2,300.50元', 230_050],
    ['2300块', 230_000],
    ['￥2300', 230_000],
    ['两千三', 230_000],
    ['两千三百块', 230_000],
    ['两千三百块五毛', 230_050],
    ['三块五', 350],
    ['五百元', 50_000],
    ['一千二百五十元', 125_000],
    ['一千零五十', 105_000],
    ['三千五', 350_000],
    ['一万二', 1_200_000],
    ['0.23万', 230_000],
    ['2千3', 230_000],
    ['七百三十', 73_000],
    ['一百五', 15_000],
    ['大概两千三左右', 230_000],
    ['每个月两千三', 230_000],
    ['三千五一个月', 350_000],
    ['我每月退休金两千三百块钱', 230_000],
    ['一年两万四', 200_000],
    ['24000元/年', 200_000],
    ['没有', 0],
    ['没有收入', 0],
    ['一分钱都没有', 0],
    ['0', 0],
    ['两三千', '!range'],
    ['两千三四', '!range'],
    ['几百块', '!range'],
    ['两千多', '!approximate'],
    ['八十挂零', '!approximate'],
    ['百十来块', '!approximate'],
    ['一千大几', '!approximate'],
    ['千把块', '!approximate'],
    ['不到两千', '!approximate'],
    ['三千以上', '!approximate'],
    ['三五百', '!range'],
    ['一千二三', '!range'],
    ['半年一万二', 200_000],
    ['两个月三千', 150_000],
    ['一个季度三千', 100_000],
    ['两年两万四', 100_000],
    ['半个月八百', '!daily'],
    ['一个星期五百', '!daily'],
    ['半个月', '!unrecognised'],
    ['9999999999999元', '!tooLarge'],
    ['１２００元', 120_000],
    ['壹仟贰佰元', 120_000],
    ['-200', '!negative'],
    ['负两百', '!negative'],
    ['退休金1800，补贴50', '!several'],
    ['80块一天', '!daily'],
    ['一百万', '!tooLarge'],
    ['跟去年差不多', '!unrecognised'],
    ['三个人', '!unrecognised'],
    ['我今年80岁', '!unrecognised'],
    ['不清楚', '!unrecognised'],
  ])('%s → %s', (text, expected) => {
    expect(read('fen', text, monthly)).toBe(expected)
  })

  it('tells how a yearly amount was turned into a monthly one', () => {
    const parsed = ANSWER_TYPES.fen.read('一年两万四', field('fen', monthly), { today: TODAY, regions })
    expect(parsed).toMatchObject({ ok: true, remark: '按每年24000元折算，记为每月2000元。' })
  })

  it('turns a monthly amount into a yearly one where the year is asked', () => {
    expect(read('fen', '每个月一千', { per: 'year' })).toBe(1_200_000)
  })
})

describe('a date', () => {
  it.each([
    ['2026年3月1日', '2026-03-01'],
    ['2026年3月1号', '2026-03-01'],
    ['2026-03-01', '2026-03-01'],
    ['2026/3/1', '2026-03-01'],
    ['1948.3.5', '1948-03-05'],
    ['19480305', '1948-03-05'],
    ['一九四八年三月五日', '1948-03-05'],
    ['二〇二六年十二月二十五号', '2026-12-25'],
    ['48年3月5号', '1948-03-05'],
    ['2026年十月一日', '2026-10-01'],
    ['我是2000年2月29日生的', '2000-02-29'],
    ['今天', '2026-11-24'],
    ['昨天', '2026-11-23'],
    ['明天', '2026-11-25'],
    ['大后天', '2026-11-27'],
    ['下周三', '2026-12-02'],
    ['这周五', '2026-11-27'],
    ['下下周一', '2026-12-07'],
    ['下个月5号', '2026-12-05'],
    ['去年3月1日', '2025-03-01'],
    ['2月30日', '!impossible'],
    ['2025年2月29日', '!impossible'],
    ['13月1日', '!impossible'],
    ['农历三月初五', '!lunar'],
    ['去年腊月', '!lunar'],
    ['正月十五', '!lunar'],
    ['腊月二十三', '!lunar'],
    ['闰四月初八', '!lunar'],
    ['阴历八月十五', '!lunar'],
    ['大年三十', '!lunar'],
    ['2023年2月29号', '!impossible'],
    ['6月31日', '!impossible'],
    ['二〇二六年二月三十日', '!impossible'],
    ['2026年3月', '!incomplete'],
    ['1948年', '!incomplete'],
    ['3月1日或者3月2日', '!several'],
    ['随便', '!unrecognised'],
  ])('%s → %s', (text, expected) => {
    expect(read('date', text)).toBe(expected)
  })

  it('looks ahead where the question does, and back where it does', () => {
    expect(read('date', '3月1号', { atLeast: 'today' })).toBe('2027-03-01')
    expect(read('date', '周一', { atLeast: 'today' })).toBe('2026-11-30')
    expect(read('date', '12月1号', { atMost: 'today' })).toBe('2025-12-01')
    expect(read('date', '昨天', { atLeast: 'today' })).toBe('!past')
    expect(read('date', '明天', { atMost: 'today' })).toBe('!future')
    expect(read('date', '2028年1月1日', { atLeast: 'today', daysAhead: 180 })).toBe('!tooFar')
  })

  it('says why a date is impossible', () => {
    const parsed = ANSWER_TYPES.date.read('2月30日', field('date'), { today: TODAY, regions })
    expect(parsed).toMatchObject({ say: '2026年2月没有30日（最后一天是28日），请重新说日期。' })
  })

  it('tells back a day named without 日 or 号, which might be of the other calendar', () => {
    const parsed = ANSWER_TYPES.date.read('八月十五', field('date'), { today: TODAY, regions })
    expect(parsed).toMatchObject({ value: '2026-08-15', remark: '记为公历2026年8月15日（星期六）。' })
  })

  it('asks a lunar date back in the calendar of the identity card', () => {
    const parsed = ANSWER_TYPES.date.read('去年腊月', field('date'), { today: TODAY, regions })
    expect(parsed).toMatchObject({ say: expect.stringMatching(/公历.*身份证/) })
  })

  it('tells a weekday back as a date', () => {
    const parsed = ANSWER_TYPES.date.read('下周三', field('date'), { today: TODAY, regions })
    expect(parsed).toMatchObject({ remark: '记为公历2026年12月2日（星期三）。' })
  })
})

describe('a count', () => {
  it.each([
    ['3', 3],
    ['三个人', 3],
    ['3口人', 3],
    ['一家三口', 3],
    ['两口子', 2],
    ['就我一个', 1],
    ['就我一个人', 1],
    ['没有', 0],
    ['仨', 3],
    ['十二个', 12],
    ['三四个人', '!range'],
    ['十几个', '!range'],
    ['八十挂零', '!range'],
    ['三五个', '!range'],
    ['二十七八个', '!range'],
    ['一百个人', '!tooLarge'],
    ['很多', '!unrecognised'],
  ])('%s → %s', (text, expected) => {
    expect(read('count', text, { atMost: 20 })).toBe(expected)
  })
})

describe('a choice', () => {
  const choices = {
    single: { label: '未婚', also: ['没结过婚'] },
    divorced: { label: '离异', also: ['离婚', '离过婚'] },
    widowed: { label: '丧偶', also: ['老伴去世'] },
  }
  it.each([
    ['未婚', 'single'],
    ['我是离异的', 'divorced'],
    ['2', 'divorced'],
    ['第二个', 'divorced'],
    ['选3', 'widowed'],
    ['3.', 'widowed'],
    ['②', '!unrecognised'],
    ['老伴去世好几年了', 'widowed'],
    ['不是离异，是丧偶', 'widowed'],
    ['不是未婚也不是离异', 'widowed'],
    ['未婚或者离异', '!several'],
    ['第九个', '!unrecognised'],
    ['高龄津贴', '!unrecognised'],
  ])('%s → %s', (text, expected) => {
    expect(read('choice', text, { choices })).toBe(expected)
  })

  it('takes what is left of two', () => {
    const halves = { morning: { label: '上午', also: [] }, afternoon: { label: '下午', also: [] } }
    expect(read('choice', '不要上午', { choices: halves })).toBe('afternoon')
  })
})

describe('yes or no', () => {
  it.each([
    ['有', true],
    ['有的', true],
    ['是', true],
    ['对', true],
    ['嗯', true],
    ['没错', true],
    ['还有一个', true],
    ['有残疾证', true],
    ['没', false],
    ['没有', false],
    ['没有了', false],
    ['不是', false],
    ['不是的', false],
    ['没得', false],
    ['就我一个人', false],
    ['没有残疾证', false],
    ['有没有', '!unrecognised'],
    ['不知道', '!unrecognised'],
    ['也许吧', '!unrecognised'],
  ])('%s → %s', (text, expected) => {
    expect(read('boolean', text)).toBe(expected)
  })

  it('knows the words of its own choices', () => {
    const choices = { yes: { label: '同意', also: [] }, no: { label: '不同意', also: ['不授权'] } }
    expect(read('boolean', '我不同意', { choices })).toBe(false)
    expect(read('boolean', '不授权', { choices })).toBe(false)
    expect(read('boolean', '同意', { choices })).toBe(true)
  })
})

describe('a region', () => {
  it.each([
    ['灵璧县', '灵璧县'],
    ['灵璧的', '灵璧县'],
    ['户口在灵壁', '灵璧县'],
    ['宿州市埇桥区', '埇桥区'],
    ['我是肖县人', '萧县'],
    ['5', '泗县'],
    ['不是埇桥，是灵璧', '灵璧县'],
    ['埇桥和灵璧', '!several'],
    ['宿州市', '!tooBroad'],
    ['合肥市', '!elsewhere'],
    ['河南省', '!elsewhere'],
    ['老家', '!unrecognised'],
  ])('%s → %s', (text, expected) => {
    expect(read('region', text)).toBe(expected)
  })
})

describe('an address and a text', () => {
  it.each([
    ['灵璧县灵城镇向阳小区3栋101', '灵璧县灵城镇向阳小区3栋101'],
    ['住在汴河路1号，3单元', '汴河路1号，3单元'],
    ['灵璧县', '!tooShort'],
    ['没有', '!unrecognised'],
    ['两千八', '!unrecognised'],
  ])('%s → %s', (text, expected) => {
    expect(read('address', text)).toBe(expected)
  })

  it('keeps a story as it was told, within its limits', () => {
    const story = '厂里取消了我的岗位，\n等了半年也没找到活'
    expect(read('text', story)).toBe(story)
    expect(read('text', '？！')).toBe('!unrecognised')
    expect(read('text', '难', { atLeast: 2 })).toBe('!tooShort')
    expect(read('text', '难'.repeat(201), { atMost: 200 })).toBe('!tooLong')
  })
})
