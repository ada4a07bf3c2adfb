/**
 * Whether words of a model's own stay with what they were made from: no sign, link or foreign word that is not there,
 * mostly the same words, and every figure, bound and no in the very sentence retold. The guard looks at all else.
 */
import { markFigures, plainFigures, sayToken } from '../figures'

/** Marks of structure a resident should not see and a browser should not read; control and invisible characters. */
const STRUCTURE = /[<>{}[\]|*_`#\\]|[^\P{C}\n]/u
const LATIN = /[A-Za-z][A-Za-z0-9.@/:_-]+/g

/** An honest retelling in plain words keeps well over half of the letter pairs; a sentence from elsewhere a tenth. */
const KEPT = 0.5

export function whyNotOwn(words: string, evidence: string): string | undefined {
  if (STRUCTURE.test(words)) return 'structure'
  const plain = words.normalize('NFKC')
  const known = evidence.normalize('NFKC')
  if ((plain.match(LATIN) ?? []).some((word) => !known.includes(word))) return 'a foreign word'
  return shareKept(plain, known) < KEPT ? 'words from elsewhere' : undefined
}

/** 未满18周岁 stands in one sentence and 已经满18周岁 in another: retelling the one, only the one may be said. */
export function staysInSentence(words: string, evidence: string): boolean {
  const sentences = sentencesOf(evidence)
  // Two sentences told in one breath count as one.
  const known = [...sentences, ...sentences.slice(1).map((sentence, i) => `${sentences[i]}${sentence}`)]
  return sentencesOf(words).every((said) => evidence.includes(said) || isOfNearest(said, known))
}

const sentencesOf = (text: string) => text.split(/(?<=[。！？；\n])/)

function isOfNearest(said: string, known: readonly string[]): boolean {
  const tokens = tokensOf(said)
  if (tokens.length === 0) return true
  const own = pairsOf(said)
  const near = known.map((sentence) => ({ sentence, share: alike(own, pairsOf(sentence)) }))
  const nearest = near.reduce((most, { share }) => Math.max(most, share), 0)
  return near
    .filter(({ share }) => share === nearest)
    .some(({ sentence }) => {
      const there = tokensOf(sentence)
      return tokens.every((token) => there.includes(token))
    })
}

const tokensOf = (text: string) => markFigures(plainFigures(text)).tokens.map(sayToken)

/** Dice's share of common pairs. */
function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((pair) => b.has(pair)).length
  return (2 * common) / (a.size + b.size || 1)
}

/** The share of a text's pairs of Chinese letters that the evidence has. */
export function shareKept(words: string, evidence: string): number {
  const pairs = pairsOf(words)
  if (pairs.size === 0) return 0
  const known = pairsOf(evidence)
  return [...pairs].filter((pair) => known.has(pair)).length / pairs.size
}

function pairsOf(text: string): ReadonlySet<string> {
  const letters = text.match(/\p{Script=Han}/gu) ?? []
  return new Set(letters.slice(1).map((letter, i) => `${letters[i]}${letter}`))
}
