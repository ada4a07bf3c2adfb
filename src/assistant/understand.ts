/** What a message is about: programmes, facets, region, day. Small readable finders over the vocabulary, no model. */

import { type LegalDay, legalDay, partsOf } from '../domain/legal-day'
import type { Facet, ProgrammeId } from '../domain/programme'
import type { Knowledge } from '../knowledge/knowledge'
import { type Normalise, plainText } from '../knowledge/normalise'
import { remember } from '../knowledge/remember'
import { withoutFarNames } from './foreign-place'

export interface Understanding {
  /** The question in the knowledge's own spelling, polite padding removed. */
  readonly text: string
  /** Programmes named, in the order they are said. */
  readonly programmes: readonly ProgrammeId[]
  readonly facets: readonly Facet[]
  /** 离婚怎么办理: nothing said but what is done, and a facet of it. */
  readonly isPlain?: boolean
  readonly region?: string | undefined
  /** The town named, when the region was understood from it or holds it. */
  readonly town?: string | undefined
  readonly on?: LegalDay | undefined
}

export type Understand = (text: string, today: LegalDay) => Understanding

export function understander(knowledge: Knowledge, normalise: Normalise): Understand {
  const names = programmeNames(knowledge, normalise)
  const facetWords = facetNames(knowledge, normalise)
  const verbs = verbNames(knowledge, normalise)
  const padding = knowledge.vocabulary.stopPhrases.map(normalise).sort((a, b) => b.length - a.length)
  const regions = regionNames(knowledge)
  const understood = remember((key): Understanding => {
    const today = key.slice(0, 10)
    const raw = withoutMasked(key.slice(10))
    const place = placeOf(raw, findNames(normalise(raw), regions)[0]?.meaning, knowledge)
    const text = withoutPadding(withoutTown(normalise(withoutFarNames(raw)), place), padding)
    const found = findNames(text, names)
    const facets = findNames(blank(text, found).replace(HOW_MUCH, '多少钱'), facetWords)
    const verb = found.length === 0 ? verbs.get(blank(text, facets).replace(AROUND_VERB, '')) : undefined
    return {
      text,
      programmes: verb ? [verb] : found.map((each) => each.meaning),
      facets: facets.map((each) => each.meaning),
      isPlain: verb !== undefined,
      ...place,
      on: dayAskedFor(text, today),
    }
  })
  return (raw, today) => understood(today + raw)
}

/** 我的身份证是342*************39 tells who asks, not what about: the word would be taken for a question on papers. */
function withoutMasked(text: string): string {
  return text.replace(
    /(我的?|本人)?(身份证|手机|电话|银行卡)?(号码?)?[是为:：]?\s*\d{2,4}\*{3,}[\dXx]+[，,。；\s]*/g,
    '',
  )
}

interface Place {
  readonly region?: string
  readonly town?: string
}

/** No stored question names a town: 灵城镇的低保 is asked as 低保, 户口在灵城镇 as 户口在灵璧县. */
function withoutTown(text: string, { region, town }: Place): string {
  return town && region ? text.replaceAll(`${town}的`, '').replaceAll(town, region) : text
}

/** A county named wins over a town that lies elsewhere; a town named narrows the city to its county. */
function placeOf(raw: string, region: string | undefined, { regions }: Knowledge): Place {
  const towns = regions.townsIn(plainText(withoutFarNames(raw)))
  const town = towns.find((each) => region === undefined || regions.holdsIn(region, each.within))
  if (town) return { region: town.within, town: town.name }
  return region === undefined ? {} : { region }
}

interface Name<T> {
  readonly word: string
  readonly meaning: T
}

interface Found<T> extends Name<T> {
  readonly at: number
  /** Place in the list: of names equally long, the earlier wins. */
  readonly rank: number
}

/** A name two programmes share (declared in ambiguous.yaml) names neither. */
function programmeNames(knowledge: Knowledge, normalise: Normalise): Names<ProgrammeId> {
  const names = [...knowledge.programmes.values()].flatMap((each) =>
    [each.title, each.short, ...each.aliases, ...each.colloquial].map((name) => ({
      word: normalise(name),
      meaning: each.id,
    })),
  )
  const owners = new Map<string, ProgrammeId | 'several'>()
  for (const { word, meaning } of names)
    owners.set(word, (owners.get(word) ?? meaning) === meaning ? meaning : 'several')
  return byFirst(names.filter(({ word }) => owners.get(word) !== 'several'))
}

/** 离婚怎么办理: what is done, where nothing is said beside it but a facet. */
function verbNames(knowledge: Knowledge, normalise: Normalise): ReadonlyMap<string, ProgrammeId> {
  const all = [...knowledge.programmes.values()].flatMap((each) =>
    each.verbs.map((verb) => ({ verb: normalise(verb), id: each.id })),
  )
  const owners = (said: string) => new Set(all.flatMap(({ verb, id }) => (verb === said ? [id] : []))).size
  return new Map(all.flatMap(({ verb, id }) => (owners(verb) === 1 ? [[verb, id] as const] : [])))
}

