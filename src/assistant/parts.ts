/** A text cut into the parts that claims are held against: words and figures of a few pieces between commas, and how alike two are. */
import { type Marked, markFigures, plainFigures, sayToken, type Token } from './figures'

export interface Part {
  readonly words: string
  readonly tokens: readonly Token[]
  readonly key: string
  /** Made when first needed: most parts are found by their key. */
  readonly grams: () => ReadonlySet<string>
}

export interface Parts {
  readonly all: readonly Part[]
  readonly keys: ReadonlySet<string>
}

const SHORT = 6
/** A yes or no with nothing around it. */
const BARE = /^(能|可以|要|会|行|是|有|对|算|用|必|需要|一定)(的)?$/
const AT_ONCE = 5

/** Up to five pieces in a row make a part: commas and full stops may move in an honest retelling. */
export function cutUp(text: string): Parts {
  const pieces = plainFigures(text)
    .split(/[。!?;:,\n]/)
    .filter((each) => each.trim() !== '')
  const marked = pieces.map(markFigures)
  const all = marked.flatMap((_, i) =>
    Array.from({ length: Math.min(AT_ONCE, marked.length - i) }, (_, n) => joined(marked.slice(i, i + n + 1))),
  )
  return { all, keys: new Set(all.map((each) => each.key)) }
}

export const isBare = ({ words }: Pick<Marked, 'words'>) => BARE.test(words)

/** Sentences cut at commas; what is too short to mean anything alone stays with what follows it. */
export function partsOf(line: string): Part[] {
  const plain = plainFigures(line)
  return plain.split(/[。!?;]/).flatMap((sentence) => {
    const parts: string[][] = []
    let open: string[] = []
    for (const piece of sentence.split(',').filter((each) => each.trim() !== '')) {
      open.push(piece)
      if (open.join('').length < SHORT && !isBare(markFigures(piece))) continue
      parts.push(open)
      open = []
    }
    const all = open.length === 0 ? parts : [...parts.slice(0, -1), [...(parts.at(-1) ?? []), ...open]]
    return all.map((pieces) => joined(pieces.map(markFigures)))
  })
}

/** Pieces in a row as one part, each marked for itself: a figure never takes its unit from the next piece. */
export function joined(pieces: readonly Marked[]): Part {
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

/** Two-letter pairs; one that comes again counts again. */
function gramsOf(words: string): ReadonlySet<string> {
  if (words.length < 2) return new Set([words])
  const times = new Map<string, number>()
  const numbered = (pair: string) => {
    const time = (times.get(pair) ?? 0) + 1
    times.set(pair, time)
    return time === 1 ? pair : `${pair}${time}`
  }
  return new Set(Array.from({ length: words.length - 1 }, (_, i) => numbered(words.slice(i, i + 2))))
}

/** Dice's share of common two-letter pairs; a part that says its words twice is longer, so less alike. */
export function shareOf(a: Part, b: Part): number {
  let common = 0
  const [ours, theirs] = [a.grams(), b.grams()]
  for (const gram of ours) if (theirs.has(gram)) common++
  return (2 * common) / Math.max(2, a.words.length + b.words.length - 2)
}

/** Bounds, noes and the other words that turn a sentence around. */
export const signsOf = ({ tokens }: Part) =>
  tokens
    .filter((each) => each.kind !== 'figure')
    .map(sayToken)
    .sort()
    .join('')
