/**
 * The last look at every reply: no promise of a decision, nothing unfilled, no answer without a source; and for what is
 * quoted: no figure that the quoted passages and tables do not hold, no source expired or foreign on that day there.
 */
import { Fault } from '../base/fault'
import type { LegalDay } from '../domain/legal-day'
import { covers } from '../domain/period'
import type { Basis } from '../domain/source'
import type { Knowledge } from '../knowledge/knowledge'
import { figuresNotIn } from './figures'
import type { Reply } from './reply'

const PROMISES =
  /(您|你)(肯定|一定|已经|完全)?(符合条件|能批|可以批)|一定(能|会)(批|通过|领到)|保证(能|可以|会)(办|批|过)|肯定(能|会)(批|过|领)|包(过|批|办成)/
/** 包办成的不要信, 谁也不能保证能批: a sentence that warns of a promise makes none. */
const WARNING = /不要信|别信|不能|不得|没有人|谁也不|不会|不一定|骗/

export function guard(reply: Reply): Reply {
  const why = whyNotSaid(reply)
  if (why) throw new Fault('reply.unguarded', why, { facts: { kind: reply.kind } })
  return reply
}

export function whyNotSaid(reply: Reply): string | undefined {
  const sentences = reply.text.split(/[。！\n]/)
  if (sentences.some((each) => PROMISES.test(each) && !WARNING.test(each))) return 'a reply promises a decision'
  if (/\{\{|\}\}|undefined|\[object /.test(reply.text)) return 'a reply has an unfilled place'
  if ((reply.kind === 'answer' || reply.kind === 'standard') && reply.citations.length === 0)
    return 'an answer without a source'
  return undefined
}

export interface Quoted {
  readonly text: string
  /** What it was made from: the passages' words, the tables' amounts, the phones. */
  readonly evidence: string
  readonly bases: readonly Basis[]
}

export interface At {
  readonly knowledge: Knowledge
  readonly on: LegalDay
  readonly region: string
}

/** Why this may not be sent as a quotation; undefined for an honest one. */
export function whyNotQuoted({ text, evidence, bases }: Quoted, { knowledge, on, region }: At): string | undefined {
  if (figuresNotIn(text, evidence).length > 0) return 'a figure that nothing quoted holds'
  const sources = bases.flatMap((basis) => knowledge.sources.get(basis.source) ?? [])
  if (sources.some((source) => !covers(source, on))) return 'a source that is not in force on that day'
  if (sources.some((source) => !knowledge.regions.holdsIn(source.region, region))) return 'a source of another region'
  return undefined
}

export function guardQuoted(quoted: Quoted, at: At): void {
  const why = whyNotQuoted(quoted, at)
  if (why) throw new Fault('reply.unguarded', why)
}
