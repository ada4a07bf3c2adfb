/** Resident identity numbers (GB 11643-1999): eighteen characters, real birth date, check character by ISO 7064 MOD 11-2. */
import { type LegalDay, legalDay } from './legal-day'

export type ResidentIdCheck =
  | { ok: true; number: string; birth: LegalDay; sex: 'male' | 'female' }
  | { ok: false; why: 'length' | 'characters' | 'region' | 'date' | 'checksum' }

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'
/** First two digits of the province-level codes of GB/T 2260, with the codes used for 港澳台 residents' permits. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(
    ' ',
  ),
)

export function checkResidentId(text: string): ResidentIdCheck {
  const number = text.replace(/[\s-]/g, '').toUpperCase()
  if (number.length !== 18) return { ok: false, why: 'length' }
  if (!/^\d{17}[\dX]$/.test(number)) return { ok: false, why: 'characters' }
  if (!PROVINCES.has(number.slice(0, 2))) return { ok: false, why: 'region' }
  const birth = legalDay(Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14)))
  if (!birth) return { ok: false, why: 'date' }
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(number.charAt(i)), 0)
  if (CHECKS.charAt(sum % 11) !== number.charAt(17)) return { ok: false, why: 'checksum' }
  return { ok: true, number, birth, sex: Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female' }
}
