/**
 * Dates as people write and say them: 2026年3月1日, 3月1号, 1948.3.5, 一九四八年三月五日, 明天, 下周三, 下个月5号, 去年3月1日.
 * Lunar dates and festivals are refused with the reason; an incomplete date is never completed by guessing a day.
 */
import { addDays, type LegalDay, legalDay, parseLegalDay, partsOf, weekday } from '../../domain/legal-day'
import type { Field } from '../dialog'
import { halfWidth } from '../hear'
import type { AnswerContext, NotAnswered, Parsed, ReadAnswer } from './answer-type'
import { ANSWER_WORDS } from './answer-words'
import { readNumber } from './chinese-number'

const LUNAR =
  /农历|阴历|旧历|古历|腊月|腊八|过年|年[前后]$|正月|冬月|闰[一二三四五六七八九十正腊冬]?月|年三十|小年|初[一二三四五六七八九十]|廿|大年|除夕|中秋|端午|春节|元宵|重阳|清明|七夕/
const NUMERAL = '[\\d零〇一二两三四五六七八九十]{1,6}'
const DAY_WORDS: Readonly<Record<string, number>> = {
  大前天: -3,
  前天: -2,
  昨天: -1,
  昨日: -1,
  今天: 0,
  今日: 0,
  当天: 0,
  明天: 1,
  明日: 1,
  大后天: 3,
  大大后天: 4,
  后天: 2,
}
const YEAR_WORDS: Readonly<Record<string, number>> = { 前年: -2, 去年: -1, 今年: 0, 本年: 0, 明年: 1, 后年: 2 }
const WEEK_DAYS = '一二三四五六日'
/** Festivals of the common calendar: the same day every year. */
const FESTIVALS: Readonly<Record<string, readonly [number, number]>> = {
  元旦: [1, 1],
  情人节: [2, 14],
  妇女节: [3, 8],
  劳动节: [5, 1],
  五一: [5, 1],
  儿童节: [6, 1],
  六一: [6, 1],
  国庆: [10, 1],
  十一国庆: [10, 1],
  圣诞: [12, 25],
}

interface Written {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly text: string
}

type Found = Written | { readonly on: LegalDay; readonly text: string }

export const readSpokenDate: ReadAnswer = (text, field, context) => {
  const plain = halfWidth(text).replace(/\s+/g, ' ').trim()
  if (LUNAR.test(plain)) return refuse('lunar', ANSWER_WORDS.date.lunar)
  const found = findDate(plain, field, context)
  if (!found) return noDate(plain)
  const rest = plain.replace(found.text, '')
  if (rest.length > 16) return refuse('unrecognised', ANSWER_WORDS.date.unrecognised)
  if (findDate(rest, field, context)) return refuse('several', ANSWER_WORDS.date.several)
  const on = 'on' in found ? found.on : legalDay(found.year, found.month, found.day)
  if (!on && !('on' in found)) return impossible(found)
  if (!on) return noDate(plain)
  const settled = within(on, field, context, rest.length <= 6)
  if (!settled.ok) return settled
  // 八月十五, without 日 or 号, may be told by the other calendar: say which day it was taken for.
  const isTold = 'on' in found || /[一二三四五六七八九十]$/.test(found.text)
  const told = isTold ? [ANSWER_WORDS.date.understood(on, dayName(on))] : []
  const holiday = field.daysAhead === undefined ? undefined : context.calendar?.holidayOn(on)
  const remark = [...told, ...(holiday ? [ANSWER_WORDS.date.holiday(on, holiday)] : [])].join('\n') || undefined
  return { ...settled, remark, rest: rest.trim() || undefined }
}

function findDate(plain: string, field: Field, context: AnswerContext): Found | undefined {
  return (
    fullDate(plain, context) ??
    dayInNamedYear(plain, context) ??
    dayInMonth(plain, context) ??
    monthAndDay(plain, field, context) ??
    festival(plain, field, context) ??
    dayAlone(plain, field, context) ??
    daysFromNow(plain, context) ??
    dayOfWeek(plain, field, context) ??
    dayWord(plain, context)
  )
}

