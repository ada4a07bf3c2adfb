/** One programme's folder → its part of the knowledge base. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type ContentProblem, readYamlFile } from '../base/content-file'
import type { Division, Programme } from '../domain/programme'
import type { RegionTree } from '../domain/region'
import type { EligibilityCase, RuleSet } from '../domain/rule-set'
import type { Source } from '../domain/source'
import type { Standard } from '../domain/standard'
import { readBasis } from './basis'
import type { CoolingOffExample, GoldenQuestion } from './knowledge'
import type { Passage } from './passage'
import { readFaq, readPolicy } from './read-passages'
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
  readonly path: string
  readonly shownAs: string
  readonly id: string
  readonly division: Division
}

interface Register {
  readonly sources: ReadonlyMap<string, Source>
  readonly regions: RegionTree
}

export function readProgramme(
  folder: ProgrammeFolder,
  register: Register,
  problems: ContentProblem[],
): ProgrammePart | undefined {
  const head = read(folder, 'programme.yaml', programmeFile, problems)
  if (!head) {
    if (!existsSync(join(folder.path, 'programme.yaml'))) {
      problems.push({
        file: `${folder.shownAs}/programme.yaml`,
        line: 1,
        problem: '缺少 programme.yaml',
        remedy: '照 knowledge/README.md 写一份。',
      })
    }
    return undefined
  }
  if (head.value.id !== folder.id) {
    problems.push({
      file: head.file,
      line: head.lineOf(['id']),
      problem: `id 是“${head.value.id}”，文件夹却叫“${folder.id}”`,
      remedy: '两处改成一样。',
    })
  }
  const context = { programme: folder.id, ...register, problems }
  const markdown = (name: string, reader: typeof readPolicy) =>
    existsSync(join(folder.path, name)) ? reader(join(folder.path, name), `${folder.shownAs}/${name}`, context) : []
  return {
    programme: { ...head.value, division: folder.division },
    passages: [...markdown('policy.md', readPolicy), ...markdown('faq.md', readFaq)],
    standards:
      read(folder, 'standards.yaml', standardsFile, problems)?.value.standards.map(({ variesBy, ...each }) => ({
        ...each,
        programme: folder.id,
      })) ?? [],
    ruleSets: readRuleSets(folder, register, problems),
    cases: readCases(folder, problems),
    golden: readGolden(folder, register, problems),
    coolingOffExamples: read(folder, 'cooling-off.yaml', coolingOffFile, problems)?.value.examples ?? [],
  }
}

function readRuleSets(folder: ProgrammeFolder, register: Register, problems: ContentProblem[]): RuleSet[] {
  const file = read(folder, 'eligibility.yaml', eligibilityFile, problems)
  if (!file) return []
  return file.value.ruleSets.map((set, i) => {
    const basisOf = (list: 'criteria' | 'exceptions', j: number, text: string) =>
      readBasis(
        text,
        register.sources,
        { file: file.file, line: file.lineOf(['ruleSets', i, list, j, 'basis']) },
        problems,
      )
    return {
      ...set,
      programme: folder.id,
      criteria: set.criteria.map((each, j) => ({ ...each, basis: basisOf('criteria', j, each.basis) })),
      exceptions: set.exceptions.map((each, j) => ({ ...each, basis: basisOf('exceptions', j, each.basis) })),
    }
  })
}

function readCases(folder: ProgrammeFolder, problems: ContentProblem[]): EligibilityCase[] {
  const file = read(folder, 'cases.yaml', casesFile, problems)
  return (
    file?.value.cases.map((each, i) => ({ ...each, where: { file: file.file, line: file.lineOf(['cases', i]) } })) ?? []
  )
}

function readGolden(folder: ProgrammeFolder, register: Register, problems: ContentProblem[]): GoldenQuestion[] {
  const file = read(folder, 'golden.yaml', goldenFile, problems)
  if (!file) return []
  return file.value.golden.map((each, i) => {
    const where = { file: file.file, line: file.lineOf(['golden', i]) }
    return {
      ...each,
      programme: folder.id,
      cites: each.cites.flatMap((text) => readBasis(text, register.sources, where, problems)),
      where,
    }
  })
}

function read<T>(
  folder: ProgrammeFolder,
  name: string,
  schema: Parameters<typeof readYamlFile<T>>[1],
  problems: ContentProblem[],
) {
  const path = join(folder.path, name)
  if (!existsSync(path)) return undefined
  const file = `${folder.shownAs}/${name}`
  const found = readYamlFile(path, schema, file)
  if (found.ok) return { value: found.value, lineOf: found.lineOf, file }
  problems.push(...found.problems)
  return undefined
}
