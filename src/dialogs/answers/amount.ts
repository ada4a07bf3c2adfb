/**
 * Amounts of money as people say them, to integer fen: 2300, 2,300.50元, 两千三, 一千二百五十块, 两千三百块五毛, 0.23万,
 * 一年两万四. A range, a daily wage or two amounts are asked again; “没有” is zero only because it was said.
 */
import type { Fen } from '../../domain/fen'
import type { Field } from '../dialog'
import { bare } from '../hear'
import type { NotAnswered, Parsed, ReadAnswer } from './answer-type'
import { ANSWER_WORDS } from './answer-words'
import { readNumber } from './chinese-number'

/** How many months the amount is for; a day's, a week's or half a month's pay is not counted up by guessing. */
type Period = 'short' | number

interface Sum {
  readonly fen: Fen
  /** With 元, 块, 万 or a sign: certainly money. */
  readonly certain: boolean
  readonly range: boolean
  readonly more: boolean
  readonly from: number
  readonly to: number
}

const NOTHING =
  /^(?:我|家里|他|她|现在|目前|每月|每个月|这个月|都|暂时|也)*(?:没有|没得|没|无|零|一分(?:钱)?(?:都|也)?没有?|分文没有|0)(?:元|块|块钱|收入|钱|任何收入|什么收入|啥收入|进账|存款|积蓄|余额)?$/
/** 除了养老金没别的了, 没有别的收入: what is left out of the sum may be named, another sum may not. */
const NOTHING_ELSE =
  /^\D*(?:没有?(?:别的?|其他|其它)|(?:别的|其他|其它)(?:的|收入|啥|什么)*(?:都|也)?没有?)(?:收入|进账|钱|来源)?$/
/** 欠了三万 is no saving and no income. */
const DEBT = /欠|外债|借[了的]|贷款/
const SPAN = '[\\d一二两三四五六七八九十]+'
const PERIODS: readonly [Period | ((count: number) => Period), RegExp][] = [
  ['short', /(?:每|一)?半个?月|(?:每|一|1)(?:个)?(?:周|星期|礼拜)|周薪|(?:每|一|1)(?:天|日)|日薪|\/天/],
  [6, /(?:每|一)?半年/],
  [3, /(?:每|一)(?:个)?季度?|季度/],
  [1, /(?:每|一|1)(?:个)?月|月均|按月|\/月|月(?=收入|工资|薪|入)/],
  [(count) => count, new RegExp(`(?:每)?(${SPAN})个月`)],
  [1, /个月/],
  [12, /(?:每|一|1|全|整)年|年均|按年|\/年|年(?=收入|薪|入)/],
  [(count) => count * 12, new RegExp(`(?:每)?(${SPAN})年`)],
]
/** 不到两千, 三千以上, 上千: which amount it is was not said. */
const BOUNDED = /不到|不足|不满|不超过|至少|最多|最少|起码|顶多|超过|以上|以下|以内|好几[百千万]|^上[百千万]/
/** A number before one of these counts something else than money. */
const NOT_MONEY = /^(?:个|口|位|名|人|岁|年|月|号|日|天|点|亩|级|栋|楼|室|次|周|路|期|%|成|分之)/
const DEFAULT_MOST: Fen = 1_000_000_000

export const readAmount: ReadAnswer = (text, field) => {
  const said = bare(text)
  if (NOTHING.test(said) || NOTHING_ELSE.test(said)) return check(0, field, true)
  const left = field.notCounted?.find((each) => said.includes(each))
  if (left !== undefined) return refuse('notCounted', ANSWER_WORDS.amount.notCounted(left))
  if (DEBT.test(said) && !DEBT.test(field.question)) return refuse('unrecognised', ANSWER_WORDS.amount.unrecognised)
  const { plain, period } = withoutPeriod(said.replace(/打?零(?=[工活])/g, ''))
  if (/^(?:负|-)\s*[\d一二两三四五六七八九十百千万]/.test(plain))
    return refuse('negative', ANSWER_WORDS.amount.negative)
  const sums = sumsIn(plain)
  const isMoney = sums.some((each) => each.certain)
  const [sum, second] = isMoney ? sums : sums.filter((each) => stands(plain, each))
  if (!sum) return refuse('unrecognised', ANSWER_WORDS.amount.unrecognised)
  if (second) return refuse('several', ANSWER_WORDS.amount.several)
  // A sum somewhere in a sentence about something else is not the answer.
  if (plain.length - (sum.to - sum.from) > 14) return refuse('unrecognised', ANSWER_WORDS.amount.unrecognised)
  if (sum.range) return refuse('range', ANSWER_WORDS.amount.range)
  if (sum.more || BOUNDED.test(plain)) return refuse('approximate', ANSWER_WORDS.amount.approximate)
  return inPeriod(sum.fen, period, field, stands(plain, sum))
}