function fullDate(plain: string, { today }: AnswerContext): Found | undefined {
  const compact = /(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)/.exec(plain)
  const match =
    new RegExp(`(${NUMERAL})\\s*年\\s*(${NUMERAL})\\s*月(?:份)?\\s*(${NUMERAL})\\s*(?:日|号)?`).exec(plain) ??
    /(?<!\d)(\d{4})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{1,2})(?!\d)/.exec(plain) ??
    compact
  if (!match) return undefined
  return {
    year: fullYear(match[1] ?? '', today),
    month: numberOf(match[2]),
    day: numberOf(match[3]),
    text: match[0],
  }
}

function dayInNamedYear(plain: string, { today }: AnswerContext): Found | undefined {
  const match = new RegExp(`(前年|去年|今年|本年|明年|后年)的?(${NUMERAL})月(?:份)?(${NUMERAL})(?:日|号)?`).exec(plain)
  if (!match) return undefined
  const year = partsOf(today).year + (YEAR_WORDS[match[1] ?? ''] ?? 0)
  return { year, month: numberOf(match[2]), day: numberOf(match[3]), text: match[0] }
}

/** 下个月5号, 本月20日. */
function dayInMonth(plain: string, { today }: AnswerContext): Found | undefined {
  const match = new RegExp(`(上上?|这|本|下下?)个?月(?:的)?(${NUMERAL})(?:日|号)`).exec(plain)
  if (!match) return undefined
  const word = match[1] ?? ''
  const shift = word.startsWith('上') ? -word.length : word.startsWith('下') ? word.length : 0
  const { year, month } = partsOf(today)
  const index = year * 12 + month - 1 + shift
  return { year: Math.floor(index / 12), month: (index % 12) + 1, day: numberOf(match[2]), text: match[0] }
}

/** A month and day without a year is the nearest one in the direction the question looks. */
function monthAndDay(plain: string, field: Field, context: AnswerContext): Found | undefined {
  const match =
    new RegExp(`(${NUMERAL})月(?:份)?(${NUMERAL})(?:日|号)?`).exec(plain) ??
    /^(1[0-2]|0?[1-9])[./-]([12]\d|3[01]|0?[1-9])$/.exec(plain)
  if (!match) return undefined
  const [text, month, day] = match
  return { ...nearestYear(numberOf(month), numberOf(day), field, context), text }
}

/** A day that has passed is next year's only where one may choose that far ahead; else it is told to have passed. */
function nearestYear(month: number, day: number, field: Field, { today }: AnswerContext): Omit<Written, 'text'> {
  const { year } = partsOf(today)
  const thisYear = legalDay(year, month, day)
  const next = legalDay(year + 1, month, day)
  const farthest = field.daysAhead === undefined ? undefined : addDays(today, field.daysAhead)
  const mayBeNext = next !== undefined && (farthest === undefined || next <= farthest)
  const isPast = thisYear !== undefined && looksAhead(field) && thisYear < today && mayBeNext
  const isToCome = thisYear !== undefined && looksBack(field) && thisYear > today
  return { year: year + (isPast ? 1 : isToCome ? -1 : 0), month, day }
}

/** 元旦, 五一: told back as a date. */
function festival(plain: string, field: Field, context: AnswerContext): Found | undefined {
  const name = Object.keys(FESTIVALS).find((each) => plain.includes(each))
  const [month, day] = (name === undefined ? undefined : FESTIVALS[name]) ?? []
  if (name === undefined || month === undefined || day === undefined) return undefined
  const { year } = nearestYear(month, day, field, context)
  const on = legalDay(year, month, day)
  const text = new RegExp(`${name}节?(?:那天|当天)?`).exec(plain)?.[0] ?? name
  return on === undefined ? undefined : { on, text }
}

/** 15号, where a day to come is asked for: the next one. */
function dayAlone(plain: string, field: Field, { today }: AnswerContext): Found | undefined {
  const match = looksAhead(field) ? new RegExp(`^(${NUMERAL})[号日](?!\\d)`).exec(plain) : undefined
  if (!match) return undefined
  const { year, month } = partsOf(today)
  const day = numberOf(match[1])
  const on = [0, 1, 2]
    .flatMap((shift) => {
      const index = month - 1 + shift
      return legalDay(year + Math.floor(index / 12), (index % 12) + 1, day) ?? []
    })
    .find((each) => each >= today)
  return on === undefined ? undefined : { on, text: match[0] }
}

