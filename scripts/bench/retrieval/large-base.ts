/**
 * A large base: passages cut from a folder of law texts (or from our own knowledge where none is given), then filled
 * up with generated variations, each a few sentences of one document in a new order. A question is some words of one
 * sentence; every passage holding that whole sentence is right.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Knowledge } from '../../../src/knowledge/knowledge'
import type { Passage } from '../../../src/knowledge/passage'
import type { Tokenize } from '../../../src/knowledge/tokenize'
import { pick, type Random, seeded } from '../../evaluation/seeded'
import type { Question, TextBase, TextEntry } from './engine'

interface Wanted {
  /** A folder of law texts; without it the knowledge is cut. */
  readonly texts?: string | undefined
  readonly knowledge: Knowledge
  readonly terms: Tokenize
  readonly passages: number
  readonly questions: number
}

interface Section {
  readonly title: string
  readonly heading: string
  readonly sentences: readonly string[]
}

export function largeBase({ texts, knowledge, terms, passages, questions }: Wanted) {
  const random = seeded(50_000)
  const sections = (texts === undefined ? ofKnowledge(knowledge) : ofFolder(texts)).filter(
    (each) => each.sentences.length > 0,
  )
  const entries: TextEntry[] = sections.map((section, i) => entryOf(`article-${i}`, section, section.sentences))
  const byTitle = sectionsByTitle(sections)
  while (entries.length < passages) {
    const section = pick(sections, random)
    const other = section && pick(byTitle.get(section.title) ?? [], random)
    const third = section && pick(byTitle.get(section.title) ?? [], random)
    const chosen = [section, other, third].flatMap((each) => pick(each?.sentences ?? [], random) ?? [])
    if (section) entries.push(entryOf(`variation-${entries.length}`, section, chosen))
  }
  const base: TextBase = { name: texts === undefined ? '知识库变化出来的' : '法律条文', entries }
  const asked: Question[] = []
  while (asked.length < questions) asked.push(...questionOf(entries, sections, terms, random))
  return { base, cut: sections.length, questions: asked }
}

function sectionsByTitle(sections: readonly Section[]): ReadonlyMap<string, readonly Section[]> {
  const byTitle = new Map<string, Section[]>()
  for (const section of sections) {
    const known = byTitle.get(section.title)
    if (known) known.push(section)
    else byTitle.set(section.title, [section])
  }
  return byTitle
}

const entryOf = (id: string, { title, heading }: Section, sentences: readonly string[]): TextEntry => ({
  ...{ id, title, heading, questions: [] },
  body: sentences.join(''),
})

function ofFolder(folder: string): Section[] {
  return readdirSync(folder)
    .filter((file) => /\.(md|txt)$/.test(file) && !/readme/i.test(file))
    .flatMap((file) => {
      const title = file.replace(/\(.*|\.(md|txt)$/g, '')
      return readFileSync(join(folder, file), 'utf8')
        .split(/\n\s*\n/)
        .map((paragraph) => paragraph.replace(/[#*]/g, '').trim())
        .filter((paragraph) => paragraph.length >= 20)
        .map((paragraph) => ({
          title,
          heading: /^第\S{1,8}条/.exec(paragraph)?.[0] ?? '',
          sentences: sentencesOf(paragraph),
        }))
    })
}

function ofKnowledge({ passages, programmes }: Knowledge): Section[] {
  return passages.map((passage) => ({
    title: programmes.get(passage.programme)?.title ?? '',
    heading: passage.title,
    sentences: sentencesOf(passage.paragraphs.map((each) => each.text).join('\n')),
  }))
}

const sentencesOf = (text: string) =>
  text
    .split(/(?<=[。；\n])/)
    .map((each) => each.trim())
    .filter((each) => each.length >= 8)

/** Four to seven words of a sentence, in order: what somebody remembers of it. None where the sentence has too few. */
function questionOf(
  entries: readonly TextEntry[],
  sections: readonly Section[],
  terms: Tokenize,
  random: Random,
): Question[] {
  const sentence = pick(pick(sections, random)?.sentences ?? [], random) ?? ''
  const words = [...new Set(terms(sentence).filter((term) => !term.startsWith('_') && term.length > 1))]
  if (words.length < 8) return []
  const wanted = 4 + Math.floor(random() * 4)
  const kept = new Set(Array.from({ length: wanted }, () => pick(words, random)))
  const right = entries.filter((each) => each.body.includes(sentence)).map((each) => each.id)
  return [{ set: '记得几个词', q: words.filter((each) => kept.has(each)).join(''), right: new Set(right) }]
}

/** The same entries as knowledge, so that the whole of our retrieval can be asked. */
export function asKnowledge({ entries }: TextBase, knowledge: Knowledge): Knowledge {
  const passages = entries.map(
    (entry, line): Passage => ({
      ...{
        id: entry.id,
        digest: entry.id,
        programme: entry.title,
        kind: 'policy',
        title: `${entry.title} ${entry.heading}`,
      },
      ...{ wordings: [], file: '', line },
      paragraphs: [{ text: entry.body, basis: [], period: { from: '2000-01-01' }, region: '全国', line }],
    }),
  )
  return { ...knowledge, passages }
}
