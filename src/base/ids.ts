/**
 * Identifiers: prefixed, sortable by the moment they were made, unguessable.
 * The only place in `src` that draws random numbers. Injected, so that tests and replays get the same ids.
 */
import { randomBytes } from 'node:crypto'
import type { Clock } from './clock'

export type IdPrefix = 'case' | 'handoff' | 'conversation' | 'intake' | 'turn' | 'operator' | 'resident' | 'upload'

export interface Ids {
  /** `prefix_` + 9 characters of time + 16 random characters, Crockford base 32. */
  next(prefix: IdPrefix): string
  /** `length` characters from an alphabet without look-alikes (no 0 O 1 I L U): for numbers read aloud or typed. */
  code(length: number): string
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const SPOKEN = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

export function randomIds(clock: Clock): Ids {
  return {
    next: (prefix) => `${prefix}_${timePart(clock.now().getTime())}${pick(ALPHABET, 16)}`.toLowerCase(),
    code: (length) => pick(SPOKEN, length),
  }
}

/** Counting ids for tests: case_000001, case_000002, … */
export function countingIds(): Ids {
  let count = 0
  const padded = (length: number) => String(++count).padStart(length, '0')
  return {
    next: (prefix) => `${prefix}_${padded(6)}`,
    code: (length) => padded(length).replaceAll('0', 'A').replaceAll('1', 'B'),
  }
}

function timePart(at: number): string {
  let rest = at
  let out = ''
  for (let i = 0; i < 9; i++) {
    out = ALPHABET.charAt(rest % 32) + out
    rest = Math.floor(rest / 32)
  }
  return out
}

function pick(alphabet: string, length: number): string {
  let out = ''
  while (out.length < length) {
    for (const byte of randomBytes(length * 2)) {
      // A byte past the last whole multiple of the alphabet would favour its first letters.
      if (byte < 256 - (256 % alphabet.length) && out.length < length) out += alphabet.charAt(byte % alphabet.length)
    }
  }
  return out
}
