/** Which words a passage is found by: its stored wordings, its text, what is embedded of it, and no programme's name. */
import { Document } from '@langchain/core/documents'
import type { Programme } from '../domain/programme'
import type { Knowledge } from './knowledge'
import type { Normalise } from './normalise'
import type { Passage } from './passage'
import { isMainSection } from './passage-features'

/** Takes the programmes' names out of a text, longest first. */
export function nameRemover(knowledge: Knowledge, normalise: Normalise): (text: string) => string {
  const names = [...knowledge.programmes.values()].flatMap((each) => [
    each.title,
    each.short,
    ...each.aliases,
    ...each.colloquial,
  ])
  const words = [...new Set(names.map(normalise))].filter((name) => name.length > 1)
  if (words.length === 0) return (text) => text
  const any = new RegExp(
    words
      .sort((a, b) => b.length - a.length)
      .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('|'),
    'g',
  )
  return (text) => text.replace(any, ' ').trim()
}

/** A question's own wordings; for a policy section, the short questions its heading answers. */
export function wordingsOf(passage: Passage, knowledge: Knowledge): readonly string[] {
  const programme = knowledge.programmes.get(passage.programme)
  if (!programme || passage.wordings.length > 0) return passage.wordings
  if (!isMainSection(passage)) return [passage.title, `${programme.short}${passage.title}`]
  const words = passage.facet ? (knowledge.vocabulary.facets.get(passage.facet) ?? []).slice(0, 12) : []
  return [`${programme.title}${passage.title}`, ...words.map((word) => `${programme.short}${word}`)]
}

export function bodyOf(passage: Passage, knowledge: Knowledge): string {
  const programme = knowledge.programmes.get(passage.programme)
  return [programme?.title, programme?.short, passage.title, ...passage.paragraphs.map((each) => each.text)].join('\n')
}

/** What is embedded: each wording, and each passage as a whole. Ids are `passage id@n` and `passage id@text`; digests tell what changed. */
export function vectorDocuments(knowledge: Knowledge, normalise: Normalise): Document[] {
  return knowledge.passages.flatMap((passage) => {
    const text = firstParagraphs(passage, knowledge.programmes.get(passage.programme))
    const wordings = wordingsOf(passage, knowledge).map((wording, n): [string, string] => [String(n), wording])
    return [...wordings, [OF_TEXT, text] as const].map(([n, words]) => {
      const pageContent = normalise(words)
      return new Document({ pageContent, metadata: { id: `${passage.id}@${n}`, digest: pageContent } })
    })
  })
}

const OF_TEXT = 'text'
/** Which of its passage's wordings a vector is of. */
export const numberOf = (vectorId: string) => Number(vectorId.slice(vectorId.lastIndexOf('@') + 1))
export const isOfText = (vectorId: string) => vectorId.endsWith(`@${OF_TEXT}`)

function firstParagraphs(passage: Passage, programme: Programme | undefined): string {
  return [programme?.short ?? '', passage.title, ...passage.paragraphs.slice(0, 2).map((each) => each.text)]
    .join(' ')
    .slice(0, 300)
}
