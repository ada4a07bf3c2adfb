/**
 * Masks identity, phone and bank numbers in free text, before logs, index, stored transcripts and any model.
 * Keeps enough to be recognised by its owner: the first and last digits.
 */
const PATTERNS: readonly { kind: MaskedKind; pattern: RegExp; keep: [number, number] }[] = [
  {
    kind: 'residentId',
    pattern:
      /(?<![0-9A-Za-z])[1-9]\d{5}[\s-]?(?:18|19|20)\d{2}[\s-]?(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])[\s-]?\d{3}[\dXx](?![0-9A-Za-z])/g,
    keep: [3, 2],
  },
  { kind: 'bankAccount', pattern: /(?<!\d)[3-9]\d{3}(?:[\s-]?\d{4}){3}(?:[\s-]?\d{1,3})?(?!\d)/g, keep: [4, 4] },
  { kind: 'phone', pattern: /(?<!\d)(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/g, keep: [3, 4] },
]

export type MaskedKind = 'residentId' | 'bankAccount' | 'phone'

export interface Masked {
  readonly text: string
  readonly found: readonly MaskedKind[]
}

export function maskNumbers(text: string): Masked {
  const found: MaskedKind[] = []
  let masked = text
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
