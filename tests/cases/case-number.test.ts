/** Numbers a resident reads out over the phone. */
import { fixedClock } from '../../src/base/clock'
import { randomIds } from '../../src/base/ids'
import { checkCharacter, drawCaseNumber, readCaseNumber } from '../../src/cases/case-number'
import { noon } from './sample'

const ids = randomIds(fixedClock(noon))
const numbers = Array.from({ length: 300 }, () => drawCaseNumber(ids, 2026, '341323'))
const compact = (number: string) => number.replaceAll('-', '')

it('computes the check character as the published ISO 7064 MOD 37,36 example', () => {
  expect(checkCharacter('A12425GABC1234002')).toBe('M') // a Global Release Identifier
})

it('draws year, region, eight characters without look-alikes, and a check character', () => {
  expect(new Set(numbers).size).toBe(300)
  for (const number of numbers) expect(number).toMatch(/^2026-341323-([2-9A-HJKMNP-TV-Z]{4}-){2}[2-9A-HJKMNP-TV-Z]$/)
})

it('reads a number however it was typed', () => {
  const [number = ''] = numbers
  const typed = [compact(number), number.toLowerCase(), ` ${number.replaceAll('-', ' ')} `, number.replaceAll('-', '—')]
  const fullWidth = [...number].map((c) => (c === '-' ? '－' : String.fromCharCode(c.charCodeAt(0) + 0xfee0))).join('')
  for (const text of [...typed, fullWidth]) expect(readCaseNumber(text)).toBe(number)
})

it('notices any one wrong character', () => {
  for (const number of numbers.slice(0, 20)) {
    const text = compact(number)
    for (let at = 0; at < text.length; at++) {
      const wrong = text[at] === '7' ? '8' : '7'
      expect(readCaseNumber(text.slice(0, at) + wrong + text.slice(at + 1))).toBeUndefined()
    }
  }
})

it('notices nearly every swap of neighbours', () => {
  let [swaps, unnoticed] = [0, 0]
  for (const text of numbers.map(compact)) {
    for (let at = 10; at < 17; at++) {
      const swapped = text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2)
      if (swapped === text) continue
      swaps += 1
      if (readCaseNumber(swapped)) unnoticed += 1
    }
  }
  expect(swaps).toBeGreaterThan(1500)
  expect(unnoticed / swaps).toBeLessThan(0.01)
})

it('is not taken in by what is no number', () => {
  for (const text of ['', '12345', '低保怎么申请', '\0', '2026-341323', '9'.repeat(19), '2026-341323-7K3M-9QXA']) {
    expect(readCaseNumber(text)).toBeUndefined()
  }
})
