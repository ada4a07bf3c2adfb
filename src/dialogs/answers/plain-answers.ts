/** The smaller kinds of answer: counts of people or things, regions, addresses and free text. */
import type { Region } from '../../domain/region'
import type { Field } from '../dialog'
import { bare, halfWidth } from '../hear'
import type { AnswerContext, NotAnswered, Parsed, ReadAnswer } from './answer-type'
import { ANSWER_WORDS } from './answer-words'
import { readNumber } from './chinese-number'

const ALONE =
  /^(?:就|只有|只|家里就|家里只有)?(?:我|本人|自己)?(?:自己)?(?:一个人?|一人|1个人?|1人|独自|单独|自己一个人?)$|^就我(?:自己)?$|^只有我$/
const COUNT_WORDS: readonly [RegExp, number][] = [
  [
    /两口子|小两口|老两口|我俩|俺俩|俩人|他俩|^俩$|^(?:就)?(?:我|俺)(?:和|跟|同)(?:我|俺)?(?:老伴|老婆|老公|媳妇|丈夫|妻子|妈|爸|娘|爹|儿子|女儿|闺女|孩子)(?:一起)?(?:过|住)?$/,
    2,
  ],
  [/仨/, 3],
]

export const readCount: ReadAnswer = (text, field) => {
  const said = bare(text).replace(/^(?:我们?|咱们?)?(?:家|一家)(?:里)?(?=[\d一二两三四五六七八九十])/, '')
  if (ALONE.test(said)) return inBounds(1, field)
  if (/^(?:没有|没|无|零|一个也没有|一个都没有|没人)$/.test(said)) return inBounds(0, field)
  const word = COUNT_WORDS.find(([pattern]) => pattern.test(said))
  if (word && !/\d/.test(said)) return inBounds(word[1], field)
  const start = said.search(/[\d零〇一二两三四五六七八九十百几]/)
  const read = start < 0 ? undefined : readNumber(said.slice(start))
  if (!read) return refuse('unrecognised', ANSWER_WORDS.count.unrecognised)
  const after = said.slice(start + read.length)
  if (!/^\s*(?:$|个|口|位|名|人|岁|次|套|辆|间|处|家|户|左右)/.test(after) || said.length > 16)
    return refuse('unrecognised', ANSWER_WORDS.count.unrecognised)
  if (read.range || read.more) return refuse('range', ANSWER_WORDS.count.range)
  if (!Number.isInteger(read.value)) return refuse('range', ANSWER_WORDS.count.range)
  return inBounds(read.value, field, AROUND_COUNT.test(said.slice(0, start)) && COUNTED.test(after))
}

/** “两个孩子” beside other words counts children, not what was asked. */
const AROUND_COUNT = /^(?:一共|总共|全家|共|有|就|是|大概|连|我|您|本人|在内|家里|一起|生活|的|[\s,，])*$/
const COUNTED = /^\s*(?:个|口|位|名|岁|次|套|辆|间|处|家|户)?(?:人|左右)*$/

function inBounds(value: number, field: Field, exact = true): Parsed {
  const [least, most] = [numberOr(field.atLeast, 0), numberOr(field.atMost, 1000)]
  if (value < least) return refuse('tooSmall', ANSWER_WORDS.count.tooSmall(least))
  if (value > most) return refuse('tooLarge', ANSWER_WORDS.count.tooLarge(most))
  return { ok: true, value, exact }
}

/** A county of the home city; a place named only to be denied (“不是埇桥”) does not count. */
export const readRegion: ReadAnswer = (text, _field, context) => {
  const plain = halfWidth(text).replace(/\s/g, '')
  const counties = context.regions.partsOf(context.regions.home)
  const numbered = counties[Number(/^(?:第|选)?([1-9])(?:个|号)?$/.exec(plain)?.[1] ?? 0) - 1]
  const named = numbered ? [numbered] : countiesSaid(counties, plain, context)
  const [county] = named
  const names = counties.map((each) => each.name).join('、')
  if (named.length > 1) return refuse('several', ANSWER_WORDS.region.several)
  if (county)
    return {
      ok: true,
      value: county.name,
      exact: isAlone(county, plain.replace(townOf(county, plain, context) ?? '', '')),
    }
  const home = context.regions.find(context.regions.home)
  if (home && isMentioned(home, plain)) return refuse('tooBroad', ANSWER_WORDS.region.tooBroad(names))
  if (
    /^(?:我|户口|户籍|家|他|她|老人)?(?:是|在|的)*\p{Script=Han}{2,8}(?:省|市|县|区|自治州|旗)(?:的|人)?$/u.test(
      bare(plain),
    )
  )
    return refuse('elsewhere', ANSWER_WORDS.region.elsewhere(context.regions.home, names))
  return refuse('unrecognised', ANSWER_WORDS.region.unrecognised(names))
}