function withoutPeriod(said: string): { plain: string; period?: Period } {
  for (const [period, pattern] of PERIODS) {
    const match = pattern.exec(said)
    if (!match) continue
    const count = readNumber(match[1] ?? '')?.value ?? 1
    return { plain: said.replace(pattern, ' '), period: typeof period === 'function' ? period(count) : period }
  }
  return { plain: said }
}

/** Every amount in the text, left to right. */
function sumsIn(plain: string): readonly Sum[] {
  const found: Sum[] = []
  for (let at = 0; at < plain.length; at++) {
    if (/[\d.,]/.test(plain.charAt(at - 1)) && /\d/.test(plain.charAt(at))) continue
    const sum = sumAt(plain, at)
    if (!sum) continue
    found.push(sum)
    at = sum.to - 1
  }
  return found
}

function sumAt(plain: string, from: number): Sum | undefined {
  const read = readNumber(plain.slice(from))
  if (!read) return undefined
  const number = plain.slice(from, from + read.length)
  const after = plain.slice(from + read.length)
  const unit = /^\s*(?:元|块钱|块|圆|人民币|rmb)/i.exec(after)?.[0] ?? ''
  if (unit === '' && NOT_MONEY.test(after)) return undefined
  const coins = unit === '' ? undefined : coinsAfter(after.slice(unit.length), unit)
  const signed = /[¥￥$]\s*$/.test(plain.slice(0, from))
  return {
    fen: Math.round(read.value * 100) + (coins?.fen ?? 0),
    certain: unit !== '' || signed || /[百千万亿]/.test(number) || /^\d{3,}/.test(number),
    range: read.range,
    more: read.more || /^(?:多|出头|挂零)/.test(after.slice(unit.length)),
    from,
    to: from + read.length + unit.length + (coins?.length ?? 0),
  }
}

/** 五毛, 五角二分, and the bare 五 of 三块五. */
function coinsAfter(after: string, unit: string): { fen: Fen; length: number } | undefined {
  const digit = '[\\d一二两三四五六七八九]'
  const match = new RegExp(`^零?(${digit})(?:(?:毛|角)(?:(${digit})分?)?|(?![\\d\\p{Script=Han}]))`, 'u').exec(after)
  if (!match || (unit.endsWith('钱') && !/[毛角]/.test(match[0]))) return undefined
  const jiao = readNumber(match[1] ?? '')?.value ?? 0
  const cents = match[2] ? (readNumber(match[2])?.value ?? 0) : 0
  return { fen: jiao * 10 + cents, length: match[0].length }
}

/** A bare number counts only when nothing but the words around an amount is left. */
function stands(plain: string, sum: Sum): boolean {
  const around = plain.slice(0, sum.from) + plain.slice(sum.to)
  return /^(?:[\s¥￥$:：]|我|他|她|老伴|家里|是|有|拿|领|大概|大约|差不多|左右|上下|吧|钱|收入|工资|到手|加起来|一共|总共|合计|共|就|也就|能|挣|发|的|每|平均|约)*$/.test(
    around,
  )
}

function inPeriod(fen: Fen, period: Period | undefined, field: Field, exact: boolean): Parsed {
  if (!field.per || period === undefined) return check(fen, field, exact)
  if (period === 'short') return refuse('daily', ANSWER_WORDS.amount.short[field.per])
  const wanted = field.per === 'month' ? 1 : 12
  if (period === wanted) return check(fen, field, exact)
  const result = Math.round((fen * wanted) / period)
  const checked = check(result, field, exact)
  return checked.ok ? { ...checked, remark: ANSWER_WORDS.amount.converted(fen, period, result, field.per) } : checked
}

function check(fen: Fen, field: Field, exact: boolean): Parsed {
  const most = typeof field.atMost === 'number' ? field.atMost : DEFAULT_MOST
  if (fen > most) return refuse('tooLarge', ANSWER_WORDS.amount.tooLarge(most))
  if (typeof field.atLeast === 'number' && fen < field.atLeast)
    return refuse('tooSmall', ANSWER_WORDS.amount.tooSmall(field.atLeast))
  return { ok: true, value: fen, exact }
}

function refuse(problem: NotAnswered['problem'], say: string): NotAnswered {
  return { ok: false, problem, say }
}
