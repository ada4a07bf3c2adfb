/**
 * Reads the knowledge folder: every file, every problem, all at once. Either the whole base is sound or none of it is
 * served; what each file may hold is in schemas.ts, what must fit together across files in check-links.ts.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type ContentProblem, readYamlFile } from '../base/content-file'
import { DIVISIONS, type Division } from '../domain/programme'
import { RegionTree } from '../domain/region'
import type { Source } from '../domain/source'
import { WorkCalendar } from '../domain/work-calendar'
import { checkLinks } from './check-links'
import type { Knowledge, Office, Vocabulary } from './knowledge'
import { type ProgrammePart, readProgramme } from './read-programme'
import {
  bureauFile,
  calendarFile,
  departmentsFile,
  facetsFile,
  factsFile,
  safetyFile,
  sourcesFile,
  synonymsFile,
} from './schemas'

export type KnowledgeRead = { ok: true; knowledge: Knowledge } | { ok: false; problems: readonly ContentProblem[] }

export function readKnowledge(folder: string): KnowledgeRead {
  const problems: ContentProblem[] = []
  const root = new Root(folder, problems)
  const sources = readSources(root)
  const bureau = root.read('bureau.yaml', bureauFile)
  const facts = root.read('facts.yaml', factsFile)
  const calendar = root.read('calendar.yaml', calendarFile)
  const safety = root.read('safety.yaml', safetyFile)
  const vocabulary = readVocabulary(root)
  // Without regions nothing else can be judged; every other broken file is reported beside the rest.
  if (!bureau) return { ok: false, problems }

  const regions = new RegionTree(bureau.regions, bureau.home)
  const parts = readParts(root, { sources, regions })
  const knowledge: Knowledge = {
    digest: digestOf(folder),
    sources,
    regions,
    phones: new Map(bureau.phones.map(({ hoursUnpublished, ...phone }) => [phone.id, phone])),
    offices: new Map(bureau.offices.map((office) => [office.id, publishedParts(office)])),
    facts: new Map((facts?.facts ?? []).map((fact) => [fact.name, fact])),
    calendar: new WorkCalendar(
      (calendar?.years ?? []).map((year) => ({ ...year, unpublished: year.unpublished ?? false })),
    ),
    coolingOffExamples: parts.flatMap((part) => part.coolingOffExamples),
    safety: safety?.signals ?? [],
    vocabulary,
    programmes: new Map(parts.map((part) => [part.programme.id, part.programme])),
    passages: parts.flatMap((part) => part.passages),
    standards: parts.flatMap((part) => part.standards),
    ruleSets: parts.flatMap((part) => part.ruleSets),
    cases: parts.flatMap((part) => part.cases),
    golden: parts.flatMap((part) => part.golden),
  }
  checkLinks(knowledge, folderLabel(folder), problems)
  return problems.length > 0 ? { ok: false, problems } : { ok: true, knowledge }
}

/** The folder being read, with the name its files are reported under. */
class Root {
  readonly path: string
  readonly problems: ContentProblem[]

  constructor(path: string, problems: ContentProblem[]) {
    this.path = path
    this.problems = problems
  }

  shownAs(name: string): string {
    return `${folderLabel(this.path)}/${name}`
  }

  read<T>(name: string, schema: Parameters<typeof readYamlFile<T>>[1]): T | undefined {
    const path = join(this.path, name)
    if (!existsSync(path)) {
      this.problems.push({
        file: this.shownAs(name),
        line: 1,
        problem: '缺少这个文件',
        remedy: '照 knowledge/README.md 写一份。',
      })
      return undefined
    }
    const found = readYamlFile(path, schema, this.shownAs(name))
    if (found.ok) return found.value
    this.problems.push(...found.problems)
    return undefined
  }

  folders(name: string): string[] {
    const path = join(this.path, name)
    if (!existsSync(path)) return []
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort()
  }
}

function readSources(root: Root): Map<string, Source> {
  const files = ['sources.yaml', ...Object.keys(DIVISIONS).map((division) => `${division}/sources.yaml`)]
  const register = new Map<string, Source>()
  for (const name of files) {
    if (name !== 'sources.yaml' && !existsSync(join(root.path, name))) continue
    for (const source of root.read(name, sourcesFile)?.sources ?? []) {
      if (register.has(source.id)) {
        root.problems.push({
          file: root.shownAs(name),
          line: 1,
          problem: `依据“${source.id}”登记了两次`,
          remedy: '只留一处。',
        })
      }
      if (source.to !== undefined && source.to <= source.from) {
        root.problems.push({
          file: root.shownAs(name),
          line: 1,
          problem: `依据“${source.id}”的失效日不晚于施行日`,
          remedy: '核对 from 和 to。',
        })
      }
      register.set(source.id, source)
    }
  }
  return register
}

function readVocabulary(root: Root): Vocabulary {
  const facets = root.read('vocabulary/facets.yaml', facetsFile)
  const synonyms = root.read('vocabulary/synonyms.yaml', synonymsFile)
  const departments = root.read('vocabulary/departments.yaml', departmentsFile)
  return {
    facets: new Map((facets?.facets ?? []).map((each) => [each.facet, each.words])),
    synonyms: synonyms?.synonyms ?? [],
    stopPhrases: synonyms?.stopPhrases ?? [],
    departments: departments?.departments ?? [],
  }
}

function readParts(
  root: Root,
  register: { sources: ReadonlyMap<string, Source>; regions: RegionTree },
): ProgrammePart[] {
  return (Object.keys(DIVISIONS) as Division[]).flatMap((division) =>
    root.folders(division).flatMap((id) => {
      const name = `${division}/${id}`
      const folder = { path: join(root.path, name), shownAs: root.shownAs(name), id, division }
      return readProgramme(folder, register, root.problems) ?? []
    }),
  )
}

function publishedParts(office: {
  id: string
  name: string
  region: string
  serves: string[]
  phone: unknown
  address: unknown
  hours: unknown
}): Office {
  const published = (value: unknown) => (typeof value === 'string' ? value : undefined)
  return {
    ...office,
    phone: published(office.phone),
    address: published(office.address),
    hours: published(office.hours),
  }
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

const folderLabel = (folder: string) => folder.split('/').filter(Boolean).at(-1) ?? folder
