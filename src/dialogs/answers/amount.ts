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

type Period = 'day' | 'month' | 'quarter' | 'year'

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
const PERIODS: readonly [Period, RegExp][] = [
  ['quarter', /(?:每|一)(?:个)?季度?|季度/],
  ['month', /(?:每|一|1)(?:个)?月|月均|按月|\/月|月(?=收入|工资|薪|入)|个月/],
  ['year', /(?:每|一|1|全|整)年|年均|按年|\/年|年(?=收入|薪|入)/],
  ['day', /(?:每|一|1)(?:天|日)|日薪|\/天/],
]
/** A number before one of these counts something else than money. */
const NOT_MONEY = /^(?:个|口|位|名|人|岁|年|月|号|日|天|点|亩|级|栋|楼|室|次|周|路|期|%|成|分之)/
const DEFAULT_MOST: Fen = 1_000_000_000

export const readAmount: ReadAnswer = (text, field) => {
  const said = bare(text)
  if (NOTHING.test(said)) return check(0, field, true)
  const { plain, period } = withoutPeriod(said)
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
  if (sum.more) return refuse('approximate', ANSWER_WORDS.amount.approximate)
  return inPeriod(sum.fen, period, field, stands(plain, sum))
}

function withoutPeriod(said: string): { plain: string; period?: Period } {
  for (const [period, pattern] of PERIODS) {
    if (pattern.test(said)) return { plain: said.replace(pattern, ' '), period }
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
  if (!field.per || period === undefined || period === field.per) return check(fen, field, exact)
  if (period === 'day') return refuse('daily', ANSWER_WORDS.amount.daily)
  if (field.per === 'month' && period === 'year')
    return converted(fen, 1 / 12, ANSWER_WORDS.amount.yearly, field, exact)
  if (field.per === 'month') return converted(fen, 1 / 3, ANSWER_WORDS.amount.quarterly, field, exact)
  if (period === 'month') return converted(fen, 12, ANSWER_WORDS.amount.monthly, field, exact)
  return refuse('several', ANSWER_WORDS.amount.noPeriod(field.per))
}

function converted(fen: Fen, by: number, say: (from: Fen, to: Fen) => string, field: Field, exact: boolean): Parsed {
  const result = Math.round(fen * by)
  const checked = check(result, field, exact)
  return checked.ok ? { ...checked, remark: say(fen, result) } : checked
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
