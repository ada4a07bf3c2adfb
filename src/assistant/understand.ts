/** What a message is about: programmes, facets, region, day. Small readable finders over the vocabulary, no model. */
import { type LegalDay, legalDay, partsOf } from '../domain/legal-day'
import type { Facet, ProgrammeId } from '../domain/programme'
import type { Knowledge } from '../knowledge/knowledge'
import type { Normalise } from '../knowledge/normalise'
import { withoutFarNames } from './foreign-place'

export interface Understanding {
  /** The question in the knowledge's own spelling, polite padding removed. */
  readonly text: string
  /** Programmes named, in the order they are said. */
  readonly programmes: readonly ProgrammeId[]
  readonly facets: readonly Facet[]
  readonly region?: string | undefined
  readonly on?: LegalDay | undefined
}

export type Understand = (text: string, today: LegalDay) => Understanding

export function understander(knowledge: Knowledge, normalise: Normalise): Understand {
  const names = programmeNames(knowledge, normalise)
  const facetWords = facetNames(knowledge, normalise)
  const padding = knowledge.vocabulary.stopPhrases.map(normalise).sort((a, b) => b.length - a.length)
  const regions = regionNames(knowledge)
  return (raw, today) => {
    const text = withoutPadding(normalise(withoutFarNames(raw)), padding)
    const found = findNames(text, names)
    return {
      text,
      programmes: found.map((each) => each.meaning),
      facets: findNames(blank(text, found), facetWords).map((each) => each.meaning),
      region: findNames(normalise(raw), regions)[0]?.meaning,
      on: dayAskedFor(text, today),
    }
  }
}

interface Name<T> {
  readonly word: string
  readonly meaning: T
}

interface Found<T> extends Name<T> {
  readonly at: number
}

function programmeNames(knowledge: Knowledge, normalise: Normalise): Name<ProgrammeId>[] {
  return byLength(
    [...knowledge.programmes.values()].flatMap((each) =>
      [each.title, each.short, ...each.aliases, ...each.colloquial].map((name) => ({
        word: normalise(name),
        meaning: each.id,
      })),
    ),
  )
}

function facetNames(knowledge: Knowledge, normalise: Normalise): Name<Facet>[] {
  return byLength(
    [...knowledge.vocabulary.facets].flatMap(([facet, words]) =>
      [facet, ...words].map((word) => ({ word: normalise(word), meaning: facet })),
    ),
  )
}

function regionNames(knowledge: Knowledge): Name<string>[] {
  return byLength(
    knowledge.regions
      .all()
      .filter((region) => region.name !== '全国')
      .flatMap((region) => [region.name, ...region.aliases].map((word) => ({ word, meaning: region.name }))),
  )
}

const byLength = <T>(names: Name<T>[]) =>
  names.filter((name) => name.word.length > 1).sort((a, b) => b.word.length - a.word.length)

/** Longest names first, none overlapping another; each meaning once, in the order said. */
function findNames<T>(text: string, names: readonly Name<T>[]): Found<T>[] {
  const taken = new Array<boolean>(text.length).fill(false)
  const found: Found<T>[] = []
  for (const name of names) {
    for (let at = text.indexOf(name.word); at >= 0; at = text.indexOf(name.word, at + 1)) {
      if (taken.slice(at, at + name.word.length).some(Boolean)) continue
      taken.fill(true, at, at + name.word.length)
      found.push({ ...name, at })
    }
  }
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
  /^(?:那|那么)?(去年|前年|明年|后年|(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?)(?:的|的时候)?呢?[？?]?$/
/** Back from another day: 现在的规定呢. Elsewhere 现在 is the day the caller chose. */
const RULES_OF_TODAY = /^(那|那么)?(现在|目前|如今|今天)的?(规定|政策|标准|规矩|要求)?呢/
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
