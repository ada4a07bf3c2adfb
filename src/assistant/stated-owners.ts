/**
 * Whose body and whose money is spoken of: in 我67岁，老婆残疾二级 her grade is not the applicant's. What is somebody else's is
 * kept as spoken of, and asked; where nobody's age tells who applies, one's own goes first.
 */
import type { FactName } from '../domain/facts'
import { isStated, type Mention } from './stated'
import { type Owner, ownerBefore } from './stated-ages'

const PERSONAL: readonly FactName[] = [
  'disabilityGrade',
  'disabilityCategory',
  'seriousIllness',
  'employed',
  'elderAbilityLevel',
  'applicantMonthlyIncomeFen',
]

/** `applicant`: whose age was told, if it settles who applies. */
export function ownFacts(found: readonly Mention[], text: string, applicant: Owner | undefined): Mention[] {
  return found.map((mention) => {
    if (!PERSONAL.includes(mention.fact) || !isStated(mention)) return mention
    const owner = ownerOf(mention, text)
    if (owner === 'nobody') return mention
    const others = found.filter((each) => each.fact === mention.fact && isStated(each))
    const wanted = applicant ?? (others.some((each) => ownerOf(each, text) === 'self') ? 'self' : owner)
    const words = owner === 'self' ? mention.words : withOwner(mention.words, text)
    return wanted === owner || wanted === 'nobody' ? { ...mention, words } : { fact: mention.fact, words }
  })
}

/** Before the words, or in them: 老婆有病残疾二级. What a child gives is the parent's. */
function ownerOf({ words }: Mention, text: string): Owner {
  const at = text.indexOf(words)
  const inside = /给/.test(words) ? 'nobody' : ownerBefore(words, words.length)
  return at < 0 || inside !== 'nobody' ? inside : ownerBefore(text, at)
}

const LONGEST_TOLD = 16

/** Told back with whose it is, where that is short. */
function withOwner(words: string, text: string): string {
  const at = text.indexOf(words)
  const clause =
    text
      .slice(0, Math.max(at, 0))
      .split(/[，。；、]/)
      .at(-1) ?? ''
  return clause.length + words.length <= LONGEST_TOLD ? clause + words : words
}
