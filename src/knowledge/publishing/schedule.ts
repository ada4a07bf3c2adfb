/**
 * What changes by itself on a day to come. Nothing has to run on that day: every answer is made for its own day in
 * Asia/Shanghai, so an entry with a future `from` is in force from 00:00 of it.
 */
import { sayYuan } from '../../domain/fen'
import type { LegalDay } from '../../domain/legal-day'
import type { StandardRow } from '../../domain/standard'
import type { Place } from '../basis'
import type { Knowledge } from '../knowledge'
import { placesIn } from './places'

export interface DatedEntry {
  readonly on: LegalDay
  readonly at: Place
  readonly what: string
}

/** Entries that start after `today`, soonest first. */
export function upcoming(folder: string, knowledge: Knowledge, today: LegalDay): readonly DatedEntry[] {
  const places = placesIn(folder, knowledge)
  const amounts = knowledge.standards.flatMap((standard) =>
    standard.values.map((row) => ({
      on: row.from,
      at: places.amount(row),
      what: `金额 ${standard.label}（${row.region}）：${sayRow(row)}`,
    })),
  )
  const paragraphs = knowledge.passages.flatMap((passage) =>
    passage.paragraphs.map(({ period, line }) => ({
      on: period.from,
      at: { file: passage.file, line },
      what: `段落“${passage.title}”`,
    })),
  )
  const rules = knowledge.ruleSets.map((set) => ({
    on: set.from,
    at: places.ruleSet(set.id),
    what: `资格规则 ${set.id}（${set.region}）`,
  }))
  const sources = [...knowledge.sources.values()].map((source) => ({
    on: source.from,
    at: places.source(source.id),
    what: `依据“${source.id}”施行`,
  }))
  return inOrder([...amounts, ...paragraphs, ...rules, ...sources].filter((each) => each.on > today))
}

export function sayRow(row: StandardRow | undefined): string {
  if (!row) return '没有这一行'
  return 'fen' in row ? sayYuan(row.fen) : '没有公布'
}

export function inOrder<T extends DatedEntry>(entries: readonly T[]): readonly T[] {
  return [...entries].sort(
    (a, b) => a.on.localeCompare(b.on) || a.at.file.localeCompare(b.at.file) || a.at.line - b.at.line,
  )
}
