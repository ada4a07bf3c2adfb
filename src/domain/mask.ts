/**
 * Masks identity, phone and bank numbers in free text, before logs, index, stored transcripts and any model.
 * Keeps enough to be recognised by its owner: the first and last digits. Fifteen digits and more are masked whatever
 * they are: a mistyped identity number is a person's all the same.
 */
const PATTERNS: readonly { kind: MaskedKind; pattern: RegExp; keep: [number, number] }[] = [
  {
    kind: 'residentId',
    pattern:
      /(?<!\d)[1-9]\d{5}[ 　-]{0,2}(?:18|19|20)\d{2}[ 　-]{0,2}(?:0[1-9]|1[0-2])[ 　-]{0,2}(?:[0-2]\d|3[01])[ 　-]{0,2}\d{3}[\dXx](?!\d)/g,
    keep: [3, 2],
  },
  // The first generation's fifteen digits, with a year of two.
  { kind: 'residentId', pattern: /(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}(?!\d)/g, keep: [3, 2] },
  { kind: 'bankAccount', pattern: /(?<!\d)[1-9]\d{3}(?:[ 　-]?\d{4}){3}(?:[ 　-]?\d{1,3})?(?!\d)/g, keep: [4, 4] },
  {
    kind: 'phone',
    pattern: /(?<!\d)(?:\+?86[ 　-]{0,2})?1[3-9]\d[ 　-]{0,2}\d{4}[ 　-]{0,2}\d{4}(?!\d)/g,
    keep: [3, 4],
  },
]

export type MaskedKind = 'residentId' | 'bankAccount' | 'phone'

export interface Masked {
  readonly text: string
  readonly found: readonly MaskedKind[]
}

/** From a full-width digit, as a Chinese keyboard types it, to the plain one. */
const FULL_WIDTH = '０'.charCodeAt(0) - '0'.charCodeAt(0)

export function maskNumbers(text: string): Masked {
  const found: MaskedKind[] = []
  let masked = text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - FULL_WIDTH))
  for (const { kind, pattern, keep } of PATTERNS) {
    masked = masked.replace(pattern, (match) => {
      found.push(kind)
      return maskMiddle(match, keep[0], keep[1])
    })
  }
  return { text: masked, found }
}

export function maskMiddle(text: string, head: number, tail: number): string {
  const compact = text.replace(/[\s-]/g, '')
  if (compact.length <= head + tail) return '*'.repeat(compact.length)
  return compact.slice(0, head) + '*'.repeat(compact.length - head - tail) + compact.slice(compact.length - tail)
}
