/** Five libraries, each with an embedder that has not learned from a fifth of the questions: for honest features. */
import { contentTokenizer, openIndex } from '../../src/knowledge/open-index'
import { contentPairs, learnEncoder } from './encoder'
import type { Base, Fold } from './examples'

export const FOLDS = 5

export async function openFolds(base: Base): Promise<Fold[]> {
  const { knowledge, normalise } = base
  const tokenize = contentTokenizer(knowledge, normalise)
  const folds: Fold[] = []
  for (let fold = 0; fold < FOLDS; fold++) {
    const holds = (text: string) => foldOf(text) === fold
    const embedder = learnEncoder(
      contentPairs(knowledge, normalise, (wording) => !holds(wording)),
      tokenize,
    )
    const { index } = await openIndex(knowledge, { embedder })
    folds.push({ base: { ...base, index }, holds })
  }
  return folds
}

function foldOf(text: string): number {
  let sum = 0
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003
  return sum % FOLDS
}
