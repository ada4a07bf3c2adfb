/**
 * Incomes said in passing, by the month and in fen: 退休金加起来两千三, 一年收入三万六. Of the whole household, per head, or
 * one's own. 大概两三千 is a range; 养老金 may be the basic pension, which does not count: both are asked, not judged by.
 */
import { wholeNumber } from '../dialogs/answers/chinese-number'
import type { Mention } from './stated'

const WHOLE = '我俩|俺俩|咱俩|我们俩|夫妻俩|全家|家里|一家|两口子|两个人|俩人|老两口|加起来|合计|一共|总共'
const SOURCES =
  '退休金|退休工资|养老金|工资|收入|挣|领|(?:两口子|老两口|我们俩|俺俩|老伴(?:俩|两个人)?|全家|一家)[^，。？！0-9]{0,6}加起来'
const DIGIT = '一二两三四五六七八九十几'
const INCOME = new RegExp(
  `(?:${WHOLE})?[^，。？！]{0,8}(?:${SOURCES})(?:一个月|一共|一年|[^，。？！0-9${DIGIT}]){0,8}?(?!一个月|一共|一年|一天|一月)([0-9][0-9,.]*[万千]?|[${DIGIT}百千万零]+)(多|来|出头)?(?:块钱|块|元)?(左右|上下)?(一个月|每个?月|一月|一年|每年|一天|每天)?`,
  'g',
)
/** What follows the figure makes it no money: 领了3年, 两个人. */
const NO_MONEY = /^[个年口人岁级天次名亩套月号]/
/** Money that is no income of the kind the rules count, or no income at all. */
const NOT_INCOME = /低保|津贴|补贴|补助|救助|高龄|花|欠|借|存款|药费|学费|不领|没领/
const UNSURE = /大概|大约|差不多|左右|上下|可能|不到|将近|好像|最多|至少/
const LEAST_YUAN = 50

export const isIncome = (words: string) => !NOT_INCOME.test(words)

export function incomes(text: string): Mention[] {
  return [...text.matchAll(INCOME)].flatMap((match) => incomeIn(text, match))
}

function incomeIn(text: string, match: RegExpMatchArray & { index: number }): Mention[] {
  const [words, figure = '', more, around, period = ''] = match
  const said = text.slice(Math.max(0, match.index - 14), match.index) + words
  const after = /^[^，。；]{0,6}/.exec(text.slice(match.index + words.length))?.[0] ?? ''
  if (NOT_INCOME.test(words + after) || (period === '' && NO_MONEY.test(after))) return []
  const read = wholeNumber(figure)
  if (!read || read.value < LEAST_YUAN) return []
  const fact = whose(said, words, text)
  const months = /年/.test(period) || /年收入|一年/.test(words) ? 12 : 1
  if (/天/.test(period)) return [{ fact, words }]
  const exact = !read.range && !read.more && !more && !around && !UNSURE.test(said)
  if (exact && !/养老金/.test(words)) return [{ fact, value: monthly(read.value, months), words }]
  const ends = endsOf(figure, more)
  return [{ fact, words, range: ends && [monthly(ends[0], months), monthly(ends[1], months)] }]
}

const monthly = (yuan: number, months: number) => Math.floor(Math.round(yuan * 100) / months)

function whose(said: string, words: string, text: string): string {
  if (/人均/.test(text)) return 'incomePerHeadFen'
  const whole = new RegExp(`${WHOLE}|口人`).test(said) && !/我一个月|我每月|本人|自己/.test(words)
  return whole ? 'monthlyHouseholdIncomeFen' : 'applicantMonthlyIncomeFen'
}

/** 两三千: 2000 to 3000. 两千三四: 2300 to 2400. 两千多: up to the next thousand. */
function endsOf(figure: string, more: string | undefined): readonly [number, number] | undefined {
  const pair = /^(.*?)([一二两三四五六七八九])([二三四五六七八九])([十百千万]?)$/.exec(figure)
  if (pair) {
    const [, head = '', low = '', high = '', unit = ''] = pair
    const ends = [wholeNumber(head + low + unit)?.value, wholeNumber(head + high + unit)?.value] as const
    return ends[0] !== undefined && ends[1] !== undefined && ends[0] < ends[1] ? [ends[0], ends[1]] : undefined
  }
  const value = wholeNumber(figure)?.value
  if (value === undefined || !more) return undefined
  const step = 10 ** Math.floor(Math.log10(value))
  return [value, value + step]
}
