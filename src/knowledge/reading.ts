/**
 * One reading of the knowledge folder: its files, every problem found so far, and where each thing is written, so that
 * checks across files can still name the line.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type ContentProblem, type LineOf, readYamlFile } from '../base/content-file'
import type { Place } from './basis'

export interface Reading {
  readonly folder: string
  /** The folder's own name: files are reported under it. */
  readonly label: string
  readonly problems: ContentProblem[]
  /** Each sound YAML file, by its name within the folder. */
  readonly lines: Map<string, LineOf>
}

export type Path = readonly PropertyKey[]

export function startReading(folder: string): Reading {
  const label = folder.split('/').filter(Boolean).at(-1) ?? folder
  return { folder, label, problems: [], lines: new Map() }
}

/** The file's content; undefined when it is absent (no problem) or broken (its problems are noted). */
export function readIfThere<T>(
  reading: Reading,
  name: string,
  schema: Parameters<typeof readYamlFile<T>>[1],
): T | undefined {
  if (!isThere(reading, name)) return undefined
  const found = readYamlFile(join(reading.folder, name), schema, shownAs(reading, name))
  if (!found.ok) {
    reading.problems.push(...found.problems)
    return undefined
  }
  reading.lines.set(name, found.lineOf)
  return found.value
}

export function readRequired<T>(
  reading: Reading,
  name: string,
  schema: Parameters<typeof readYamlFile<T>>[1],
): T | undefined {
  requireFile(reading, name)
  return readIfThere(reading, name, schema)
}

export function requireFile(reading: Reading, name: string): void {
  if (!isThere(reading, name))
    report(reading, placeOf(reading, name), '缺少这个文件', '照 knowledge/README.md 写一份。')
}

export function isThere(reading: Reading, name: string): boolean {
  return existsSync(join(reading.folder, name))
}

/** There, but unreadable: what refers to its content cannot be judged and is not reported on top. */
export function isBroken(reading: Reading, name: string): boolean {
  return isThere(reading, name) && !reading.lines.has(name)
}

export function shownAs(reading: Reading, name: string): string {
  return `${reading.label}/${name}`
}

/** Where the value at `path` of a YAML file is written. */
export function placeOf(reading: Reading, name: string, path: Path = []): Place {
  return { file: shownAs(reading, name), line: path.length > 0 ? (reading.lines.get(name)?.(path) ?? 1) : 1 }
}

export function report(reading: Reading, at: Place, problem: string, remedy: string): void {
  reading.problems.push({ file: at.file, line: at.line, problem, remedy })
}

/** Folders and files directly under `name`, each sorted. */
export function entriesOf(reading: Reading, name = ''): { folders: string[]; files: string[] } {
  const path = join(reading.folder, name)
  const entries = existsSync(path) ? readdirSync(path, { withFileTypes: true }) : []
  const named = (folders: boolean) =>
    entries
      .filter((entry) => entry.isDirectory() === folders && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort()
  return { folders: named(true), files: named(false) }
}

/** Reports each id that an earlier entry of the same list has already taken. */
export function checkUnique(
  reading: Reading,
  ids: readonly string[],
  what: string,
  placeAt: (index: number) => Place,
): void {
  const seen = new Set<string>()
  ids.forEach((id, i) => {
    if (seen.has(id)) report(reading, placeAt(i), `${what}“${id}”重复`, '只留一处，或换一个 id。')
    seen.add(id)
  })
}
