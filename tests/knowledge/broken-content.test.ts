/** Each file of broken/ breaks the small sound base in one way, and names the file, the line and the words to be said. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { type ContentProblem, printProblems } from '../../src/base/content-file'
import { checkCases } from '../../src/eligibility/check-cases'
import { readKnowledge } from '../../src/knowledge/read-knowledge'
import { type SmallBase, smallBase } from './small-base'

const faultFile = z.strictObject({
  /** The file of the base that is changed, by its path in the knowledge folder. */
  change: z.string(),
  replace: z.string().optional(),
  with: z.string().optional(),
  write: z.string().optional(),
  remove: z.literal(true).optional(),
  /** Where the problem is reported, when not in the changed file. */
  file: z.string().optional(),
  line: z.int(),
  words: z.array(z.string()).min(1),
  /** How many problems this one fault may cause; one, unless it breaks two places. */
  problems: z.int().default(1),
})

type Fault = z.infer<typeof faultFile> & { readonly name: string }

const folder = join(__dirname, 'broken')
const faults: readonly Fault[] = readdirSync(folder).map((file) => ({
  name: file.replace('.yaml', ''),
  ...faultFile.parse(parse(readFileSync(join(folder, file), 'utf8'))),
}))

let base: SmallBase
beforeEach(() => {
  base = smallBase()
})
afterEach(() => base.remove())

describe('a broken knowledge base', () => {
  it('has a file for every kind of fault', () => expect(faults.length).toBeGreaterThanOrEqual(80))

  it('is broken by its fault alone: the base itself is sound', () => {
    expect(problemsWith([])).toEqual([])
  })

  it.each(faults)('names file, line and words: $name', (fault) => {
    const problems = problemsWith([fault])
    expect({ count: problems.length, problems: printProblems(problems) }).toMatchObject({ count: fault.problems })
    const file = `knowledge/${fault.file ?? fault.change}`
    const said = problems.filter((each) => each.file === file && each.line === fault.line).map(sayAll)
    expect(said).toHaveLength(1)
    for (const word of fault.words) expect(said[0]).toContain(word)
  })

  it('reports many faults at once, sorted by file and line', () => {
    const names = ['figure-in-prose', 'promise-in-prose', 'standard-periods-leave-a-gap', 'unknown-key']
    const several = [...names, 'case-region-unknown', 'golden-region-unknown', 'workday-of-another-year'].map(
      faultNamed,
    )
    const lines = printProblems(problemsWith(several)).split('\n')
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      'knowledge/calendar.yaml:5',
      'knowledge/social-assistance/subsistence-allowance/cases.yaml:4',
      'knowledge/social-assistance/subsistence-allowance/golden.yaml:7',
      'knowledge/social-assistance/subsistence-allowance/policy.md:8',
      'knowledge/social-assistance/subsistence-allowance/policy.md:12',
      'knowledge/social-assistance/subsistence-allowance/programme.yaml:7',
      'knowledge/social-assistance/subsistence-allowance/standards.yaml:8',
    ])
  })

  it('without regions is judged no further: nothing that holds somewhere could be', () => {
    expect(problemsWith(['home-unknown', 'figure-in-prose'].map(faultNamed))).toHaveLength(1)
  })
})

const sayAll = ({ problem, remedy }: ContentProblem) => `${problem} → ${remedy}`

function faultNamed(name: string): Fault {
  const fault = faults.find((each) => each.name === name)
  if (!fault) throw new Error(`no fault named ${name}`)
  return fault
}

function problemsWith(broken: readonly Fault[]): readonly ContentProblem[] {
  for (const fault of broken) apply(fault)
  const read = readKnowledge(base.folder)
  if (!read.ok) return read.problems
  return checkCases(read.knowledge.cases, read.knowledge.ruleSets, read.knowledge.facts)
}

function apply(fault: Fault): void {
  const path = join(base.folder, fault.change)
  if (fault.remove) rmSync(path)
  else if (fault.write === undefined) base.change(fault.change, fault.replace ?? '', fault.with ?? '')
  else {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, fault.write)
  }
}
