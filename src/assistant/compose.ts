/** Passages → the words a resident reads. Quotes approved text, fills in amounts and phones for the day and region. */
import { sayYuan } from '../domain/fen'
import { type LegalDay, sayDay } from '../domain/legal-day'
import type { Facet, ProgrammeId } from '../domain/programme'
import { type Basis, type Citation, citationOf } from '../domain/source'
import { type Standard, standardOn, type Unit } from '../domain/standard'
import type { Knowledge, Phone } from '../knowledge/knowledge'
import { type Passage, paragraphsOn } from '../knowledge/passage'
import { SAY } from './replies'

export interface Frame {
  readonly knowledge: Knowledge
  readonly on: LegalDay
  readonly region: string
  /** The day it is asked; after it amounts without an end are not known. */
  readonly today?: LegalDay | undefined
}

export interface Composed {
  readonly text: string
  readonly citations: readonly Citation[]
  /** A published amount of a table is in the text. */
  readonly hasAmount: boolean
  /** What the text was made from, for the guard: passages as written, amounts and phones as said. */
  readonly evidence: string
  readonly bases: readonly Basis[]
  /** Lines nobody may leave out: the exclusions of who may apply, and the quoted sentences that take something back. */
  readonly exclusions: readonly string[]
}

/** The passages in order; each with its facet as a heading when there is more than one. */
export function compose(passages: readonly Passage[], frame: Frame): Composed {
  const shown = withExclusions(passages, frame)
  const bases: Basis[] = []
  const evidence: string[] = []
  const exclusions: string[] = []
  const parts = shown.map(({ passage, heading }) => {
    const paragraphs = paragraphsOn(passage, frame.on, frame.region, frame.knowledge.regions)
    bases.push(...paragraphs.flatMap((each) => each.basis))
    const text = paragraphs.map((each) => fill(each.text, passage.programme, frame, bases)).join('\n')
    evidence.push(heading ?? '', passage.title, text, ...saidOf(passage, frame))
    exclusions.push(...exclusionsIn(text, passage.facet))
    return heading ? `${heading}\n${text}` : text
  })
  for (const passage of passages) {
    if (passage.facet === '标准' && passage.kind === 'policy')
      parts.push(...amounts(passage.programme, parts.join('\n'), frame, bases))
  }
  const text = parts.filter((part) => part !== '').join('\n\n')
  return {
    text,
    citations: cite(bases, frame.knowledge),
    hasAmount: hasPublishedAmount(passages, text, frame),
    evidence: evidence.join('\n'),
    bases,
    exclusions,
  }
}

function exclusionsIn(text: string, facet: Facet | undefined): readonly string[] {
  if (facet === '不能申请的情形') return text.split('\n')
  return text
    .split('\n')
    .flatMap((line) => line.split(/(?<=。)/))
    .filter((sentence) => TAKES_BACK.test(sentence))
}

const TAKES_BACK = /但|除外|除非|例外|不包括|不适用|不能同时|不重复|不予|不再/

/** What a passage's places are filled with: its programme's amounts and labels, and the phones. */
function saidOf(passage: Passage, frame: Frame): string[] {
  const { standards, phones } = frame.knowledge
  return [
    ...standards
      .filter((each) => each.programme === passage.programme)
      .flatMap((each) => `• ${each.label}：${sayStandard(each, frame, [])}`),
    ...[...phones.values()]
      .filter(({ id }) => passage.paragraphs.some((each) => each.text.includes(`{{phone:${id}}}`)))
      .flatMap((each) => sayPhone(each) ?? []),
  ]
}

/** An answer on who may apply never goes without who may not. */
function withExclusions(passages: readonly Passage[], frame: Frame): { passage: Passage; heading?: string }[] {
  const many = passages.length > 1
  const mixed = new Set(passages.map((each) => each.programme)).size > 1
  return passages.flatMap((passage) => {
    const own = {
      passage,
      ...(many && { heading: `【${mixed ? nameOf(passage, frame) : headingOf(passage)}】` }),
    }
    if (!tellsWhoMay(passage)) return [own]
    const exclusions = sectionOf(frame.knowledge, passage.programme, '不能申请的情形', frame)
    if (!exclusions || passages.includes(exclusions)) return [own]
    return [own, { passage: exclusions, heading: SAY.exclusions }]
  })
}

const headingOf = (passage: Passage) => (passage.facet && passage.kind === 'policy' ? passage.facet : passage.title)

function nameOf(passage: Passage, { knowledge }: Frame): string {
  const short = knowledge.programmes.get(passage.programme)?.short ?? ''
  const heading = headingOf(passage)
  return heading.includes(short) ? heading : `${short}：${heading}`
}

/** The section on who may apply; of its parts and the stored questions those that say yes or no to somebody. */
function tellsWhoMay(passage: Passage): boolean {
  if (passage.facet !== '谁可以申请') return false
  return (
    passage.title === passage.facet || (passage.kind === 'faq' && /能|可以|哪些|什么样|谁|条件/.test(passage.title))
  )
}

