/**
 * A screening goes on: the answer to the one question we asked, 不清楚, more facts told, or a correction (不对，是一千八).
 * What a new fact makes stale goes: an age said before the birth date, income per head before the household's.
 */
import { wholeNumber } from '../dialogs/answers/chinese-number'
import type { FactDefinition, FactName, Facts, FactValue } from '../domain/facts'
import { legalDay } from '../domain/legal-day'
import type { Knowledge } from '../knowledge/knowledge'
import { isStated, type Mention, type StatedFact } from './stated'

export interface Screening {
  readonly asking?: FactName | undefined
  readonly programmes: readonly string[]
  /** Asked and not known: not asked again. */
  readonly skipped?: readonly FactName[] | undefined
}

export interface Continued {
  readonly facts: Facts
  readonly said: readonly Mention[]
  readonly skipped: readonly FactName[]
}

interface Before {
  readonly screening?: Screening | undefined
  readonly facts: Facts
}

const YES = /^(是|是的|对|对的|有|有的|嗯|能|会|可以|愿意|符合|没错)(的|啊|呀|呢)?[。！!]?$/
const NO = /^(不是|不|没有|没|无|不能|不会|不对|不符合|否)(的|啊|呀|呢)?[。！!]?$/
const NOT_KNOWN =
  /^(我|也|这个|还)*(不清楚|不知道|不晓得|不懂|说不清|说不准|没做过|没评过|没认定过|跳过|不想说|不记得|记不清)(了|楚|啊|呢)?[。！!]?$/
const BY_NOMINAL_AGE = /^(是|我说的是|按|说的)?(的是)?(虚岁|虚龄)(的|啊)?[。！!]?$/
const ASKS = /[吗么呢？?]|怎么|咋|如何|什么|哪|多少|多久|几天|能不能|可不可以|材料|人工|办理|问问|想问|问一下|咨询|申请/
const CORRECTS =
  /^(?:不对|错了|弄错了|听错了|说错了|我说错了|更正|纠正)(?:了|一下)?[，,。！!\s]*(?:应该|其实)?(?:是|改成)?|^不是[^，,]{0,12}?[，,](?:而)?(?:应该)?是|^应该是/

/** Undefined when the message does not go on with what we asked. */
export function continueScreening(
  text: string,
  heard: readonly Mention[],
  { screening, facts }: Before,
  knowledge: Knowledge,
): Continued | undefined {
  if (!screening) return undefined
  const said = text.trim()
  const { asking, skipped = [] } = screening
  if (NOT_KNOWN.test(said)) return asking ? { facts, said: [], skipped: [...skipped, asking] } : undefined
  if (BY_NOMINAL_AGE.test(said)) return { facts: without(facts, ['applicantAge']), said: [], skipped }
  const stated = heard.filter(isStated)
  const definition = asking === undefined ? undefined : knowledge.facts.get(asking)
  const answered =
    corrected(said, stated, facts, knowledge) ??
    (definition && answerTo(definition, said, knowledge)) ??
    (stated.length > 0 && !ASKS.test(said) ? heard : undefined)
  return answered && { facts: withNews(facts, answered.filter(isStated), knowledge), said: answered, skipped }
}

function answerTo(definition: FactDefinition, text: string, knowledge: Knowledge): Mention[] | undefined {
  const value = readValue(text, definition) ?? placed(text, definition.name, knowledge)
  return value === undefined ? undefined : [{ fact: definition.name, value, words: text }]
}

function readValue(text: string, { kind, choices }: FactDefinition): FactValue | undefined {
  if (kind === 'boolean') return YES.test(text) ? true : NO.test(text) ? false : undefined
  if (kind === 'choice') return chosen(text.replace(/[的了。！!]+$/, ''), choices ?? {})
  if (kind === 'date') return readBirth(text)
  const number = wholeNumber(text.replace(/(块钱|块|元|个人|口人|人|个|岁|周岁|每月|一个月)+$/, ''))
  if (!number || number.range || number.more) return undefined
  return kind === 'fen' ? Math.round(number.value * 100) : Number.isInteger(number.value) ? number.value : undefined
}

/** The label, or the beginning of one label only: 有 begins two of them and says neither. */
function chosen(text: string, choices: Readonly<Record<string, string>>): string | undefined {
  const labels = Object.entries(choices)
  const whole = labels.find(([, label]) => label === text)
  const begun = text === '' ? [] : labels.filter(([, label]) => label.startsWith(text))
  return whole?.[0] ?? (begun.length === 1 ? begun[0]?.[0] : undefined)
}

const OF_A_PLACE = ['hukouInSuzhou', 'hukouInAnhui', 'livesInSuzhou']

/** 灵璧 answers whether it is in 宿州. */
function placed(text: string, fact: FactName, { regions }: Knowledge): boolean | undefined {
  if (!OF_A_PLACE.includes(fact)) return undefined
  const name = text.replace(/^(在|是|就在)/, '').replace(/(的|人|这边|这里|。)+$/, '')
  const region = regions.find(name)
  if (region) return regions.chain(region.name).includes('宿州市') ? true : undefined
  return regions.townsIn(text).length > 0 ? true : undefined
}

/** 不对，是一千八: the one fact told before that the new value fits; with more words, whatever they state. */
function corrected(
  text: string,
  stated: readonly StatedFact[],
  before: Facts,
  knowledge: Knowledge,
): readonly Mention[] | undefined {
  const rest = text.replace(CORRECTS, '')
  if (rest === text || rest === '') return undefined
  if (stated.length > 0) return stated
  const fitting = Object.keys(before).flatMap((name): StatedFact[] => {
    const definition = knowledge.facts.get(name)
    if (!definition || before[name] === undefined || !isOfKind(rest, definition)) return []
    const value = readValue(rest, definition)
    return value === undefined || value === before[name] ? [] : [{ fact: name, value, words: text }]
  })
  return fitting.length === 1 ? fitting : undefined
}

/** 一千八 is money, 三个人 a count, 七十八岁 an age. */
function isOfKind(text: string, { kind, name }: FactDefinition): boolean {
  if (readBirth(text) !== undefined) return kind === 'date'
  if (/岁$/.test(text)) return /Age$/.test(name)
  if (/[人口]$/.test(text)) return name === 'householdSize'
  const value = wholeNumber(text.replace(/(块钱|块|元)$/, ''))?.value
  if (value === undefined) return kind === 'choice'
  if (/[块元钱]$/.test(text) || value > 130) return kind === 'fen'
  return kind === 'count'
}

function withNews(facts: Facts, news: readonly StatedFact[], knowledge: Knowledge): Facts {
  const told = news.map((each) => each.fact)
  const stale = [...knowledge.facts.values()].flatMap(({ name, from }) => {
    if (from !== undefined && told.includes(from)) return [name]
    return from !== undefined && told.includes(name) ? [from] : []
  })
  const perHead = told.some((name) => ['householdSize', 'monthlyHouseholdIncomeFen'].includes(name))
  const kept = without(facts, [...stale, ...(perHead ? ['incomePerHeadFen'] : [])])
  return { ...kept, ...Object.fromEntries(news.map(({ fact, value }) => [fact, value])) }
}

function without(facts: Facts, names: readonly FactName[]): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !names.includes(name)))
}

function readBirth(text: string): string | undefined {
  const match = /^(\d{4})[年.\-/](\d{1,2})[月.\-/](\d{1,2})[日号]?(?:生|出生)?的?$/.exec(text)
  return match ? legalDay(Number(match[1]), Number(match[2]), Number(match[3])) : undefined
}
