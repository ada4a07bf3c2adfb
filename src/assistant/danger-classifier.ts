/**
 * Danger in words the list of signals does not know: a linear classifier over characters, near character pairs and the
 * shape of the message, learned by `npm run train -- --danger` from example messages of many situations, look-alikes
 * among them. It only adds to the list, never takes from it.
 */
import learned from './danger-weights.json'

export interface DangerWeights {
  /** From here on danger is heard; from `doubt` on only where the message has no other answer. */
  readonly threshold: number
  readonly doubt: number
  /** The last one is "none". */
  readonly classes: readonly string[]
  readonly rows: number
  readonly scale: number
  readonly bias: readonly number[]
  /** One signed byte for each row and class, in base64. */
  readonly table: string
}

export interface Likely {
  /** The signal's id. */
  readonly signal: string
  readonly sure: boolean
}

/** Different characters; with fewer it is left to the list: a word or two is no story, nor is 阿巴阿巴阿巴. */
const SHORTEST = 6
const PAIR_REACH = 3
const LETTERS_A_STEP = 6
const MOST_STEPS = 6

/** The signal it is most like, and whether for sure. `shape`: what else is known, as that it asks, or names a programme. */
export type Classifier = (said: string, shape: readonly string[]) => Likely | undefined

export function classifierOf({ table, ...learned }: DangerWeights): Classifier {
  const weights = new Int8Array(Buffer.from(table, 'base64'))
  return (said, shape) => {
    const letters = lettersOf(said)
    if (new Set(letters).size < SHORTEST) return undefined
    const sums = [...learned.bias]
    const rows = dangerRows(letters, shape, learned.rows)
    const unit = learned.scale / Math.sqrt(rows.length || 1)
    for (const row of rows)
      for (let c = 0; c < sums.length; c++) sums[c] = (sums[c] ?? 0) + unit * (weights[row * sums.length + c] ?? 0)
    const odds = sums.map(Math.exp)
    const all = odds.reduce((sum, each) => sum + each, 0)
    const danger = 1 - (odds.at(-1) ?? 0) / all
    if (danger < learned.doubt) return undefined
    const signals = odds.slice(0, -1)
    const signal = learned.classes[signals.indexOf(Math.max(...signals))]
    return signal === undefined ? undefined : { signal, sure: danger >= learned.threshold }
  }
}

export const likelySignal: Classifier = classifierOf(learned)

export const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')

/** Each character, each pair up to three apart (绑…上, 拿…抽), the shape and the length. */
export function dangerRows(letters: string, shape: readonly string[], rows: number): readonly number[] {
  const found = new Set<number>()
  for (let i = 0; i < letters.length; i++) {
    found.add(hash(letters.charAt(i)) % rows)
    for (let reach = 1; reach <= PAIR_REACH && i + reach < letters.length; reach++)
      found.add(hash(`${letters.charAt(i)}·${letters.charAt(i + reach)}`) % rows)
  }
  const steps = Math.min(MOST_STEPS, Math.floor(letters.length / LETTERS_A_STEP))
  for (const each of [...shape, `length ${steps}`]) {
    found.add(hash(each) % rows)
    found.add(hash(`again ${each}`) % rows) // weighs as much as two characters
  }
  return [...found]
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    value ^= text.charCodeAt(i)
    value = Math.imul(value, 0x01000193)
  }
  value ^= value >>> 13
  value = Math.imul(value, 0x5bd1e995)
  return (value ^ (value >>> 15)) >>> 0
}