/** 三天后, 一个礼拜以后. */
function daysFromNow(plain: string, { today }: AnswerContext): Found | undefined {
  const match = new RegExp(`(${NUMERAL})(天|个?(?:周|星期|礼拜))(?:以后|之后|后)`).exec(plain)
  if (!match || /几/.test(match[0])) return undefined
  const count = numberOf(match[1])
  return count > 0 ? { on: addDays(today, match[2] === '天' ? count : count * 7), text: match[0] } : undefined
}

/** 周三, 下周三, 下下个星期一; weeks begin on Monday. */
function dayOfWeek(plain: string, field: Field, { today }: AnswerContext): Found | undefined {
  const match = /(上上|上|这|本|下下|下)?个?(?:周|星期|礼拜)([一二三四五六日天1-7])/.exec(plain)
  if (!match) return undefined
  const word = match[1] ?? ''
  const named = (match[2] ?? '').replace('天', '日')
  const index = /\d/.test(named) ? Number(named) - 1 : WEEK_DAYS.indexOf(named)
  const weeks = word.startsWith('上') ? -word.length : word.startsWith('下') ? word.length : 0
  const monday = addDays(today, -((weekday(today) + 6) % 7))
  const on = addDays(monday, weeks * 7 + index)
  const bareWord = word === '' && looksAhead(field) && on < today
  return { on: bareWord ? addDays(on, 7) : on, text: match[0] }
}

function dayWord(plain: string, { today }: AnswerContext): Found | undefined {
  const word = /大前天|大大后天|大后天|前天|昨天|昨日|今天|今日|当天|明天|明日|后天/.exec(plain)?.[0]
  const shift = word === undefined ? undefined : DAY_WORDS[word]
  return word === undefined || shift === undefined ? undefined : { on: addDays(today, shift), text: word }
}

function noDate(plain: string): NotAnswered {
  const part = new RegExp(`${NUMERAL}\\s*(?:年|月|号|日)|(?:19|20)\\d{2}|下个?月|月底|月初|年底`).test(plain)
  return part && plain.length <= 12
    ? refuse('incomplete', ANSWER_WORDS.date.incomplete)
    : refuse('unrecognised', ANSWER_WORDS.date.unrecognised)
}

function impossible(found: Written): NotAnswered {
  const last = [31, 30, 29, 28].find((day) => legalDay(found.year, found.month, day)) ?? 31
  return refuse('impossible', ANSWER_WORDS.date.impossible(found.year, found.month, found.day, last))
}

function within(on: LegalDay, field: Field, { today }: AnswerContext, exact: boolean): Parsed {
  const earliest = boundDay(field.atLeast, today)
  const latest = boundDay(field.atMost, today)
  if (earliest && on < earliest) return refuse('past', ANSWER_WORDS.date.past(earliest))
  if (latest && on > latest) return refuse('future', ANSWER_WORDS.date.future(latest))
  const farthest = field.daysAhead === undefined ? undefined : addDays(today, field.daysAhead)
  if (farthest && on > farthest) return refuse('tooFar', ANSWER_WORDS.date.tooFar(farthest))
  return { ok: true, value: on, exact }
}

export function boundDay(bound: number | string | undefined, today: LegalDay): LegalDay | undefined {
  if (bound === 'today') return today
  return typeof bound === 'string' ? parseLegalDay(bound) : undefined
}

/** 一 … 日 */
const dayName = (on: LegalDay) => WEEK_DAYS.charAt((weekday(on) + 6) % 7)
const looksAhead = (field: Field) => field.atLeast !== undefined
const looksBack = (field: Field) => field.atMost === 'today'

/** 48年 is 1948 and 26年 is 2026: a short year is never after this one. */
function fullYear(written: string, today: LegalDay): number {
  const year = numberOf(written)
  if (year >= 100) return year
  const { year: now } = partsOf(today)
  const century = now - (now % 100)
  return century + year > now + 1 ? century - 100 + year : century + year
}

function numberOf(written: string | undefined): number {
  return /^\d+$/.test(written ?? '') ? Number(written) : (readNumber(written ?? '')?.value ?? 0)
}

function refuse(problem: NotAnswered['problem'], say: string): NotAnswered {
  return { ok: false, problem, say }
}
