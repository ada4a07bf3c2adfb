/** What a resident is told about an answer: why it could not be taken and how to say it, or how it was understood. */
import { sayYuan } from '../../domain/fen'
import { type LegalDay, sayDay } from '../../domain/legal-day'

/** What an amount was said for, by its number of months. */
const SPANS: Readonly<Record<number, string>> = { 1: '每月', 3: '每季度', 6: '每半年', 12: '每年' }

export const ANSWER_WORDS = {
  name: {
    unrecognised: '这一项要填姓名，请写证件上的全名。',
    tooShort: '姓名好像不全，请写证件上的全名，连名带姓。',
    kinship: '这是称呼，请写证件上的姓名。',
    characters: '姓名里有认不出的字符，请只写姓名；少数民族姓名中间用“·”，外文名照证件写。',
  },
  id: {
    unrecognised: '这一项要填18位居民身份证号。',
    phone: '这像是手机号，这一项要填18位居民身份证号。',
    length: (digits: number) =>
      digits === 15
        ? '这是15位的老号码，请写现在身份证上的18位号码。'
        : `身份证号应是18位，您写的是${digits}位，请对着证件再看一遍。`,
    characters: '身份证号前17位都是数字，只有最后一位可能是X，请再看一遍。',
    place: '身份证号前两位不是任何省份的代码，多半是开头抄错了，请再看一遍。',
    birth: '身份证号里第7到14位是出生年月日，您写的这一段不是真实的日期，请再看一遍。',
    checksum: '这个身份证号最后一位核对不上，多半是有一位抄错了，请对着证件再看一遍。',
    male: '这个身份证号登记的是女性，这里要填男方的号码，请核对。',
    female: '这个身份证号登记的是男性，这里要填女方的号码，请核对。',
    given: '这个身份证号前面已经填给另一个人了，一人一号，请核对。',
  },
  phone: {
    unrecognised: '这一项要填电话号码：11位手机号，或者带区号的座机号。',
    mobileLength: (digits: number) => `手机号应是11位，您写的是${digits}位，请再看一遍。`,
    characters: '这不像手机号或座机号：手机号以13到19开头，座机号以区号0开头。',
    areaCode: '座机请带上区号，例如0557-1234567。',
  },
  amount: {
    unrecognised: '这一项要填钱数。',
    several: '您说了不止一个数，请只说这一项的一个数。',
    added: (parts: readonly number[], sum: number) => `${parts.map(sayYuan).join('加')}，一共${sayYuan(sum)}。`,
    whichPeriod: '请说清这些是一个月的还是一年的，例如“我一个月1500，老伴一个月2000”。',
    notCounted: (names: string) =>
      `${names}不算在内，我先不记。除了它，别的收入是多少？只说别的那部分；没有就说“没有别的收入”。`,
    range: '您说的是一个范围，请说一个最接近的数。',
    approximate: '请说一个最接近的数，例如“2300元”。',
    negative: '钱数不能是负的；没有就说“没有”。',
    short: { month: '请折算成每个月的钱数再说。', year: '请折算成一年的钱数再说。' },
    tooLarge: (fen: number) => `这个数太大了（超过${sayYuan(fen)}），请看看单位是不是说错了。`,
    tooSmall: (fen: number) => `这个数不能少于${sayYuan(fen)}。`,
    converted: (fen: number, months: number, result: number, per: 'month' | 'year') =>
      `按${SPANS[months] ?? `每${months}个月`}${sayYuan(fen)}折算，记为${per === 'month' ? '每月' : '每年'}${sayYuan(result)}。`,
  },
  date: {
    unrecognised: '这一项要填日期，请说年月日，例如“2026年3月1日”。',
    lunar:
      '请说公历（阳历）的年月日：身份证上印的就是公历，日历上也查得到。农历不能直接照抄，换算容易差一天，我不替您猜。',
    impossible: (year: number, month: number, day: number, last: number) =>
      month < 1 || month > 12
        ? `一年只有12个月，没有${month}月，请重新说日期。`
        : `${year}年${month}月没有${day}日（最后一天是${last}日），请重新说日期。`,
    incomplete: '请把日期说完整：哪年、哪月、哪日。',
    several: '您说了不止一个日期，请只说一个。',
    past: (earliest: LegalDay) => `日期不能早于${sayDay(earliest)}，请重新说。`,
    future: (latest: LegalDay) => `日期不能晚于${sayDay(latest)}，请重新说。`,
    understood: (on: LegalDay, name: string) => `记为公历${sayDay(on)}（星期${name}）。`,
    holiday: (on: LegalDay, name: string) =>
      `${sayDay(on)}是法定节假日（${name}），办事处那天办不办没有公布给我们，最好换一个工作日。`,
    tooFar: (latest: LegalDay) => `最远可以选到${sayDay(latest)}，请选近一些的日子。`,
  },
  count: {
    unrecognised: '这一项要填一个数目。',
    range: '请说一个准数。',
    tooSmall: (least: number) => `不能少于${least}，请重新说。`,
    tooLarge: (most: number) => `这个数太大了（超过${most}），请重新说。`,
  },
  choice: {
    unrecognised: '请从下面选一个，说名称或者序号都行。',
    several: '您说了不止一个，请先选一个。',
  },
  yesNo: { unrecognised: (yes: string, no: string) => `请回答“${yes}”或者“${no}”。` },
  region: {
    unrecognised: (names: string) => `请说是哪个县（区）：${names}。`,
    several: '您说了不止一个地方，请只说一个。',
    tooBroad: (names: string) => `请说到县（区）：${names}。`,
    elsewhere: (home: string, names: string) =>
      `这里只能登记${home}的县（区）：${names}。不在${home}的，请向当地民政部门办理；拿不准可以说“转人工”。`,
  },
  address: {
    unrecognised: '这一项要填地址。',
    tooShort: '地址请写到能找到人的地方：乡镇（街道）、村（社区）或路、小区和门牌。',
    tooLong: (most: number) => `地址太长了，请写在${most}个字以内。`,
  },
  text: {
    unrecognised: '请用文字说一下。',
    number: '您发的是一串号码，这一项要用文字说。',
    tooShort: '请再多说几个字，说清楚一些。',
    tooLong: (most: number) => `太长了，请挑要紧的说，${most}个字以内。`,
  },
} as const
