/**
 * Danger in words the list of signals does not know: a linear classifier over characters and near character pairs,
 * learned by `npm run train -- --danger` from the signals' own wordings and example messages, look-alikes among the
 * negatives. It only adds to the list, never takes from it.
 */
import learned from './danger-weights.json'

export interface DangerWeights {
  readonly threshold: number
  /** The last one is "none". */
  readonly classes: readonly string[]
  readonly rows: number
  readonly scale: number
  readonly bias: readonly number[]
  /** One signed byte for each row and class, in base64. */
  readonly table: string
}

/** Shorter messages are left to the list: a word or two is no story. */
const SHORTEST = 7
const PAIR_REACH = 3

const TABLE = new Int8Array(Buffer.from(learned.table, 'base64'))

/** The signal's id, when the words are more like danger than the threshold. */
export function likelySignal(said: string): string | undefined {
  const letters = lettersOf(said)
  if (letters.length < SHORTEST) return undefined
  const sums = [...learned.bias]
  const rows = dangerRows(letters, learned.rows)
  const unit = learned.scale / Math.sqrt(rows.length || 1)
  for (const row of rows)
    for (let c = 0; c < sums.length; c++) sums[c] = (sums[c] ?? 0) + unit * (TABLE[row * sums.length + c] ?? 0)
  const odds = sums.map(Math.exp)
  const all = odds.reduce((sum, each) => sum + each, 0)
  const none = odds.at(-1) ?? 0
  if (1 - none / all < learned.threshold) return undefined
  const signals = odds.slice(0, -1)
  return learned.classes[signals.indexOf(Math.max(...signals))]
}

export const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')

/** Each character, and each pair up to three apart: 绑…上, 拿…抽. */
export function dangerRows(letters: string, rows: number): readonly number[] {
  const found = new Set<number>()
  for (let i = 0; i < letters.length; i++) {
    found.add(hash(letters.charAt(i)) % rows)
    for (let reach = 1; reach <= PAIR_REACH && i + reach < letters.length; reach++)
      found.add(hash(`${letters.charAt(i)}·${letters.charAt(i + reach)}`) % rows)
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
