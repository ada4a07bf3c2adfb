/**
 * The figures and bounds of a text — amounts, dates, days, ages, percentages, phones, articles; 不超过, 不满, 以上; 前, 后; 不,
 * 免; 或 — in one spelling and in order: 七百三十元, 730元 and 0.073万元 are one, 三十日内 is 不超过30天. What remains is the text's own words.
 */
import { readNumber } from '../dialogs/answers/chinese-number'

export type Token =
  | { readonly kind: 'figure'; readonly value: string; readonly unit: string; readonly bound: string }
  | { readonly kind: 'bound' | 'not' | 'word'; readonly sign: string }

export type Figure = Extract<Token, { kind: 'figure' }>

export interface Marked {
  readonly tokens: readonly Token[]
  /** The words with every figure as `#` and without bounds, negations and punctuation. */
  readonly words: string
}

// 一般, 一定, 一起 count nothing.
const NUMBER = '\\d+(?:\\.\\d+)?|(?:(?!一[般定样起直律并旦些点切])[零〇一二两三四五六七八九十百千万亿])+'
const UNIT =
  '万元|亿元|元|块钱?|周岁|岁|个?工作日|自然日|天|日|个月|月|周年|年|倍|%|个百分点|小时|分钟|号|条|款|级|平方米|人|户|次|份|公里|里|号令|折'
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  '≤': ['不得超过', '不能超过', '不会超过', '不超过', '最多', '至多', '不高于', '不多于', '不大于'],
  '<': ['不满', '未满', '不足', '低于', '少于', '小于'],
  '>': ['超过', '高于', '多于', '大于'],
  '≥': ['不少于', '不低于', '不小于', '年满', '至少', '达到', '满'],
}
const AFTER: Readonly<Record<string, readonly string[]>> = {
  '≤': ['以内', '之内', '以下', '内'],
  '≥': ['以上'],
  '∉': ['以外', '之外'],
  '←': ['以前', '之前', '前'],
  '→': ['以后', '之后', '后'],
}
const SIGNS = new Map(
  [BEFORE, AFTER].flatMap((table) =>
    Object.entries(table).flatMap(([sign, said]) => said.map((word) => [word, sign] as const)),
  ),
)
const anyOf = (table: Readonly<Record<string, readonly string[]>>, keep: (word: string) => boolean) =>
  Object.values(table)
    .flat()
    .filter(keep)
    .sort((a, b) => b.length - a.length)
    .join('|')
const whole = (word: string) => word.length > 1
const always = () => true
const FIGURE = `(?<before>${anyOf(BEFORE, always)})?(?<number>${NUMBER})\\s*(?<myriad>[万亿](?![元]))?(?<unit>${UNIT})?(?<after>(?:及|\\(含\\))?(?:${anyOf(AFTER, always)}))?`
/** Words that turn a sentence around when they change: 或者 into 并且, 免费 into 收费. */
const TURNS: Readonly<Record<string, string>> = {
  '∨': '或者|或(?!许)',
  '∧': '并且|而且',
  $: '(?<=免)费|收费|收取|[收要花][一分]*钱|[交缴付自]费',
}
/** Of an event: 领证前, 出生后. 提前, 然后, 后来 tell no order of two things. */
const ORDER = '(?<![提目先今然最善])[前后](?![来果续面期妻夫代者])'
const TOKEN = new RegExp(
  `${FIGURE}|(?<bound>${anyOf(BEFORE, whole)}|${anyOf(AFTER, whole)}|${ORDER})|(?<not>[不没无未非勿免])|(?<word>${Object.values(TURNS).join('|')})`,
  'gu',
)
const LINK = /https?:\/\/[^\s，。；）)]+|www\.[^\s，。；）)]+/g

const SAME_UNIT: Readonly<Record<string, string>> = {
  ...{ 块: '元', 块钱: '元', 万元: '元', 亿元: '元', 周岁: '岁', 周年: '年' },
  ...{ 日: '天', 自然日: '天', 号: '天', 月: '个月', 个工作日: '工作日' },
}

/** Width, spaces and thousands commas aside. */
export const plainFigures = (text: string) => text.normalize('NFKC').replace(/(?<=\d),(?=\d{3})/g, '')

/** `text` as plainFigures() gives it. */
export function markFigures(text: string): Marked {
  const tokens: Token[] = []
  const words = text
    .replace(TOKEN, (said: string, ...rest) => {
      const { number, bound, not, word, ...parts }: Partial<Record<string, string>> = rest.at(-1)
      if (number !== undefined) {
        const figure = readFigure(number, parts)
        if (figure) tokens.push(figure)
        return figure ? '#' : said
      }
      if (word) tokens.push({ kind: 'word', sign: signOf(word) })
      else tokens.push(not ? { kind: 'not', sign: '¬' } : { kind: 'bound', sign: SIGNS.get(bound ?? '') ?? '' })
      return ''
    })
    .replace(/[^\p{L}\p{N}#]/gu, '')
  return { tokens: withUnits(tokens), words }
}

const signOf = (word: string) => (word.startsWith('或') ? '∨' : word.endsWith('且') ? '∧' : '$')

function readFigure(number: string, parts: Partial<Record<string, string>>): Figure | undefined {
  const read = readNumber(number)
  if (!read || read.length !== number.length) return undefined
  const { unit = '', myriad, before, after } = parts
  const times = (myriad ?? unit).startsWith('万') ? 1e4 : (myriad ?? unit).startsWith('亿') ? 1e8 : 1
  // A long run of digits is a phone or a document's number: 0557 is not 557.
  const value = /^0\d/.test(number) ? number : `${read.range ? '~' : ''}${Math.round(read.value * times * 1e6) / 1e6}`
  const sign = (said: string | undefined) => SIGNS.get(said?.replace(/^及|^\(含\)/, '') ?? '') ?? ''
  const bound = [...new Set([sign(before), sign(after)])].join('')
  return { kind: 'figure', value, unit: SAME_UNIT[unit] ?? unit, bound }
}

/** 80—89岁: the first figure of a range counts in the second one's unit. */
function withUnits(tokens: readonly Token[]): Token[] {
  return tokens.map((token, i) => {
    const next = tokens[i + 1]
    return token.kind === 'figure' && token.unit === '' && token.value.length < 5 && next?.kind === 'figure'
      ? { ...token, unit: next.unit }
      : token
  })
}

export const sayToken = (token: Token) =>
  token.kind === 'figure' ? `${token.bound}${token.value} ${token.unit}` : token.sign

/** Figures that count something or name something: those with a unit, and bare ones of three digits and more. */
export const isTelling = (token: Token): token is Figure =>
  token.kind === 'figure' &&
  (/^(元|岁|天|工作日|个月|年|倍|%|个百分点|小时|分钟|条|级|平方米|公里|折)$/.test(token.unit) ||
    /\d{3}/.test(token.value))

export const linksIn = (text: string): readonly string[] => text.match(LINK) ?? []
