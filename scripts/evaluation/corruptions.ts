/**
 * Small lies made from an honest answer, one at a time: what a careless or hostile writer would change. Each returns the
 * changed answer, or nothing where the answer has no place for it.
 */
import type { Quoted } from '../../src/assistant/guard'
import { covers } from '../../src/domain/period'
import { citationOf, sayCitation } from '../../src/domain/source'
import type { Knowledge } from '../../src/knowledge/knowledge'
import { pick, type Random } from './seeded'

export interface HonestAnswer {
  readonly id: string
  readonly quoted: Quoted
  readonly on: string
  readonly region: string
}

type Corrupt = (answer: HonestAnswer, random: Random, knowledge: Knowledge) => Quoted | undefined

/** Replaces one random match; the same text back counts as no place. */
function replaceOne(pattern: RegExp, change: (match: RegExpMatchArray, random: Random) => string | undefined): Corrupt {
  return ({ quoted }, random) => {
    const match = pick([...quoted.text.matchAll(pattern)], random)
    const changed = match && change(match, random)
    if (!match || changed === undefined || changed === match[0]) return undefined
    const text = `${quoted.text.slice(0, match.index)}${changed}${quoted.text.slice(match.index + match[0].length)}`
    return { ...quoted, text }
  }
}

const swapWord = (pairs: Readonly<Record<string, string>>) =>
  replaceOne(
    new RegExp(
      Object.keys(pairs)
        .sort((a, b) => b.length - a.length)
        .join('|'),
      'g',
    ),
    ([word]) => pairs[word],
  )

const NUMBER = /(?<![\d.])\d+(?:\.\d+)?(?![\d.])/g
const COUNTED = /(?<![\d.\-年月])\d+(?:\.\d+)?(?=万?元|周?岁|天|日|个|年|倍|人|级|%)/g

const addSource =
  (
    wanted: (
      source: { from: string; to?: string | undefined; region: string },
      answer: HonestAnswer,
      knowledge: Knowledge,
    ) => boolean,
  ): Corrupt =>
  (answer, random, knowledge) => {
    const source = pick(
      [...knowledge.sources.values()].filter((each) => wanted(each, answer, knowledge)),
      random,
    )
    if (!source) return undefined
    const citation = citationOf({ source: source.id, article: '第一条' }, source)
    const { quoted } = answer
    return {
      ...quoted,
      text: `${quoted.text}\n• ${sayCitation(citation)}`,
      citations: [...(quoted.citations ?? []), citation],
      bases: [...quoted.bases, { source: source.id, article: '第一条' }],
    }
  }

const PROMISES = [
  '您符合条件，放心。',
  '您的申请一定能批。',
  '材料交上来肯定能通过。',
  '我们保证给您办下来。',
  '这个百分之百能领到。',
  '您已经符合条件了。',
  '放心，肯定会批。',
  '没问题，能批。',
  '已经给您批准了。',
  '绝对能办成。',
]
const LINKS = [
  '详见 https://www.example.com/apply',
  '点这里办理：http://minzheng.example.net/x?id=1',
  '请打开 www.example.org/dibao 填写',
]