/** By their own names, else by the town named. */
function countiesSaid(counties: readonly Region[], text: string, context: AnswerContext): readonly Region[] {
  const named = counties.filter((each) => isMentioned(each, text))
  return named.length > 0 ? named : counties.filter((each) => townOf(each, text, context) !== undefined)
}

/** 户口在灵城镇: the county of a town named. */
function townOf(county: Region, text: string, { regions }: AnswerContext): string | undefined {
  return regions.townsIn(text).find((town) => town.within === county.name)?.name
}

/** Nothing else was said: “户口是灵璧县的”. */
function isAlone(county: Region, text: string): boolean {
  const rest = [county.name, ...county.aliases].reduce((left, word) => left.replace(word, ''), text)
  return /^(?:[,，。.:：\d]|第|个|我|我们|他|她|老人|本人|们|家|老家|户口|户籍|住|就|在|是|的|人|那边|这边|那里|这里|县|区|安徽省?|宿州市?)*$/.test(
    rest,
  )
}

function isMentioned(region: Region, text: string): boolean {
  return [region.name, ...region.aliases].some((word) => {
    const at = text.indexOf(word)
    return at >= 0 && !/(?:不是|不在|不归|不属于|而非)$/.test(text.slice(0, at))
  })
}

const PLACE_SIGNS =
  /[省市县镇乡村庄路街巷屯寨]|社区|小区|花园|大队|单元|养老院|敬老院|福利院|附近|隔壁|对面|[\d一二三四五六七八九十](?:号|栋|幢|楼|组|室|里|区)/
/** Signs of a story: one makes an address doubtful, two or a strong one make it none. */
const NARRATIVE = /[的有能可将被就都很也与各这是对要会没不了想让说吗呢怎么]|人(?=[,，]|$)/g
const STORY = /离婚|结婚|申请|投诉|举报|要求|什么|因为|但是|经常|希望|建议|老婆|老公|补贴|管理|为什么/

export const readAddress: ReadAnswer = (text, field, context) => {
  const most = numberOr(field.atMost, 100)
  const place = text
    .trim()
    .replace(/^(?:我|他|她|老人|现在)?(?:们)?(?:家)?(?:现在)?(?:的)?(?:地址)?(?:就)?(?:住在|住|在|是|[:：])\s*/, '')
  const doubts = (place.match(NARRATIVE) ?? []).length
  if (!/\p{Script=Han}/u.test(place) || !PLACE_SIGNS.test(place) || doubts >= 2 || STORY.test(place))
    return refuse('unrecognised', ANSWER_WORDS.address.unrecognised)
  if (isOnlyRegion(place, context) || [...place].length < numberOr(field.atLeast, 4))
    return refuse('tooShort', ANSWER_WORDS.address.tooShort)
  if ([...place].length > most) return refuse('tooLong', ANSWER_WORDS.address.tooLong(most))
  return { ok: true, value: place, exact: doubts === 0 }
}

function isOnlyRegion(place: string, { regions }: AnswerContext): boolean {
  let rest = bare(place)
  for (const region of regions.all()) {
    for (const word of [region.name, ...region.aliases]) rest = rest.replace(word, '')
  }
  return rest.length < 2
}

/** A phone or an identity number is no story and no place. */
const LONE_NUMBER = /^[\d\s()+-]{9,}[Xx]?$/

export const readText: ReadAnswer = (text, field) => {
  const words = text.trim()
  const letters = [...words.replace(/[^\p{L}\p{N}]/gu, '')].length
  const most = numberOr(field.atMost, 1000)
  if (letters === 0) return refuse('unrecognised', ANSWER_WORDS.text.unrecognised)
  if (LONE_NUMBER.test(words)) return refuse('unrecognised', ANSWER_WORDS.text.number)
  if (letters < numberOr(field.atLeast, 1)) return refuse('tooShort', ANSWER_WORDS.text.tooShort)
  if ([...words].length > most) return refuse('tooLong', ANSWER_WORDS.text.tooLong(most))
  return { ok: true, value: words, exact: true }
}

function numberOr(bound: number | string | undefined, otherwise: number): number {
  return typeof bound === 'number' ? bound : otherwise
}

function refuse(problem: NotAnswered['problem'], say: string): NotAnswered {
  return { ok: false, problem, say }
}
