/** What needs an editor's eye: ending soon, resting on an ended document, long unreviewed, never quoted to anybody. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseYaml } from '../../base/content-file'
import { addDays, addMonths, type LegalDay } from '../../domain/legal-day'
import type { Place } from '../basis'
import type { Knowledge } from '../knowledge'
import { readMarkdown } from '../markdown'
import type { Passage } from '../passage'
import { fileOf } from '../read-programme'
import { frontMatter } from '../schemas'
import { placesIn } from './places'
import { type DatedEntry, inOrder, sayRow } from './schedule'

/** Entries whose last day falls within `days` from today, soonest first; a successor already written is no reason to look. */
export function expiring(folder: string, knowledge: Knowledge, today: LegalDay, days: number): readonly DatedEntry[] {
  const places = placesIn(folder, knowledge)
  const until = addDays(today, days)
  const ends = (to: LegalDay | undefined): to is LegalDay => to !== undefined && to > today && to <= until
  const amounts = knowledge.standards.flatMap((standard) =>
    standard.values.flatMap((row) =>
      ends(row.to) && !standard.values.some((each) => each.region === row.region && each.from === row.to)
        ? [{ on: row.to, at: places.amount(row), what: `金额 ${standard.label}（${row.region}）${sayRow(row)}` }]
        : [],
    ),
  )
  const sources = [...knowledge.sources.values()].flatMap((source) =>
    ends(source.to) ? [{ on: source.to, at: places.source(source.id), what: `依据“${source.id}”` }] : [],
  )
  const paragraphs = knowledge.passages.flatMap((passage) =>
    passage.paragraphs.flatMap(({ period: { to }, line }) =>
      ends(to) && !passage.paragraphs.some((each) => each.period.from === to)
        ? [{ on: to, at: { file: passage.file, line }, what: `段落“${passage.title}”` }]
        : [],
    ),
  )
  const rules = knowledge.ruleSets.flatMap((set) =>
    ends(set.to) && !knowledge.ruleSets.some((each) => each.programme === set.programme && each.from === set.to)
      ? [{ on: set.to, at: places.ruleSet(set.id), what: `资格规则 ${set.id}（${set.region}）` }]
      : [],
  )
  return inOrder([...amounts, ...sources, ...paragraphs, ...rules])
}

export interface DueEntry {
  readonly at: Place
  readonly what: string
}

/** Documents no longer in force that nothing registered replaces, and questions none of whose answer still holds. */
export function ended(folder: string, knowledge: Knowledge, today: LegalDay): readonly DueEntry[] {
  const places = placesIn(folder, knowledge)
  const replaced = new Set([...knowledge.sources.values()].flatMap((source) => source.replaces))
  const sources = [...knowledge.sources.values()]
    .filter(({ id, to }) => to !== undefined && to <= today && !replaced.has(id))
    .map(({ id, to }) => ({ at: places.source(id), what: `依据“${id}”已在 ${to} 失效，没有登记取代它的文件` }))
  const passages = knowledge.passages
    .filter(({ paragraphs }) => paragraphs.length > 0 && paragraphs.every(({ period: { to } }) => to && to <= today))
    .map((each) => ({ at: each, what: `“${each.title}”的每一段都已失效，今天没有答案` }))
  return [...sources, ...passages.map(({ at, what }) => ({ at: { file: at.file, line: at.line }, what }))]
}

/** Programmes whose policy.md was not reviewed within a year, or does not say when. */
export function unreviewed(folder: string, knowledge: Knowledge, today: LegalDay): readonly DueEntry[] {
  const yearAgo = addMonths(today, -12)
  return [...knowledge.programmes.values()].flatMap((programme) => {
    const name = fileOf(programme, 'policy.md')
    const head = readMarkdown(readFileSync(join(folder, name), 'utf8'), name, []).frontMatter
    const read = parseYaml(head, frontMatter, name, 2)
    const reviewedOn = read.ok ? read.value.reviewedOn : undefined
    if (reviewedOn !== undefined && reviewedOn >= yearAgo) return []
    const at = { file: `knowledge/${name}`, line: read.ok ? read.lineOf(['reviewedOn']) : 1 }
    return [
      { at, what: `${programme.title}：${reviewedOn ? `上次核对是 ${reviewedOn}` : '没写核对日期（reviewedOn）'}` },
    ]
  })
}

/** Passages of which no reply quotes a word. `replies` are what residents were told. */
export function neverQuoted(knowledge: Knowledge, replies: readonly string[]): readonly DueEntry[] {
  const told = replies.join('\n')
  return knowledge.passages
    .filter((passage) => passage.paragraphs.length > 0 && !isQuoted(passage, told))
    .map(({ file, line, title }) => ({ at: { file, line }, what: `“${title}”还没有回答过任何人` }))
}

/** Replies quote approved text word for word; only {{amounts}} and list marks are written differently. */
function isQuoted(passage: Passage, told: string): boolean {
  return passage.paragraphs.some(({ text }) => {
    const plain = text.split(/\{\{[^}]*\}\}|\n-?\s*/).sort((a, b) => b.length - a.length)[0] ?? text
    return told.includes(plain.trim())
  })
}