const SECTIONS = new WeakMap<Knowledge, ReadonlyMap<string, Passage>>()

/** A programme's section on a facet, whether anything of it is in force or not. */
export function policySection(knowledge: Knowledge, programme: ProgrammeId, facet: string): Passage | undefined {
  const known = SECTIONS.get(knowledge)
  if (known) return known.get(`${programme}/policy#${facet}`)
  SECTIONS.set(knowledge, new Map(knowledge.passages.map((passage) => [passage.id, passage])))
  return policySection(knowledge, programme, facet)
}

/** The facet's main section, if any of it holds on this day in this region. */
export function sectionOf(
  knowledge: Knowledge,
  programme: ProgrammeId,
  facet: Facet,
  frame: Frame,
): Passage | undefined {
  const section = policySection(knowledge, programme, facet)
  return section && paragraphsOn(section, frame.on, frame.region, knowledge.regions).length > 0 ? section : undefined
}

function fill(text: string, programme: ProgrammeId, frame: Frame, bases: Basis[]): string {
  return text
    .replace(/\{\{(standard|phone):([^}]*)\}\}/g, (whole, kind: string, id: string) => {
      if (kind === 'phone') return sayPhone(frame.knowledge.phones.get(id)) ?? whole
      const standard = frame.knowledge.standards.find((each) => each.programme === programme && each.id === id)
      return standard ? sayStandard(standard, frame, bases) : whole
    })
    .replace(/^- /gm, '• ')
}

/** The programme's amounts that the text has not named already. */
function amounts(programme: ProgrammeId, text: string, frame: Frame, bases: Basis[]): string[] {
  const lines = frame.knowledge.standards
    .filter((each) => each.programme === programme && !text.includes(sayStandard(each, frame, [])))
    .map((each) => `• ${each.label}：${sayStandard(each, frame, bases)}`)
  return lines.length > 0 ? [lines.join('\n')] : []
}

function hasPublishedAmount(passages: readonly Passage[], text: string, frame: Frame): boolean {
  const programmes = new Set(passages.map((each) => each.programme))
  return frame.knowledge.standards
    .filter((each) => programmes.has(each.programme))
    .some(
      (each) =>
        standardOn(each, frame.on, frame.region, frame.knowledge.regions).kind === 'published' &&
        text.includes(sayStandard(each, frame, [])),
    )
}

const PER: Readonly<Record<Unit, (yuan: string) => string>> = {
  '元/人·月': (yuan) => `每人每月${yuan}`,
  '元/人·年': (yuan) => `每人每年${yuan}`,
  '元/户·月': (yuan) => `每户每月${yuan}`,
  '元/户': (yuan) => `每户${yuan}`,
  '元/人': (yuan) => `每人${yuan}`,
  '元/次': (yuan) => `每次${yuan}`,
  '元/天': (yuan) => `每天${yuan}`,
  元: (yuan) => yuan,
}

/** The amount on this day in this region; an unpublished one says so and whom to ask. */
export function sayStandard(standard: Standard, frame: Frame, bases: Basis[]): string {
  const found = standardOn(standard, frame.on, frame.region, frame.knowledge.regions)
  if (found.kind === 'notKnown')
    return `${SAY.unpublished}（${sayDay(frame.on)}，${frame.region}），请问${askName(undefined, frame)}`
  if (frame.today !== undefined && frame.on > frame.today && found.row.to === undefined)
    return `${SAY.notYetPublished.replace('{day}', sayDay(frame.on))}${askName(undefined, frame)}`
  bases.push({ source: found.row.source, article: found.row.article })
  if (found.kind === 'unpublished') return `${SAY.unpublished}，请问${askName(found.ask, frame)}`
  return PER[standard.unit](sayYuan(found.fen))
}

function askName(id: string | undefined, frame: Frame): string {
  const office = id ? frame.knowledge.offices.get(id) : undefined
  if (office) return office.phone ? `${office.name}（电话${office.phone}）` : office.name
  return sayPhone(frame.knowledge.phones.get(id ?? 'government-hotline')) ?? '当地民政部门'
}

/** 12345政务服务便民热线 12345（全天） */
export function sayPhone(phone: Phone | undefined): string | undefined {
  if (!phone) return undefined
  const name = phone.name.startsWith(phone.phone) ? phone.name : `${phone.name} ${phone.phone}`
  return phone.hours ? `${name}（${phone.hours}）` : name
}

export function cite(bases: readonly Basis[], knowledge: Knowledge): Citation[] {
  const seen = new Set<string>()
  return bases.flatMap((basis) => {
    const source = knowledge.sources.get(basis.source)
    const key = `${basis.source} ${basis.article ?? ''}`
    if (!source || seen.has(key)) return []
    seen.add(key)
    return [citationOf(basis, source)]
  })
}
