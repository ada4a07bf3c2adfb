/**
 * Ages and birth dates said in passing, each with whose they are: 我爸82岁, 虚岁80, 我22她20, 女方2006年12月1日生, 还差两个月满20.
 * What could lie on either side of an age that rules turn on is a range, not an age.
 */
import { readNumber } from '../dialogs/answers/chinese-number'
import { ageOn, type LegalDay, legalDay, partsOf } from '../domain/legal-day'

export type Owner = 'self' | 'elder' | 'spouse' | 'child' | 'man' | 'woman' | 'nobody'

export interface AgeMention {
  readonly owner: Owner
  readonly words: string
  readonly age?: number
  readonly birth?: LegalDay
  /** Said too loosely to tell on which side of an age that rules turn on. */
  readonly range?: readonly [number, number]
}

/** Ages the rules turn on: an age known only to a year may not straddle one. */
const TURNING = [8, 14, 16, 18, 20, 22, 30, 40, 60, 65, 70, 80, 90, 100]

const OWNERS: readonly (readonly [Owner, RegExp])[] = [
  ['woman', /女朋友|未婚妻|女方|女的|女生|女孩|对象女|女(?=\d|[一二三四五六七八九十]|$)|她/g],
  ['man', /男朋友|未婚夫|男方|男的|男生|对象男|男(?=\d|[一二三四五六七八九十]|$)|(?<!其)他(?!妈|爸|们)/g],
  ['spouse', /老伴|老婆|(?<!儿)媳妇|妻子|爱人|老公|丈夫/g],
  ['child', /孩子|小孩|娃|儿子|女儿|闺女|孙子|孙女|外孙女?|侄子|侄女|外甥女?/g],
  [
    'elder',
    /爸爸?|妈妈?|爹|娘|父亲|母亲|爷爷?|奶奶?|姥姥|姥爷|外公|外婆|老人家?|老头|老太太?|公公|婆婆|岳父|岳母|大爷|大娘|叔叔?|伯伯?|舅舅?|姑姑?|姨妈?|邻居|弟弟?|哥哥?|姐姐?|妹妹?/g,
  ],
  [
    'self',
    /本人|自己|(?:我|俺)(?!爸|妈|爹|娘|父|母|爷|奶|姥|外|儿|女|孩|家|老|弟|哥|姐|妹|叔|伯|舅|姑|姨|们|对象|男|孙|侄|公|婆|岳|邻)/g,
  ],
]
const CJK = '零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百'
const AGE = new RegExp(
  `(周岁|虚岁|虚龄|快|不到|没满|不满|未满|没到|将近|满|都|今年|才|刚|已经|了|是)?(\\d{1,3}|[${CJK}]{1,4})(多|几|来|出头)?(周岁|虚岁|岁|了)?(?![${CJK}\\d.]|[个块元月日号年级天万千人口亩平%点分])`,
  'g',
)
const SHORT_OF = new RegExp(
  `(?:差|再过|还有)[^，。]{0,7}(?:月|天|日)[^，。\\d${CJK}]{0,3}(?:满|到|才|就)(\\d{2,3}|[${CJK}]{1,4})(?:周?岁)?`,
  'g',
)
const BIRTH = /((?:19|20)\d{2}|\d{2})[年.\-/](?:(\d{1,2})[月.\-/]?)?(?:(\d{1,2})[日号]?)?(?:出生|生的?|的)?/g

export function ageMentions(text: string, on: LegalDay): readonly AgeMention[] {
  const births = matches(BIRTH, text).flatMap(({ match, at }) => birthMention(match, ownerBefore(text, at), on))
  const short = matches(SHORT_OF, text).flatMap(({ match, at }) => {
    const age = numberOf(match[1])
    return age === undefined ? [] : [{ owner: ownerBefore(text, at), words: match[0], age: age - 1 }]
  })
  const rest = [BIRTH, SHORT_OF].reduce(
    (left, pattern) => left.replace(pattern, (said) => '　'.repeat(said.length)),
    text,
  )
  const ages = matches(AGE, rest).flatMap(({ match, at }) => ageMention(match, rest, at))
  return [...births, ...short, ...ages]
}

