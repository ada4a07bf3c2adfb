/**
 * Whether each part of a text says no more than the evidence does. A part is held against the evidence's part with the
 * most words in common: nearly the same words must carry the same figures, bounds and negations, in the same order; words
 * of one's own may carry only figures that stand in the evidence beside the same words.
 */
import { isTelling, type Marked, markFigures, plainFigures, sayToken, type Token } from './figures'

interface Part {
  readonly words: string
  readonly tokens: readonly Token[]
  readonly key: string
  /** Made when first needed: most parts are found by their key. */
  readonly grams: () => ReadonlySet<string>
}

export interface Evidence {
  readonly lines: ReadonlySet<string>
  /** Cut up when first needed: a verbatim answer's lines are all found whole. */
  readonly parts: () => Parts
}

interface Parts {
  readonly all: readonly Part[]
  readonly keys: ReadonlySet<string>
}

/** From this share of common words on, a part is a quotation of the other. */
const QUOTED = 0.7
const AS_NEAR = 0.02
/** Below it the words are one's own. */
const RELATED = 0.4
/** An exclusion may be said in other words, as long as half of them stay. */
const RETOLD = 0.5
/** A yes or no with nothing around it: has to be one in the evidence too. */
const BARE = /^(能|可以|要|会|行|是|有|对|算|用|必|需要|一定)(的)?$/
const SHORT = 6
const AT_ONCE = 5

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

/** Up to five pieces in a row make a part: commas and full stops may move in an honest retelling. */
function cutUp(text: string): Parts {
  const pieces = plainFigures(text)
    .split(/[。!?;:,\n]/)
    .filter((each) => each.trim() !== '')
  const marked = pieces.map(markFigures)
  const all = marked.flatMap((_, i) =>
    Array.from({ length: Math.min(AT_ONCE, marked.length - i) }, (_, n) => joined(marked.slice(i, i + n + 1))),
  )
  return { all, keys: new Set(all.map((each) => each.key)) }
}

/** The first part that the evidence does not bear. */
export function unborne(text: string, evidence: Evidence): string | undefined {
  const lines = text.split('\n').filter((line) => !evidence.lines.has(line))
  return lines.flatMap(partsOf).find((said) => !isBorne(said, evidence))?.words
}

/** Sentences cut at commas; what is too short to mean anything alone stays with what follows it. */
function partsOf(line: string): Part[] {
  const plain = plainFigures(line)
  // A source is one part: its day is its own.
  if (/^• 《.*起施行$/.test(line)) return [joined(plain.split(',').map(markFigures))]
  return plain.split(/[。!?;]/).flatMap((sentence) => {
    const parts: string[][] = []
    let open: string[] = []
    for (const piece of sentence.split(',').filter((each) => each.trim() !== '')) {
      open.push(piece)
      if (open.join('').length < SHORT) continue
      parts.push(open)
      open = []
    }
    const all = open.length === 0 ? parts : [...parts.slice(0, -1), [...(parts.at(-1) ?? []), ...open]]
    return all.map((pieces) => joined(pieces.map(markFigures)))
  })
}

/** Pieces in a row as one part, each marked for itself: a figure never takes its unit from the next piece. */
function joined(pieces: readonly Marked[]): Part {
  const words = pieces.map((each) => each.words).join('')
  const tokens = pieces.flatMap((each) => each.tokens)
  let grams: ReadonlySet<string> | undefined
  return {
    words,
    tokens,
    key: `${words} ${tokens.map(sayToken).join(' ')}`,
    grams: () => {
      grams ??= gramsOf(words)
      return grams
    },
  }
}

function gramsOf(words: string): ReadonlySet<string> {
  if (words.length < 2) return new Set([words])
  return new Set(Array.from({ length: words.length - 1 }, (_, i) => words.slice(i, i + 2)))
}

function isBorne(said: Part, evidence: Evidence): boolean {
  const { all: parts, keys } = evidence.parts()
  if (keys.has(said.key)) return true
  if (said.words === '' && said.tokens.length === 0) return true
  if (BARE.test(said.words)) return parts.some((part) => BARE.test(part.words) && signsOf(part) === signsOf(said))
  const near = parts.map((part) => ({ part, share: shareOf(said, part) }))
  const best = near.reduce((most, each) => Math.max(most, each.share), 0)
  const nearest = (within: number) => near.filter(({ share }) => share >= best - within).map(({ part }) => part)
  if (best >= QUOTED) return nearest(AS_NEAR).some((part) => saysTheSame(said, part))
  if (best >= RELATED && !nearest(0.1).some((part) => notsOf(part) === notsOf(said))) return false
  return said.tokens
    .filter(isTelling)
    .every((figure) =>
      near.some(
        ({ part, share }) =>
          share >= best - 0.3 && share > 0 && part.tokens.some((each) => sayToken(each) === sayToken(figure)),
      ),
    )
}

/** Dice's share of common two-letter pairs; a part that says its words twice is longer, so less alike. */
function shareOf(a: Part, b: Part): number {
  let common = 0
  const [ours, theirs] = [a.grams(), b.grams()]
  for (const gram of ours) if (theirs.has(gram)) common++
  return (2 * common) / Math.max(2, a.words.length + b.words.length - 2)
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

const signsOf = ({ tokens }: Part) =>
  tokens
    .filter((each) => each.kind !== 'figure')
    .map(sayToken)
    .sort()
    .join('')
const notsOf = ({ tokens }: Part) => tokens.filter((each) => each.kind === 'not').length % 2

/** Of the lines that may not be left out, those the text does not say. */
export function leftOut(text: string, required: readonly string[]): readonly string[] {
  const missing = required.filter((line) => !text.includes(line))
  if (missing.length === 0) return []
  const said = cutUp(text)
  return missing.filter((line) => partsOf(line).some((part) => !isSaid(part, said)))
}

function isSaid(required: Part, { all: parts, keys }: Parts): boolean {
  return (
    keys.has(required.key) ||
    parts.some((part) => shareOf(required, part) >= RETOLD && signsOf(part) === signsOf(required))
  )
}
