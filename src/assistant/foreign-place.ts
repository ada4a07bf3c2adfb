/**
 * Whether a question asks about the rules of a place we do not answer for: 大连的高龄补贴. Somebody who comes from there
 * (户口在四川, 江苏盐城人) or speaks of it in passing asks about ours.
 */
import type { Facet, ProgrammeId } from '../domain/programme'
import type { Knowledge } from '../knowledge/knowledge'
import type { Paragraph, Passage } from '../knowledge/passage'
import { remember } from '../knowledge/remember'
import places from './places.json'

const FROM_THERE =
  /(户口|户籍|老家|娘家|婆家|家|人|身份证)(是|在|还在|落在)?$|[我他她们俩]是?$|[是从嫁娶]$|(嫁到|回|去|来自|原来?是|结婚是|去年在)$/
const OF_A_PERSON =
  /^(市|省|那边|那里)?(的)?(本地)?(人(?!民)|户口|户籍|打工|上班|工作|务工|媳妇|老婆|老公|姑娘|小伙|读书|上学|住|生活|领的|办的|结的|登记的|身份证|住院|看病|治病|做手术|开刀|买|租|花|去世|死|上大学|打零工|挣|干活|带孩子|照顾|跟|和)|^[王李张刘陈杨赵黄周吴某\u4e00-\u9fa5]{1,3}(先生|女士|某)/
const OUR_PLACE = /这边|这里|这儿|你们这|咱们?这|本地|当地|本市/

const COUNTIES = Object.values(places.counties).flatMap((names) => names.split(' '))
const NAMES = [...places.cities, ...places.provinces, ...COUNTIES].sort((a, b) => b.length - a.length)
const ANY = new RegExp(NAMES.join('|'), 'g')
const OVERSEAS = /香港|澳门|台湾/
const COUNTRY = new RegExp([...places.countries].sort((a, b) => b.length - a.length).join('|'), 'g')

/** Which far place it is seldom matters to a question: 在厦门离婚 is 在外地离婚, 老挝女朋友 is 外国女朋友. */
export const withoutFarNames = remember((text) =>
  text.replace(ANY, (name) => (OVERSEAS.test(name) ? name : '外地')).replace(COUNTRY, '外国'),
)

/** 那香港的呢, after a word on marriage, is about whom one marries. */
export const isOverseas = (place: string) => OVERSEAS.test(place)

/** The foreign place whose rules are asked for; undefined when our own region is named too. */
export function foreignPlaceIn(text: string, knowledge: Knowledge): string | undefined {
  if (OUR_PLACE.test(text) || knowsRegion(text, knowledge)) return undefined
  for (const match of text.matchAll(ANY)) {
    const before = text.slice(Math.max(0, match.index - 6), match.index)
    const after = text.slice(match.index + match[0].length)
    if (!FROM_THERE.test(before) && !OF_A_PERSON.test(after)) return match[0]
  }
  return undefined
}

/** An amount, a fee, an hour, an address: set by each place itself, and never the same as ours. */
const SET_BY_THEM =
  /标准|金额|发多少|给多少|多少钱|多少$|几百|几块|火化费|收费|免不免|免费吗|预约|怎么约|电话|地址|火葬场|殡仪馆在|登记处在|几点|上班吗|周[六日末]|(有|发)(没有)?钱吗?|几岁(开始|能|就)|(更|高不|低不)高|高(吗|还是)|(补贴|津贴|补助|优待|政策)[？?]?$/

interface About {
  readonly facets: readonly Facet[]
  readonly programmes: readonly ProgrammeId[]
}

export const asksWhatTheySet = (text: string, { facets, programmes }: About) =>
  (facets.includes('标准') && programmes.length > 0) || SET_BY_THEM.test(text)

function knowsRegion(text: string, { regions }: Knowledge): boolean {
  if (regions.townsIn(withoutFarNames(text)).length > 0) return true
  const ours = [regions.find(regions.home), ...regions.partsOf(regions.home)]
  return ours.some((each) => each && (text.includes(each.name) || each.aliases.some((word) => text.includes(word))))
}

/** Quoting it elsewhere would mislead: it rests on, or speaks of, what our city or province has set. */
export function isLocal(passage: Passage, paragraphs: readonly Paragraph[], knowledge: Knowledge): boolean {
  const [first] = paragraphs
  if (!first) return false
  const { home } = knowledge.regions
  const ours = knowledge.regions.chain(home).filter((name) => name !== '全国')
  const short = ours.flatMap((name) => [name, ...(knowledge.regions.find(name)?.aliases ?? [])])
  return (
    ours.includes(first.region) ||
    first.basis.some(({ source }) => ours.includes(knowledge.sources.get(source)?.region ?? '全国')) ||
    first.text.includes('{{standard:') ||
    short.some((name) => first.text.includes(name)) ||
    (passage.facet === '标准' && passage.kind === 'policy')
  )
}
