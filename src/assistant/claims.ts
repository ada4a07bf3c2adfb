/**
 * Whether each part of a text says no more than the evidence does. A part is held against the evidence's part with the
 * most words in common: nearly the same words must carry the same figures, bounds and noes, in the same order; words of
 * one's own may carry only figures that stand in the evidence beside the same words, and turn nothing around.
 */
import { isTelling, sayToken } from './figures'
import { cutUp, isBare, type Part, type Parts, partsOf, shareOf, signsOf } from './parts'

export interface Evidence {
  readonly lines: ReadonlySet<string>
  /** Cut up when first needed: a verbatim answer's lines are all found whole. */
  readonly parts: () => Parts
}

/** From this share of common words on, a part is a quotation of the other. */
export const QUOTED = 0.7
const AS_NEAR = 0.02
const ABOUT_AS_NEAR = 0.1
/** So near may stand the words that a figure belongs to. */
const BESIDE = 0.3
/** Below it the words are one's own; with less than a hint of the evidence they may only say nothing of weight. */
const RELATED = 0.4
export const HINTED = 0.3
/** A line of sources is written by us and nobody else: as it is, or not at all. */
const SOURCE = /^• 《.*起施行$/

export function openEvidence(text: string): Evidence {
  let parts: Parts | undefined
  return {
    lines: new Set(text.split('\n')),
    parts: () => {
      parts ??= cutUp(text)
      return parts
    },
  }
}

/** The first part that the evidence does not bear. */
export function unborne(text: string, evidence: Evidence): string | undefined {
  const lines = text.split('\n').filter((line) => !evidence.lines.has(line))
  const source = lines.find((line) => SOURCE.test(line))
  if (source !== undefined) return source
  return lines.flatMap(partsOf).find((said) => !isBorne(said, evidence))?.words
}

function isBorne(said: Part, evidence: Evidence): boolean {
  const { all: parts, keys } = evidence.parts()
  if (keys.has(said.key)) return true
  if (said.words === '' && said.tokens.length === 0) return true
  if (isBare(said)) return parts.some((part) => isBare(part) && signsOf(part) === signsOf(said))
  const near = parts.map((part) => ({ part, share: shareOf(said, part) }))
  const best = near.reduce((most, each) => Math.max(most, each.share), 0)
  const nearest = (within: number) => near.filter(({ share }) => share >= best - within).map(({ part }) => part)
  const held = holding(said, nearest(ABOUT_AS_NEAR))
  if (best >= QUOTED)
    return [nearest(AS_NEAR), held].every((candidates) => candidates.some((part) => saysTheSame(said, part)))
  const turns = signsOf(said) !== ''
  if (turns && best < HINTED) return false
  if ((turns || best >= RELATED) && !held.some((part) => turnsAlike(said, part))) return false
  const beside = near.filter(({ share }) => share > 0 && share >= best - BESIDE).flatMap(({ part }) => part.tokens)
  const standing = new Set(beside.map(sayToken))
  return said.tokens.filter(isTelling).every((figure) => standing.has(sayToken(figure)))
}

/** Of nearly the same parts those with most of its words: 也要等，随时可以 is held against 也不用等，随时可以. */
function holding(said: Part, near: readonly Part[]): readonly Part[] {
  const held = near.map((part) => ({ part, count: [...said.grams()].filter((gram) => part.grams().has(gram)).length }))
  const most = held.reduce((count, each) => Math.max(count, each.count), 0)
  return held.filter(({ count }) => count === most).map(({ part }) => part)
}

/** The same bounds and negations, and no figure that the other has not in this order. */
function saysTheSame(said: Part, part: Part): boolean {
  const figures = part.tokens.filter((each) => each.kind === 'figure').map(sayToken)
  let from = 0
  const inOrder = said.tokens.every((token) => {
    if (token.kind !== 'figure') return true
    const at = figures.indexOf(sayToken(token), from)
    from = at + 1
    return at >= 0
  })
  return inOrder && signsOf(said) === signsOf(part)
}

/** In words of one's own: as many noes, and no bound, 或 or 收费 that is not there. */
function turnsAlike(said: Part, part: Part): boolean {
  const known = part.tokens.map(sayToken)
  const signs = said.tokens.filter((each) => each.kind === 'bound' || each.kind === 'word').map(sayToken)
  return notsOf(part) === notsOf(said) && signs.every((sign) => known.includes(sign))
}

const notsOf = ({ tokens }: Part) => tokens.filter((each) => each.kind === 'not').length