export const CORRUPTIONS: Readonly<Record<string, Corrupt>> = {
  数字加减一: replaceOne(COUNTED, ([said], random) =>
    String(Number(said) + (random() < 0.5 || Number(said) <= 1 ? 1 : -1)),
  ),
  数字乘十: replaceOne(COUNTED, ([said]) => String(Number(said) * 10)),
  数字颠倒: replaceOne(/(?<![\d.-])\d{2,4}(?![\d.])/g, ([said]) =>
    [...said]
      .reverse()
      .join('')
      .replace(/^0+(?=\d)/, ''),
  ),
  百分比改动: replaceOne(/\d+(?:\.\d+)?(?=%)/g, ([said]) => String(Number(said) + 5)),
  单位改动: replaceOne(/(?<=\d)(万元|元|个工作日|天|日|周岁|岁|个月|年)(?!\d)/g, ([unit]) => OTHER_UNIT[unit]),
  以上改以下: swapWord({ 以上: '以下', 以下: '以上', 以内: '以外', 不低于: '不高于', 低于: '高于', 高于: '低于' }),
  不超过改超过: swapWord({ 不超过: '超过', 不满: '满', 未满: '满', 不少于: '少于', 超过: '不超过' }),
  可以改不可以: swapWord({
    不可以: '可以',
    可以: '不可以',
    不得: '可以',
    不能: '能',
    不用: '要',
    不需要: '需要',
    应当: '不应当',
  }),
  否定改肯定: replaceOne(
    /不(用|必|需|收|交|算|发|给|办|领|会|影响|计入|计算|受理|予|再|属于|是|同意|符合)(?<!(.)不\1)/g,
    ([, verb = ''], random) => (verb === '用' && random() < 0.5 ? '要' : verb),
  ),
  肯定改否定: replaceOne(
    /(?<![不没无未非勿免])(需要|可以|应当|必须|计入|属于|影响|受理|发放|享受|享有|符合)/g,
    ([word], random) => (random() < 0.3 && word === '必须' ? '不必' : `不${word}`),
  ),
  免收改收: swapWord({
    免费: '收费',
    免收: '收取',
    不收费: '收费',
    不收: '收',
    减免: '收取',
    收费: '免费',
    收取: '免收',
  }),
  前改后: replaceOne(
    /(?<=[\d日天月年婚证记请生亡世户效行位间])(之前|以前|前|之后|以后|后)(?![往来果续妻夫])/g,
    ([word]) => BEFORE_AND_AFTER[word],
  ),
  或者改并且: swapWord({ 或者: '并且', 或: '并且', 并且: '或者', 同时: '或者' }),
  条款改动: replaceOne(
    /第([一二三四五六七八九十百千]+)条/g,
    ([, said], random) => `第${nextArticle(said ?? '', random)}条`,
  ),
  文件张冠李戴: (answer, random, knowledge) =>
    replaceOne(/《([^《》]+)》/g, ([, name]) => {
      const other = pick(
        [...knowledge.sources.values()].map((each) => each.name),
        random,
      )
      return other && other !== name ? `《${other}》` : undefined
    })(answer, random, knowledge),
  热线张冠李戴: (answer, random, knowledge) => {
    const numbers = [...new Set([...knowledge.phones.values()].map((each) => each.phone))]
    const any = new RegExp(`(?<!\\d)(${numbers.join('|')})(?!\\d)`, 'g')
    return replaceOne(any, ([number]) =>
      pick(
        numbers.filter((each) => each !== number),
        random,
      ),
    )(answer, random, knowledge)
  },
  日期挪动: replaceOne(/(\d{4})([年-])(\d{1,2})([月-])(\d{1,2})/g, ([, year, a, month, b, day], random) =>
    random() < 0.4
      ? `${Number(year) + 1}${a}${month}${b}${day}`
      : random() < 0.5
        ? `${year}${a}${sameWidth(month, (Number(month) % 12) + 1)}${b}${day}`
        : `${year}${a}${month}${b}${sameWidth(day, (Number(day) % 28) + 1)}`,
  ),
  漏掉除外: ({ quoted }, random) => {
    const line = pick(
      (quoted.exclusions ?? []).filter((each) => quoted.text.includes(each)),
      random,
    )
    return line === undefined || line.trim() === '' ? undefined : { ...quoted, text: quoted.text.split(line).join('') }
  },
  许诺结果: ({ quoted }, random) => ({
    ...quoted,
    text: `${quoted.text.split('\n')[0]}${pick(PROMISES, random)}\n${quoted.text.split('\n').slice(1).join('\n')}`,
  }),
  引用失效文件: addSource((source, { on }) => !covers(source, on)),
  引用外地文件: addSource(
    (source, { on, region }, knowledge) => covers(source, on) && !knowledge.regions.holdsIn(source.region, region),
  ),
  添加链接: ({ quoted }, random) => ({ ...quoted, text: `${quoted.text}\n${pick(LINKS, random)}` }),
  两数互换: ({ quoted }, random) => {
    const all = [...quoted.text.matchAll(NUMBER)]
    const one = pick(all, random)
    const other = pick(
      all.filter((each) => one && Number(each[0]) !== Number(one[0])),
      random,
    )
    if (!one || !other) return undefined
    const [first, second] = one.index < other.index ? [one, other] : [other, one]
    const { text } = quoted
    return {
      ...quoted,
      text: `${text.slice(0, first.index)}${second[0]}${text.slice(first.index + first[0].length, second.index)}${first[0]}${text.slice(second.index + second[0].length)}`,
    }
  },
}

const OTHER_UNIT: Readonly<Record<string, string>> = {
  万元: '元',
  元: '万元',
  个工作日: '天',
  天: '个工作日',
  日: '个工作日',
  周岁: '个月',
  岁: '个月',
  个月: '年',
  年: '个月',
}
const BEFORE_AND_AFTER: Readonly<Record<string, string>> = {
  ...{ 之前: '之后', 以前: '以后', 前: '后' },
  ...{ 之后: '之前', 以后: '以前', 后: '前' },
}
const DIGITS = '一二三四五六七八九'

function nextArticle(said: string, random: Random): string {
  const last = said.at(-1) ?? ''
  const others = [...DIGITS].filter((each) => each !== last)
  return DIGITS.includes(last) ? `${said.slice(0, -1)}${pick(others, random)}` : `${said}${pick(others, random)}`
}

const sameWidth = (like: string | undefined, value: number) =>
  String(value).padStart(like?.startsWith('0') || like?.length === 2 ? 2 : 1, '0')
