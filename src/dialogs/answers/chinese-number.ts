/**
 * Numbers as people write and say them: 2300, 2,300.5, 0.23万, 两千三, 一万二, 三百零五, 2千3. A number that is really
 * two (两三千, 两千三四, 几百) is read as a range and never settled by guessing.
 */
export interface ReadNumber {
  readonly value: number
  readonly length: number
  /** Said as “between”: 两三千, 几百. */
  readonly range: boolean
  /** Said as “and some more”: 两千多, 八十挂零. */
  readonly more: boolean
}

const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  幺: 1,
  二: 2,
  贰: 2,
  两: 2,
  俩: 2,
  三: 3,
  叁: 3,
  仨: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
}
const UNITS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }
const MYRIADS: Readonly<Record<string, number>> = { 万: 10_000, 萬: 10_000, 亿: 100_000_000 }

const RUN =
  /^(?:\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[零〇一壹幺二贰两俩三叁仨四肆五伍六陆七柒八捌九玖十拾百佰千仟万萬亿几])+/
const TOKENS = /\d[\d,]*(?:\.\d+)?|./gu
const MORE = /^(?:大几|多|来|余|出头|挂零|开外|好几|把(?=[块元个]|$))/

export function readNumber(text: string): ReadNumber | undefined {
  const run = RUN.exec(text)?.[0]
  if (run === undefined || /^[万萬亿]/.test(run)) return undefined
  const read = readRun(run.match(TOKENS) ?? [])
  if (!read) return undefined
  const after = MORE.exec(text.slice(run.length))
  return { ...read, length: run.length + (after?.[0].length ?? 0), more: after !== null }
}

/** The whole text is one number. */
export function wholeNumber(text: string): ReadNumber | undefined {
  const read = readNumber(text)
  return read && read.length === text.length ? read : undefined
}

function readRun(tokens: readonly string[]): { value: number; range: boolean } | undefined {
  if (tokens.length >= 2 && tokens.every((token) => token in DIGITS)) return readDigits(tokens)
  let total = 0
  let section = 0
  let number: number | undefined
  let unit = 1
  let zero = false
  let range = tokens.includes('几')
  for (const token of tokens) {
    const digit = token === '几' ? 0 : DIGITS[token]
    const small = UNITS[token]
    const large = MYRIADS[token]
    if (digit !== undefined || /^\d/.test(token)) {
      if (number !== undefined) range = true
      if (digit === 0 && token !== '几') zero = true
      else number = digit ?? Number(token.replaceAll(',', ''))
    } else if (small !== undefined) {
      section += (number ?? 1) * small
      number = undefined
      unit = small
      zero = false
    } else if (large !== undefined) {
      total = (total + section + (number ?? 0)) * large
      section = 0
      number = undefined
      unit = large
      zero = false
    } else return undefined
  }
  const tail = number === undefined ? 0 : isShorthand(number, unit, zero) ? (number * unit) / 10 : number
  return { value: round(total + section + tail), range }
}

/** 一九四八 is spelled digit by digit; 三四 and 三五 alone are “three or four”, “three to five”. */
function readDigits(tokens: readonly string[]): { value: number; range: boolean } {
  const value = Number(tokens.map((token) => DIGITS[token]).join(''))
  return { value, range: tokens.length === 2 && !tokens.some((token) => DIGITS[token] === 0) }
}

/** 两千三 is 2300 and 一万二 is 12000; 三十五 and 一百零五 are not shortened. */
function isShorthand(number: number, unit: number, zero: boolean): boolean {
  return unit >= 100 && !zero && Number.isInteger(number) && number > 0 && number < 10
}

/** 0.23 × 10000 must be 2300, not 2300.0000000000005. */
function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