function ageMention(match: RegExpExecArray, text: string, at: number): AgeMention[] {
  const [words, before = '', said, more, after = ''] = match
  const value = numberOf(said)
  const numberAt = at + before.length
  const owner = OF_CHILD_AFTER.test(text.slice(at + words.length)) ? 'child' : ownerBefore(text, numberAt)
  const plain = after === '岁' || /[虚周]岁|虚龄/.test(before + after)
  if (value === undefined || value < 1 || value > 120) return []
  if (!plain && !(value >= 14 && owner !== 'nobody' && ownerGap(text, numberAt) <= 4)) return []
  if (before === '快' || before === '将近') return [{ owner, words, ...between(value - 3, value - 1) }]
  if (more) return [{ owner, words, ...within(value, value + (value % 10 === 0 ? 9 : 1)) }]
  if (/虚/.test(before + after)) return [{ owner, words, ...between(value - 2, value - 1) }]
  const under = /^(不到|没满|不满|未满|没到)$/.test(before)
  return [{ owner, words, age: under ? value - 1 : value }]
}

function birthMention(match: RegExpExecArray, owner: Owner, on: LegalDay): AgeMention[] {
  const [words, saidYear, month, day] = match
  const short = Number(saidYear)
  const year = short > 100 ? short : short > partsOf(on).year % 100 ? 1900 + short : 2000 + short
  // A date in a story (去世, 离家出走) is nobody's birthday: it is said to be one, or stands as 98年的.
  if (!/生/.test(words) && !/年.*的$/.test(words)) return []
  if (!/生/.test(words) && (short > partsOf(on).year - 5 || owner === 'nobody')) return []
  const birth = month && day ? legalDay(year, Number(month), Number(day)) : undefined
  if (birth) return birth > on ? [] : [{ owner, words, birth, age: ageOn(birth, on) }]
  const now = partsOf(on)
  const whole = now.year - year
  const months = month ? Number(month) - now.month : 0
  const known = months < 0 ? { age: whole } : months > 0 ? { age: whole - 1 } : between(whole - 1, whole)
  return whole >= 0 && whole < 120 ? [{ owner, words, ...known }] : []
}

const straddles = (low: number, high: number) => TURNING.some((turn) => low < turn && turn <= high)

/** One age for "either of the two", if no rule tells them apart: the older, or for 八十多 the one that is sure. */
function between(low: number, high: number): Pick<AgeMention, 'age' | 'range'> {
  return straddles(low, high) ? { range: [low, high] } : { age: high }
}

function within(low: number, high: number): Pick<AgeMention, 'age' | 'range'> {
  return straddles(low, high) ? { range: [low, high] } : { age: low }
}

/** 5岁孩子, 八岁的娃. */
const OF_CHILD_AFTER = /^的?(?:小)?(?:孩子?|娃|儿子|女儿|闺女|孙子|孙女|男孩|女孩)/
const MOST_APART = 14

/** The nearest owner said before, in the same sentence. */
export function ownerBefore(text: string, at: number): Owner {
  return nearestOwner(text, at)?.owner ?? 'nobody'
}

function ownerGap(text: string, at: number): number {
  return at - (nearestOwner(text, at)?.end ?? -99)
}

function nearestOwner(text: string, at: number): { owner: Owner; end: number } | undefined {
  const from = Math.max(text.lastIndexOf('。', at), text.lastIndexOf('；', at), at - MOST_APART) + 0
  const before = text.slice(Math.max(0, from), at)
  let nearest: { owner: Owner; end: number } | undefined
  for (const [owner, pattern] of OWNERS)
    for (const { match, at: start } of matches(pattern, before)) {
      const end = Math.max(0, from) + start + match[0].length
      if (!nearest || end > nearest.end) nearest = { owner, end }
    }
  return nearest
}

function matches(pattern: RegExp, text: string): { match: RegExpExecArray; at: number }[] {
  return [...text.matchAll(pattern)].map((match) => ({ match, at: match.index }))
}

function numberOf(text: string | undefined): number | undefined {
  const read = text === undefined ? undefined : readNumber(text)
  return read && !read.range && !read.more && read.length === text?.length ? read.value : undefined
}
