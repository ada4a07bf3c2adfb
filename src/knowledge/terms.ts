/**
 * Search terms as numbers: every word and pair the content has said gets one, so that an index over thousands of texts
 * is built by counting, and a text that was seen in the last version of the content is not looked at again.
 */
import { remember, WHOLE_BASE } from './remember'
import type { Tokenize } from './tokenize'

export interface Terms {
  /** A text's terms, each followed by how often it is said: number, times, number, times, … */
  bag(text: string): Int32Array
  /** Undefined for what no text has said. */
  numberOf(term: string): number | undefined
  readonly size: number
}

const KNOWN = new WeakMap<Tokenize, Terms>()

/** One numbering for a tokenizer: whatever is built from the same words shares it. */
export function termsOf(tokenize: Tokenize): Terms {
  const known = KNOWN.get(tokenize)
  if (known) return known
  const numbers = new Map<string, number>()
  const terms: Terms = {
    bag: remember((text) => bagOf(tokenize(text), numbers), WHOLE_BASE),
    numberOf: (term) => numbers.get(term),
    get size() {
      return numbers.size
    },
  }
  KNOWN.set(tokenize, terms)
  return terms
}

function bagOf(said: readonly string[], numbers: Map<string, number>): Int32Array {
  const times = new Map<number, number>()
  for (const term of said) {
    const number = numbers.get(term) ?? numbers.size
    numbers.set(term, number)
    times.set(number, (times.get(number) ?? 0) + 1)
  }
  const bag = new Int32Array(times.size * 2)
  let at = 0
  for (const [number, tf] of times) {
    bag[at++] = number
    bag[at++] = tf
  }
  return bag
}
