/**
 * Several people's incomes in one message, and what children give: 我一个月1500，媳妇2000; 儿子每月给500. Added up only when the
 * month was said and every one of the household is spoken of; otherwise spoken of, and asked.
 */
import { wholeNumber } from '../dialogs/answers/chinese-number'
import type { Mention } from './stated'
import { isIncome } from './stated-money'

const FIGURE = '([0-9][0-9,]{2,}|[0-9.]+[万千]|[一二两三四五六七八九][百千万][一二两三四五六七八九零百千]*)'
const PERSON =
  '我|俺|本人|老婆|(?:儿)?媳妇|妻子|老公|丈夫|对象|爱人|老伴|老头子?|老太太?|(?:大|小)?儿子|(?:大|小)?女儿|闺女|爸爸?|妈妈?|爹|娘'
const MONTH = '一个月|每个?月|每月|月'
const SHARE = new RegExp(
  `(?<=^|[，。；、,\\s]|和|跟|家里|口人|我|俺)(${PERSON})((?:(?!${PERSON})[^，。；？0-9一二两三四五六七八九岁]|一个月){0,8}?)${FIGURE}(多|来|左右|上下)?(?:块钱|块|元)?(${MONTH})?(?=[，。；、,\\s？]|能|够|可以|$)`,
  'g',
)
const GIVEN = new RegExp(
  `(?:儿子|女儿|闺女|孩子|子女|儿女)们?(一个月|每个?月|每月)?(?:都|能|会|还|只|就|一共|总共|各|每人)*给(?:我|俺|老人|老两口)?们?(一个月|每个?月|每月)?${FIGURE}(多|来|左右|上下)?(?:块钱|块|元)?(一个月|每个?月|每月)?`,
)
const MONTHLY = /月|工资|退休金|收入/
const UNSURE = /大概|大约|差不多|左右|可能|不到|将近|好像|最多|至少|多$|养老金/
/** Who earns nothing is accounted for. */
const DEPENDENT = /孩子|娃|上学|读书|念书|没有?收入|不挣钱|没工作/
const SIZE = /([0-9一二两三四五六七八九十]+)(?:口|个人)/
const COUPLE = /老两口|两口子|小两口|我们?俩|夫妻俩/

interface Share {
  readonly who: string
  readonly fen: number | undefined
  readonly monthly: boolean
  readonly words: string
}

export function sharedIncomes(text: string): Mention[] {
  const shares = [...text.matchAll(SHARE)].flatMap(shareIn)
  const people = new Set(shares.map(({ who }) => who))
  if (people.size >= 2 && people.size === shares.length) return [together(shares, text)]
  return [...shares.flatMap(alone), ...given(text)]
}

/** 我一个月1800 and nothing between. */
function alone({ fen, words }: Share): Mention[] {
  const isPlain = new RegExp(`^(?:我|俺|本人)(?:现在|就)?(?:${MONTH})[0-9一二两三四五六七八九]`).test(words)
  return isPlain && fen !== undefined ? [{ fact: 'applicantMonthlyIncomeFen', value: fen, words }] : []
}

function shareIn(match: RegExpMatchArray): Share[] {
  const [words, who = '', between = '', figure = '', more, month] = match
  const read = wholeNumber(figure.replaceAll(',', ''))
  if (!read || !isIncome(words) || /给|[花欠借]|年/.test(between)) return []
  const exact = !read.range && !read.more && !more && !UNSURE.test(between)
  return [
    {
      who,
      fen: exact ? Math.round(read.value * 100) : undefined,
      monthly: MONTHLY.test(between + (month ?? '')),
      words,
    },
  ]
}

function together(shares: readonly Share[], text: string): Mention {
  const fact = 'monthlyHouseholdIncomeFen'
  const words = shares.map((each) => each.words).join('，')
  const size = COUPLE.test(text) ? 2 : (wholeNumber(SIZE.exec(text)?.[1] ?? '')?.value ?? 0)
  const whole = shares.length === size || (shares.length < size && DEPENDENT.test(text))
  const sums = shares.flatMap(({ fen }) => fen ?? [])
  const sure = whole && sums.length === shares.length && shares.some(({ monthly }) => monthly)
  return sure ? { fact, value: sums.reduce((sum, fen) => sum + fen, 0), words } : { fact, words }
}

/** Beside other money, or without the month, it is only spoken of. */
function given(text: string): Mention[] {
  const match = GIVEN.exec(text)
  if (!match || !isIncome(match[0])) return []
  const [words, before, between, figure = '', more, after] = match
  const read = wholeNumber(figure)
  const fact = 'applicantMonthlyIncomeFen'
  const only = !/退休|养老金|工资|打工|种地|低保/.test(text)
  const each = /各|每人/.test(words)
  const exact = read && !read.range && !read.more && !more && !each && (before ?? between ?? after) !== undefined
  return [exact && only ? { fact, value: Math.round(read.value * 100), words } : { fact, words }]
}