/** 低保多少: with nothing after it, money is meant. */
const HOW_MUCH = /多少[呢啊呀？?。]*$/

const AROUND_VERB = /[\s\u3000，。？！?!.的要呢吗啊呀吧]|^(我|俺|我们|请问|想|那)+/g

function facetNames(knowledge: Knowledge, normalise: Normalise): Names<Facet> {
  return byFirst(
    [...knowledge.vocabulary.facets].flatMap(([facet, words]) =>
      [facet, ...words].map((word) => ({ word: normalise(word), meaning: facet })),
    ),
  )
}

function regionNames(knowledge: Knowledge): Names<string> {
  return byFirst(
    knowledge.regions
      .all()
      .filter((region) => region.name !== '全国')
      .flatMap((region) => [region.name, ...region.aliases].map((word) => ({ word, meaning: region.name }))),
  )
}

/** Names by the character they begin with. */
type Names<T> = ReadonlyMap<string, readonly (Name<T> & { readonly rank: number })[]>

function byFirst<T>(names: readonly Name<T>[]): Names<T> {
  const first = new Map<string, (Name<T> & { readonly rank: number })[]>()
  names.forEach((name, rank) => {
    if (name.word.length < 2) return
    const key = name.word.charAt(0)
    first.set(key, [...(first.get(key) ?? []), { ...name, rank }])
  })
  return first
}

/** Longest names first, none overlapping another; each meaning once, in the order said. */
function findNames<T>(text: string, names: Names<T>): Found<T>[] {
  const said: Found<T>[] = []
  for (let at = 0; at < text.length; at++)
    for (const name of names.get(text.charAt(at)) ?? []) if (text.startsWith(name.word, at)) said.push({ ...name, at })
  said.sort((a, b) => b.word.length - a.word.length || a.rank - b.rank || a.at - b.at)
  const taken = new Uint8Array(text.length)
  const found = said.filter(({ at, word }) => {
    if (taken.subarray(at, at + word.length).includes(1)) return false
    taken.fill(1, at, at + word.length)
    return true
  })
  found.sort((a, b) => a.at - b.at)
  return found.filter((each, i) => found.findIndex((other) => other.meaning === each.meaning) === i)
}

/** Programme names blanked out, so that 申请 inside a title is not read as a facet. */
function blank(text: string, found: readonly Found<unknown>[]): string {
  return found.reduce(
    (rest, { at, word }) => rest.slice(0, at) + '　'.repeat(word.length) + rest.slice(at + word.length),
    text,
  )
}

function withoutPadding(text: string, padding: readonly string[]): string {
  let rest = text
  for (const phrase of padding) rest = rest.replaceAll(phrase, ' ')
  rest = rest.replace(/\s+/g, ' ').trim()
  return rest === '' ? text : rest
}

const RULE_DAY =
  /(去年|前年|明年|后年|(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?)(?:的时候|的|时|那会儿|以前|之前)?[^，。？！]{0,8}?(?:规定|政策|标准|规矩|要求|条例|办法|多少|涨到|涨不涨|发不发|还有没有)/
/** 那去年呢: a day alone, after an answer. */
const DAY_ALONE =
  /^(?:那|那么)?(?:换成|改成|按|按照)?(去年|前年|明年|后年|(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?)(?:的|的时候|的规定|的政策|的标准)?[呢吧来算]*[？?]?$/
/** Back from another day: 现在的规定呢. Elsewhere 现在 is the day the caller chose. */
const RULES_OF_TODAY =
  /^(那|那么)?((换成|改成|换回|按|按照)(现在|目前|如今|今天|今年)的?(规定|政策|标准|规矩|要求)?[呢吧来算]*[？?。]?$|(现在|目前|如今|今天)的?(规定|政策|标准|规矩|要求)?呢)/
const YEARS_AWAY: Readonly<Record<string, number>> = { 去年: -1, 前年: -2, 明年: 1, 后年: 2 }

/** The day whose rules are asked for (去年的标准, 2025年5月9日的规定); a date in a story is not one. */
function dayAskedFor(text: string, today: LegalDay): LegalDay | undefined {
  if (RULES_OF_TODAY.test(text)) return today
  const match = DAY_ALONE.exec(text) ?? RULE_DAY.exec(text)
  if (!match) return undefined
  const { year, month, day } = partsOf(today)
  const away = YEARS_AWAY[match[1] ?? '']
  if (away !== undefined)
    return away > 0 ? legalDay(year + away, 1, 1) : legalDay(year + away, month, Math.min(day, 28))
  const asked = Number(match[2])
  if (asked === year && !match[3]) return undefined
  if (asked > year) return legalDay(asked, Number(match[3] ?? 1), Number(match[4] ?? 1))
  return legalDay(asked, Number(match[3] ?? 12), Number(match[4] ?? (match[3] ? 1 : 31)))
}
