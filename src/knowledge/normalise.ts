/** One spelling for search: width, case, traditional characters, invisible characters, the vocabulary's synonyms. */
import { Converter } from 'opencc-js/t2cn'
import type { Vocabulary } from './knowledge'
import { remember, WHOLE_BASE } from './remember'

const toSimplified = Converter({ from: 'tw', to: 'cn' })

// Zero-width, bidirectional and tag characters carry no words and hide things from the eye.
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u{e0000}-\u{e007f}]/gu

/** Same words in one spelling; changes nothing a reader would see as another word. */
export const plainText = remember(
  (text) => toSimplified(text.normalize('NFKC').replace(INVISIBLE, '')).toLowerCase().replace(/\s+/g, ' ').trim(),
  WHOLE_BASE,
)

export type Normalise = (text: string) => string

/** Adds the vocabulary: typos, homophones, pinyin and colloquial words become the word the knowledge uses. */
export const normaliser = ({ synonyms }: Vocabulary): Normalise =>
  normaliserOf(synonyms.map(({ say, mean }) => [...say, mean].join('\t')).join('\n'))

/** One line a meaning, its wordings before it. */
const normaliserOf = remember((synonyms): Normalise => {
  const meanings = new Map<string, string>()
  for (const line of synonyms.split('\n')) {
    const words = line.split('\t').map(plainText)
    for (const word of words.slice(0, -1)) meanings.set(word, words.at(-1) ?? word)
  }
  const words = [...meanings.keys()].sort((a, b) => b.length - a.length).map(asPattern)
  if (words.length === 0) return plainText
  const any = new RegExp(words.join('|'), 'g')
  return remember(
    (text) =>
      plainText(text).replace(any, (word, at: number, whole: string) => {
        const meaning = meanings.get(word) ?? word
        // 低保户 → 低保 inside 低保户口 would double what is there: leave a word already spelt out.
        return whole.startsWith(meaning, at) && meaning.length > word.length ? word : meaning
      }),
    WHOLE_BASE,
  )
}, 4)

/** Latin spellings match whole words only, so that `dibao` is found and `sbdibaox` is not. */
function asPattern(word: string): string {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return /^[a-z0-9 ]+$/.test(word) ? `(?<![a-z0-9])${escaped}(?![a-z0-9])` : escaped
}
