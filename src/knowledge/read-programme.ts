/** One programme's folder → its part of the knowledge base. */
import { join } from 'node:path'
import type { Division, Programme } from '../domain/programme'
import type { RegionTree } from '../domain/region'
import type { EligibilityCase, RuleSet } from '../domain/rule-set'
import type { Source } from '../domain/source'
import type { Standard } from '../domain/standard'
import { readBasis } from './basis'
import type { CoolingOffExample, GoldenQuestion } from './knowledge'
import type { Passage } from './passage'
import { readFaq, readPolicy } from './read-passages'
import {
  entriesOf,
  isThere,
  placeOf,
  type Reading,
  readIfThere,
  readRequired,
  report,
  requireFile,
  shownAs,
} from './reading'
import { casesFile, coolingOffFile, eligibilityFile, goldenFile, programmeFile, standardsFile } from './schemas'

export interface ProgrammePart {
  readonly programme: Programme
  readonly passages: readonly Passage[]
  readonly standards: readonly Standard[]
  readonly ruleSets: readonly RuleSet[]
  readonly cases: readonly EligibilityCase[]
  readonly golden: readonly GoldenQuestion[]
  readonly coolingOffExamples: readonly CoolingOffExample[]
}

export interface ProgrammeFolder {
  readonly id: string
  readonly division: Division
}

export interface Register {
  readonly sources: ReadonlyMap<string, Source>
  readonly regions: RegionTree
}

const FILES = [
  'programme.yaml',
  'policy.md',
  'faq.md',
  'standards.yaml',
  'eligibility.yaml',
  'cases.yaml',
  'golden.yaml',
  'cooling-off.yaml',
] as const

type FileName = (typeof FILES)[number]

/** The name of a programme's file within the knowledge folder. */
export function fileOf(folder: ProgrammeFolder, name: FileName): string {
  return `${folder.division}/${folder.id}/${name}`
}

export function readProgramme(folder: ProgrammeFolder, register: Register, reading: Reading): ProgrammePart {
  checkNames(folder, reading)
  requireFile(reading, fileOf(folder, 'policy.md'))
  const head = readRequired(reading, fileOf(folder, 'programme.yaml'), programmeFile)
  if (head && head.id !== folder.id) {
    report(
      reading,
      placeOf(reading, fileOf(folder, 'programme.yaml'), ['id']),
      `id 是“${head.id}”，文件夹却叫“${folder.id}”`,
      '两处改成一样。',
    )
  }
  return {
    programme: { ...(head ?? standIn(folder)), id: folder.id, division: folder.division },
    passages: readPassages(folder, register, reading),
    standards:
      readOwn(folder, 'standards.yaml', standardsFile, reading)?.standards.map(({ variesBy, ...each }) => ({
        ...each,
        programme: folder.id,
      })) ?? [],
    ruleSets: readRuleSets(folder, register, reading),
    cases: readCases(folder, reading),
    golden: readGolden(folder, register, reading),
    coolingOffExamples: readCoolingOff(folder, reading),
  }
}

/** In place of an unreadable programme.yaml, so that the rest of the folder is judged all the same. */
function standIn({ id }: ProgrammeFolder) {
  return { title: id, short: id, aliases: [], colloquial: [], verbs: [], owner: '', related: [], offers: [] }
}

/** `polcy.md` would silently be missing from every answer. */
function checkNames(folder: ProgrammeFolder, reading: Reading): void {
  const { folders, files } = entriesOf(reading, `${folder.division}/${folder.id}`)
  for (const name of [...folders, ...files].filter((each) => !FILES.some((known) => known === each))) {
    report(
      reading,
      { file: shownAs(reading, `${folder.division}/${folder.id}/${name}`), line: 1 },
      '不认识这个文件，里面的内容不会被读到',
      `名字可能写错了；事项文件夹里只能有：${FILES.join('、')}。`,
    )
  }
}

function readPassages(folder: ProgrammeFolder, register: Register, reading: Reading): readonly Passage[] {
  const context = { programme: folder.id, ...register, problems: reading.problems }
  const markdown = (name: 'policy.md' | 'faq.md', reader: typeof readPolicy) => {
    const file = fileOf(folder, name)
    return isThere(reading, file) ? reader(join(reading.folder, file), shownAs(reading, file), context) : []
  }
  return [...markdown('policy.md', readPolicy), ...markdown('faq.md', readFaq)]
}

function readRuleSets(folder: ProgrammeFolder, register: Register, reading: Reading): RuleSet[] {
  const file = readOwn(folder, 'eligibility.yaml', eligibilityFile, reading)
  if (!file) return []
  return file.ruleSets.map((set, i) => {
    const basisOf = (list: 'criteria' | 'exceptions', j: number, text: string) => {
      const at = placeOf(reading, fileOf(folder, 'eligibility.yaml'), ['ruleSets', i, list, j, 'basis'])
      return readBasis(text, register.sources, at, reading.problems)
    }
    return {
      ...set,
      programme: folder.id,
      criteria: set.criteria.map((each, j) => ({ ...each, basis: basisOf('criteria', j, each.basis) })),
      exceptions: set.exceptions.map((each, j) => ({ ...each, basis: basisOf('exceptions', j, each.basis) })),
    }
  })
}

function readCases(folder: ProgrammeFolder, reading: Reading): EligibilityCase[] {
  const file = readOwn(folder, 'cases.yaml', casesFile, reading)
  return (file?.cases ?? []).map((each, i) => ({
    ...each,
    where: placeOf(reading, fileOf(folder, 'cases.yaml'), ['cases', i]),
  }))
}

function readGolden(folder: ProgrammeFolder, register: Register, reading: Reading): GoldenQuestion[] {
  const file = readOwn(folder, 'golden.yaml', goldenFile, reading)
  return (file?.golden ?? []).map((each, i) => {
    const where = placeOf(reading, fileOf(folder, 'golden.yaml'), ['golden', i])
    return {
      ...each,
      programme: folder.id,
      cites: each.cites.flatMap((text) => readBasis(text, register.sources, where, reading.problems)),
      where,
    }
  })
}

function readCoolingOff(folder: ProgrammeFolder, reading: Reading): CoolingOffExample[] {
  const file = readOwn(folder, 'cooling-off.yaml', coolingOffFile, reading)
  return (file?.examples ?? []).map((each, i) => ({
    ...each,
    where: placeOf(reading, fileOf(folder, 'cooling-off.yaml'), ['examples', i]),
  }))
}

/** A file of this programme, which must say so itself. */
function readOwn<T extends { programme?: string | undefined }>(
  folder: ProgrammeFolder,
  name: FileName,
  schema: Parameters<typeof readIfThere<T>>[2],
  reading: Reading,
): T | undefined {
  const file = fileOf(folder, name)
  const found = readIfThere(reading, file, schema)
  if (found?.programme !== undefined && found.programme !== folder.id) {
    report(
      reading,
      placeOf(reading, file, ['programme']),
      `事项 id 写成了“${found.programme}”`,
      `改成所在文件夹的事项 id：${folder.id}。`,
    )
  }
  return found
}
