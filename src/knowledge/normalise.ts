/** One spelling for search: width, case, traditional characters, invisible characters, the vocabulary's synonyms. */
import { Converter } from 'opencc-js/t2cn'
import type { Vocabulary } from './knowledge'

const toSimplified = Converter({ from: 'tw', to: 'cn' })

// Zero-width, bidirectional and tag characters carry no words and hide things from the eye.
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u{e0000}-\u{e007f}]/gu

/** Same words in one spelling; changes nothing a reader would see as another word. */
export function plainText(text: string): string {
  return toSimplified(text.normalize('NFKC').replace(INVISIBLE, '')).toLowerCase().replace(/\s+/g, ' ').trim()
}

export type Normalise = (text: string) => string

/** Adds the vocabulary: typos, homophones, pinyin and colloquial words become the word the knowledge uses. */
export function normaliser(vocabulary: Vocabulary): Normalise {
  const meanings = new Map<string, string>()
  for (const { say, mean } of vocabulary.synonyms)
    for (const word of say) meanings.set(plainText(word), plainText(mean))
  const words = [...meanings.keys()].sort((a, b) => b.length - a.length).map(asPattern)
  if (words.length === 0) return plainText
  const any = new RegExp(words.join('|'), 'g')
  return (text) =>
    plainText(text).replace(any, (word, at: number, whole: string) => {
      const meaning = meanings.get(word) ?? word
      // 低保户 → 低保 inside 低保户口 would double what is there: leave a word already spelt out.
      return whole.startsWith(meaning, at) && meaning.length > word.length ? word : meaning
    })
}

/** Latin spellings match whole words only, so that `dibao` is found and `sbdibaox` is not. */
function asPattern(word: string): string {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return /^[a-z0-9 ]+$/.test(word) ? `(?<![a-z0-9])${escaped}(?![a-z0-9])` : escaped
}
