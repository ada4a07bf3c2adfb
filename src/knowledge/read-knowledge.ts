/**
 * Reads the knowledge folder: every file, every problem, all at once. Either the whole base is sound or none of it is
 * served; what each file may hold is in schemas.ts, what must fit together across files in check-links.ts.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { ContentProblem } from '../base/content-file'
import { DIVISIONS, type Division } from '../domain/programme'
import { WorkCalendar } from '../domain/work-calendar'
import { checkAppointments } from './check-appointments'
import { checkLinks } from './check-links'
import { checkRegisters } from './check-registers'
import type { Knowledge } from './knowledge'
import { readAppointments } from './read-appointments'
import { readBureau } from './read-bureau'
import { type ProgrammePart, type Register, readProgramme } from './read-programme'
import { readPrompts } from './read-prompts'
import { readSources } from './read-sources'
import { readVocabulary } from './read-vocabulary'
import { checkUnique, entriesOf, type Reading, readRequired, report, shownAs, startReading } from './reading'
import { calendarFile, factsFile, safetyFile } from './schemas'

export type KnowledgeRead =
  | { readonly ok: true; readonly knowledge: Knowledge }
  /** `readable` while its facts and regions are sound: what names only those (dialogs) can still be judged beside. */
  | { readonly ok: false; readonly problems: readonly ContentProblem[]; readonly readable?: Knowledge | undefined }

const ROOT_FILES = [
  'README.md',
  'sources.yaml',
  'bureau.yaml',
  'facts.yaml',
  'calendar.yaml',
  'safety.yaml',
  'appointments.yaml',
]

export function readKnowledge(folder: string): KnowledgeRead {
  const reading = startReading(folder)
  const bureau = readBureau(reading)
  const sources = readSources(reading, bureau?.regions)
  const facts = readRequired(reading, 'facts.yaml', factsFile)
  const calendar = readRequired(reading, 'calendar.yaml', calendarFile)
  const safety = readRequired(reading, 'safety.yaml', safetyFile)
  const vocabulary = readVocabulary(reading)
  checkNames(reading)
  // Without regions or documents nothing else can be judged; every other broken file is reported beside the rest.
  if (!bureau || !sources) return { ok: false, problems: reading.problems }

  const parts = readParts(reading, { sources, regions: bureau.regions })
  const knowledge: Knowledge = {
    digest: digestOf(folder),
    sources,
    regions: bureau.regions,
    phones: new Map(bureau.phones.map((phone) => [phone.id, phone])),
    offices: new Map(bureau.offices.map((office) => [office.id, office])),
    bookingOffices: readAppointments(reading),
    facts: new Map((facts?.facts ?? []).map((fact) => [fact.name, fact])),
    calendar: new WorkCalendar(
      (calendar?.years ?? []).map((year) => ({ ...year, unpublished: year.unpublished ?? false })),
    ),
    coolingOffExamples: parts.flatMap((part) => part.coolingOffExamples),
    safety: safety?.signals ?? [],
    listening: { groups: safety?.groups ?? {}, unless: safety?.unless ?? [], asides: safety?.asides },
    afterwards: safety?.afterwards ?? [],
    vocabulary,
    programmes: new Map(parts.map((part) => [part.programme.id, part.programme])),
    passages: parts.flatMap((part) => part.passages),
    standards: parts.flatMap((part) => part.standards),
    ruleSets: parts.flatMap((part) => part.ruleSets),
    cases: parts.flatMap((part) => part.cases),
    golden: parts.flatMap((part) => part.golden),
    prompts: readPrompts(reading),
  }
  checkRegisters({ facts: facts?.facts ?? [], years: calendar?.years ?? [] }, reading)
  checkLinks(knowledge, reading)
  checkAppointments(knowledge, reading)
  if (reading.problems.length === 0) return { ok: true, knowledge }
  return { ok: false, problems: reading.problems, readable: facts && calendar ? knowledge : undefined }
}

/** A file or folder nobody reads is a misspelt name: its content would silently be missing. */
function checkNames(reading: Reading): void {
  const { folders, files } = entriesOf(reading)
  const allowed = [...ROOT_FILES, ...Object.keys(DIVISIONS), 'vocabulary', 'prompts']
  const strange = [...folders, ...files].filter((name) => !allowed.includes(name))
  for (const division of Object.keys(DIVISIONS)) {
    strange.push(
      ...entriesOf(reading, division)
        .files.filter((name) => name !== 'sources.yaml')
        .map((name) => `${division}/${name}`),
    )
  }
  for (const name of strange) {
    report(
      reading,
      { file: shownAs(reading, name), line: 1 },
      '不认识这个文件或文件夹，里面的内容不会被读到',
      '名字可能写错了；照 knowledge/README.md 的目录改。',
    )
  }
}

function readParts(reading: Reading, register: Register): ProgrammePart[] {
  const divisions = Object.keys(DIVISIONS) as Division[]
  const folders = divisions.flatMap((division) => entriesOf(reading, division).folders.map((id) => ({ id, division })))
  checkUnique(
    reading,
    folders.map((folder) => folder.id),
    '事项',
    (i) => ({ file: shownAs(reading, `${folders[i]?.division}/${folders[i]?.id}`), line: 1 }),
  )
  return folders.map((folder) => readProgramme(folder, register, reading))
}

function digestOf(folder: string): string {
  const hash = createHash('sha256')
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).sort((a, b) =>
    pathOf(a).localeCompare(pathOf(b)),
  )) {
    if (entry.isFile())
      hash
        .update(relative(folder, pathOf(entry)))
        .update('\0')
        .update(readFileSync(pathOf(entry)))
        .update('\0')
  }
  return hash.digest('hex').slice(0, 32)
}

const pathOf = (entry: { parentPath: string; name: string }) => join(entry.parentPath, entry.name)
