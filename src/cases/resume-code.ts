/**
 * The eight characters with which somebody goes on where they stopped, on any device: bringing papers to a case, or
 * filling in a form set aside. Written as two fours; only its hash is stored, slow enough that a stolen table is no list.
 */
import { scrypt } from 'node:crypto'
import type { Ids } from '../base/ids'

const LENGTH = 8
const ONE = '[2-9A-HJ-KM-NP-TV-Z]'
const INSIDE = new RegExp(`(?<![0-9A-Z-])(${ONE}{4})[\\s-]?(${ONE}{4})(?![0-9A-Z-])`)
const COST = { N: 2048, r: 8, p: 1 }

export function drawResumeCode(ids: Ids): string {
  const drawn = ids.code(LENGTH)
  return `${drawn.slice(0, 4)}-${drawn.slice(4)}`
}

/** The code in a sentence, as we write it: 补材料 7k3m 9qxa. Eight figures alone are more likely a date. */
export function findResumeCode(text: string): string | undefined {
  const match = INSIDE.exec(text.normalize('NFKC').toUpperCase())
  return match && /[A-Z]/.test(match[0]) ? `${match[1]}-${match[2]}` : undefined
}

export function hashResumeCode(code: string): Promise<string> {
  return new Promise((hashed, failed) => {
    scrypt(code, 'resume-code', 24, COST, (fault, key) => (fault ? failed(fault) : hashed(key.toString('hex'))))
  })
}
