/**
 * What a model made of the passages it was offered: lines, each ending with the passages it stands on. Accepted only
 * when every line names passages that were offered, says nothing they do not, and nothing that may not be left out is.
 */
import type { Composed } from '../compose'
import { type At, whyNotQuoted } from '../guard'
import { staysInSentence, whyNotOwn } from './own-words'

export interface Offer {
  /** P1, P2, …: how the model names it. */
  readonly token: string
  readonly title: string
  readonly composed: Composed
}

export type Retold =
  | { readonly kind: 'retold'; readonly text: string; readonly cited: readonly Offer[] }
  /** The model found no answer in them. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unusable'; readonly why: string }

interface Line {
  readonly words: string
  readonly cited: readonly Offer[]
}

const NONE = /^无[。.]?$/
const LINE = /^(?:[-•·]\s*)?(.+?)((?:\s*\[P\d{1,2}\])+)[。.]?$/
const MOST_LINES = 30

/** `must`: of the offers those that answer the question for sure; leaving one out is leaving out part of the answer. */
export function readRetelling(said: string, offers: readonly Offer[], must: readonly Offer[], at: At): Retold {
  if (NONE.test(said)) return { kind: 'none' }
  const lines: Line[] = []
  const written = said.split('\n').filter((line) => line.trim() !== '')
  if (written.length > MOST_LINES) return unusable('too many lines')
  for (const line of written) {
    const checked = checkLine(line, offers, at)
    if (typeof checked === 'string') return unusable(checked)
    lines.push(checked)
  }
  const cited = offers.filter((offer) => lines.some((line) => line.cited.includes(offer)))
  if (must.some((offer) => !cited.includes(offer))) return unusable('a passage left out')
  const text = lines.map((line) => line.words).join('\n')
  const why = whyNotQuoted({ text, ...together(cited) }, at)
  return why ? unusable(why) : { kind: 'retold', text, cited }
}

/** Of what was said so far: why its last whole line, and with it all, cannot be used. */
export function whyNotSoFar(soFar: string, offers: readonly Offer[], at: At): string | undefined {
  const last = soFar
    .split('\n')
    .slice(0, -1)
    .findLast((line) => line.trim() !== '')
  const checked = last === undefined || NONE.test(last.trim()) ? undefined : checkLine(last, offers, at)
  return typeof checked === 'string' ? checked : undefined
}

/** The line as read, or why not. */
function checkLine(said: string, offers: readonly Offer[], at: At): Line | string {
  const line = readLine(said.trim(), offers)
  return line ? (whyNotFrom(line, at) ?? line) : 'a line without a passage that was offered'
}

const unusable = (why: string): Retold => ({ kind: 'unusable', why })

function readLine(line: string, offers: readonly Offer[]): Line | undefined {
  const [, words, tokens] = LINE.exec(line) ?? []
  if (words === undefined || tokens === undefined) return undefined
  const named = [...tokens.matchAll(/P\d+/g)].map(([token]) => offers.find((offer) => offer.token === token))
  const cited = named.filter((offer) => offer !== undefined)
  return cited.length === named.length ? { words: words.trim(), cited: [...new Set(cited)] } : undefined
}

/** Held against the passages this very line names, not against all that were offered. */
function whyNotFrom({ words, cited }: Line, at: At): string | undefined {
  const { evidence, bases } = together(cited)
  if (!staysInSentence(words, evidence)) return 'a figure, bound or no of another sentence'
  return whyNotOwn(words, evidence) ?? whyNotQuoted({ text: words, evidence, bases }, at)
}

function together(cited: readonly Offer[]) {
  const composed = cited.map((offer) => offer.composed)
  return {
    evidence: [...cited.map((offer) => offer.title), ...composed.map((each) => each.evidence)].join('\n'),
    bases: composed.flatMap((each) => each.bases),
    citations: composed.flatMap((each) => each.citations),
    exclusions: composed.flatMap((each) => each.exclusions),
  }
}
