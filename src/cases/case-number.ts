/**
 * The public case number, made to be read aloud and typed on a phone: year, region code, eight characters without
 * look-alikes, and a check character (ISO 7064 MOD 37,36 over everything before it) that catches any one wrong
 * character and nearly every swap: `2026-341302-7K3M-9QXA-H`.
 */
import type { Ids } from '../base/ids'

const VALUES = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const LOOK_ALIKES = '01ILOU'
const PATTERN = /^(\d{4})(\d{6})([0-9A-Z]{4})([0-9A-Z]{4})([0-9A-Z])$/

/** Draws again while the check character would be a look-alike: about one draw in six. */
export function drawCaseNumber(ids: Ids, year: number, regionCode: string): string {
  for (;;) {
    const drawn = ids.code(8)
    const check = checkCharacter(`${year}${regionCode}${drawn}`)
    if (!LOOK_ALIKES.includes(check)) return [year, regionCode, drawn.slice(0, 4), drawn.slice(4), check].join('-')
  }
}

/** The number as we write it, from however it was typed; undefined when it cannot be one of ours. */
export function readCaseNumber(text: string): string | undefined {
  const compact = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—_.·]/g, '')
  const parts = PATTERN.exec(compact)?.slice(1)
  return parts && checkCharacter(compact.slice(0, -1)) === parts.at(-1) ? parts.join('-') : undefined
}

const INSIDE = /(?<![0-9A-Z])\d{4}[\s\-–—_.·]*\d{6}(?:[\s\-–—_.·]*[0-9A-Z]){9}(?![0-9A-Z])/

/** The first case number in a sentence: 查一下 2026-341302-7K3M-9QXA-H 到哪了. */
export function findCaseNumber(text: string): string | undefined {
  const candidate = INSIDE.exec(text.normalize('NFKC').toUpperCase())?.[0]
  return candidate === undefined ? undefined : readCaseNumber(candidate)
}

/** ISO 7064, hybrid system MOD 37,36. */
export function checkCharacter(text: string): string {
  let rest = VALUES.length
  for (const character of text) {
    const sum = (rest + VALUES.indexOf(character)) % VALUES.length
    rest = ((sum === 0 ? VALUES.length : sum) * 2) % (VALUES.length + 1)
  }
  return VALUES.charAt((VALUES.length + 1 - rest) % VALUES.length)
}
