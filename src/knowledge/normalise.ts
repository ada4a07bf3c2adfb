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
  const pinyin = pinyinReader(meanings)
  // 低保户 → 低保 inside 低保户口 would double what is there: leave a word already spelt out.
  const spell = (text: string) =>
    text.replace(any, (word, at: number, whole: string) => {
      const meaning = meanings.get(word) ?? word
      return whole.startsWith(meaning, at) && meaning.length > word.length ? word : meaning
    })
  return remember((text) => spellAround(plainText(text), pinyin, spell), WHOLE_BASE)
}, 4)

const LETTERS = /([a-z]{2,}(?: [a-z]+)*)/

/** Runs of letters that are read stand as they are read; the words around them are spelt the knowledge's way. */
function spellAround(text: string, read: (run: string) => string | undefined, spell: (text: string) => string): string {
  const parts: string[] = []
  let around = ''
  for (const [i, part] of text.split(LETTERS).entries()) {
    const meant = i % 2 === 1 ? read(part) : undefined
    if (meant === undefined) around += part
    else {
      parts.push(spell(around), meant)
      around = ''
    }
  }
  return [...parts, spell(around)].join('')
}

/** di bao zen me shen qing: a run that is nothing but known spellings, however they are spaced. */
function pinyinReader(meanings: ReadonlyMap<string, string>): (run: string) => string | undefined {
  const spelt = new Map(
    [...meanings].flatMap(([word, mean]) =>
      /^[a-z ]+$/.test(word) ? [[word.replaceAll(' ', ''), mean] as const] : [],
    ),
  )
  const longest = Math.max(0, ...[...spelt.keys()].map((word) => word.length))
  const read = (letters: string): string | undefined => {
    if (letters === '') return ''
    for (let length = Math.min(longest, letters.length); length > 0; length--) {
      const mean = spelt.get(letters.slice(0, length))
      const rest = mean === undefined ? undefined : read(letters.slice(length))
      if (rest !== undefined) return `${mean}${rest}`
    }
    return undefined
  }
  return (run) => (run.length > LONGEST_RUN ? undefined : read(run.replaceAll(' ', '')))
}

/** Longer than anything said in one breath: not tried. */
const LONGEST_RUN = 40

/** Latin spellings match whole words only, so that `dibao` is found and `sbdibaox` is not. */
function asPattern(word: string): string {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return /^[a-z0-9 ]+$/.test(word) ? `(?<![a-z0-9])${escaped}(?![a-z0-9])` : escaped
}
