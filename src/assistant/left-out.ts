/** Of lines that may not be left out, those that a text does not say, in the bureau's words or in its own. */
import { HINTED, QUOTED } from './claims'
import { sayToken } from './figures'
import { cutUp, joined, type Part, type Parts, partsOf, shareOf, signsOf } from './parts'

/** An exclusion may be said in other words, as long as half of them stay. */
const RETOLD = 0.5

interface Required {
  readonly line: string
  readonly parts: readonly Part[]
  readonly whole: Part
}

export function leftOut(text: string, required: readonly string[]): readonly string[] {
  const missing = required.filter((line) => !text.includes(line)).map(requiredOf)
  if (missing.length === 0) return []
  // What vouches for one line does not vouch for another that is much like it.
  const said = cutUp(required.reduce((rest, line) => (line === '' ? rest : rest.replaceAll(line, '\n')), text))
  return missing.filter((each) => !isTold(each, missing, said)).map(({ line }) => line)
}

function requiredOf(line: string): Required {
  const parts = partsOf(line)
  return { line, parts, whole: joined(parts) }
}

/** Each of its parts by half; where the line as a whole is there, a hint of each is enough. */
function isTold({ line, parts, whole }: Required, missing: readonly Required[], { all, keys }: Parts): boolean {
  const others = missing.filter((each) => each.line !== line).flatMap((each) => [...each.parts, each.whole])
  const isSaid = (part: Part, least: number) =>
    keys.has(part.key) ||
    all.some((window) => {
      const share = shareOf(part, window)
      if (share < least || signsOf(window) !== signsOf(part) || !hasFigures(window, part)) return false
      return others.every((other) => shareOf(other, window) <= share)
    })
  const least = isSaid(whole, QUOTED) ? HINTED : RETOLD
  return parts.every((part) => isSaid(part, least))
}

function hasFigures(said: Part, required: Part): boolean {
  const known = said.tokens.map(sayToken)
  return required.tokens.every((token) => token.kind !== 'figure' || known.includes(sayToken(token)))
}
