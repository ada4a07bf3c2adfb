/**
 * The last look at every reply: no promise of a decision, nothing unfilled, no answer without a source; and for what is
 * quoted: nothing that the quoted passages and tables do not bear, no source expired or foreign on that day there, no
 * document, article, link or phone from elsewhere, no exclusion left out.
 */
import { Fault } from '../base/fault'
import type { LegalDay } from '../domain/legal-day'
import { covers } from '../domain/period'
import { type Basis, type Citation, citationOf, sayCitation } from '../domain/source'
import type { Knowledge } from '../knowledge/knowledge'
import { openEvidence, unborne } from './claims'
import { linksIn, plainFigures } from './figures'
import { leftOut } from './left-out'
import type { Reply } from './reply'

const PROMISES =
  /(您|你)(肯定|一定|已经|完全)?(符合条件|能批|可以批)|(一定|肯定|保证|必定|绝对|百分之百|100%)(都|就)?(能|会|可以)?(给您|给你)?(批|通过|过|领到?|办下来|办成|发|拿到)|保证(能|可以|会)(办|批|过)|包(过|批|办成)|(已经|已)(给您|为您)?(批准|通过审核)了|没问题，?(能|会)(批|过|领)/
/** 包办成的不要信, 谁也不能保证能批: a sentence that warns of a promise makes none. */
const WARNING = /不要信|别信|不能|不得|没有人|谁也不|不会|不一定|骗|不要给/

export function guard(reply: Reply): Reply {
  const why = whyNotSaid(reply)
  if (why) throw new Fault('reply.unguarded', why, { facts: { kind: reply.kind } })
  return reply
}

export function whyNotSaid(reply: Reply): string | undefined {
  if (promises(reply.text)) return 'a reply promises a decision'
  if (/\{\{|\}\}|undefined|\[object /.test(reply.text)) return 'a reply has an unfilled place'
  if ((reply.kind === 'answer' || reply.kind === 'standard') && reply.citations.length === 0)
    return 'an answer without a source'
  return undefined
}

const promises = (text: string) => text.split(/[。！\n]/).some((each) => PROMISES.test(each) && !WARNING.test(each))

export interface Quoted {
  readonly text: string
  /** What it was made from, line by line: the passages' words, the tables' amounts, the phones. */
  readonly evidence: string
  readonly bases: readonly Basis[]
  /** The sources as the resident will see them; each has to be one of `bases`. */
  readonly citations?: readonly Citation[]
  /** Lines that may not be left out. */
  readonly exclusions?: readonly string[]
}

export interface At {
  readonly knowledge: Knowledge
  readonly on: LegalDay
  readonly region: string
}

/** Why this may not be sent as a quotation; undefined for an honest one. */
export function whyNotQuoted(quoted: Quoted, at: At): string | undefined {
  return whyNotSourced(quoted, at) ?? whyNotBorne(quoted, at)
}

function whyNotSourced({ bases, citations = [] }: Quoted, { knowledge, on, region }: At): string | undefined {
  const sources = bases.flatMap((basis) => knowledge.sources.get(basis.source) ?? [])
  if (sources.some((source) => !covers(source, on))) return 'a source that is not in force on that day'
  if (sources.some((source) => !knowledge.regions.holdsIn(source.region, region))) return 'a source of another region'
  const known = new Set(citedLines(bases, knowledge))
  if (citations.some((each) => !known.has(sayCitation(each)))) return 'a citation that nothing quoted has'
  return undefined
}

function whyNotBorne({ text, evidence, bases, exclusions = [] }: Quoted, { knowledge }: At): string | undefined {
  if (text === '') return undefined
  if (promises(text)) return 'a promise of a decision'
  const cited = citedLines(bases, knowledge)
  const borne = [evidence, ...cited.map((line) => `• ${line}`)].join('\n')
  const plain = plainFigures(borne)
  if (linksIn(text).some((link) => !plain.includes(link))) return 'a link that nothing quoted has'
  if (namesOf(text).some((name) => !plain.includes(name))) return 'a document that nothing quoted names'
  if (misnamesPhone(text, plain, knowledge)) return 'a phone that is not that line’s'
  if (unborne(text, openEvidence(borne)) !== undefined) return 'a figure, bound or no that nothing quoted bears'
  if (leftOut(text, exclusions).length > 0) return 'an exclusion left out'
  return undefined
}

export const missingExclusions = leftOut

const citedLines = (bases: readonly Basis[], knowledge: Knowledge) =>
  bases.flatMap((basis) => {
    const source = knowledge.sources.get(basis.source)
    return source ? [sayCitation(citationOf(basis, source))] : []
  })

const namesOf = (text: string) => plainFigures(text).match(/《[^《》]+》/g) ?? []

/** A hotline named in a sentence of its own words whose numbers are all another's. */
function misnamesPhone(text: string, evidence: string, { phones }: Knowledge): boolean {
  return plainFigures(text)
    .split(/[。!?;\n]/)
    .filter((sentence) => !evidence.includes(sentence))
    .some((sentence) => {
      const numbers: readonly string[] = sentence.match(/\d{3,12}/g) ?? []
      const known = [...phones.values()].filter(({ phone }) => numbers.includes(phone))
      const named = [...phones.values()].filter(({ name }) =>
        sentence.includes(name.replace(/^\d+/, '').replace(/（.*/, '')),
      )
      return known.length > 0 && named.length > 0 && !named.some(({ phone }) => numbers.includes(phone))
    })
}

export function guardQuoted(quoted: Quoted, at: At): void {
  const why = whyNotQuoted(quoted, at)
  if (why) throw new Fault('reply.unguarded', why)
}
