/** The evaluation sets: golden questions from the content, and the files of tests/evaluation/. Parsed once, strictly. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Basis } from '../../src/domain/source'
import type { Knowledge } from '../../src/knowledge/knowledge'

export interface Probe {
  readonly id: string
  /** What the tables are grouped by: a programme, or a kind of out-of-scope question. */
  readonly group: string
  /** Earlier messages of the same conversation. */
  readonly turns: readonly string[]
  readonly q: string
  readonly on?: string | undefined
  readonly region?: string | undefined
  readonly kinds: readonly string[]
  readonly programme?: string | undefined
  readonly must: readonly string[]
  readonly mustNot: readonly string[]
  readonly cites: readonly Basis[]
}

const words = z.array(z.union([z.string(), z.number()]).transform(String)).default([])
const fresh = z.strictObject({
  id: z.string(),
  q: z.string(),
  turns: z.array(z.string()).default([]),
  on: z.string().optional(),
  region: z.string().optional(),
  kind: z.array(z.string()).default(['answer', 'standard', 'assessment']),
  programme: z.string().optional(),
  must: words,
  mustNot: words,
})
const refused = z.strictObject({
  id: z.string(),
  group: z.string(),
  q: z.union([z.string(), z.number()]).transform(String),
  kinds: z.array(z.string()).default(['notFound', 'otherDepartment', 'notice']),
  must: words,
  mustNot: words,
})
const signal = z.strictObject({
  id: z.string(),
  q: z.string(),
  signal: z.string().optional(),
  like: z.string().optional(),
})

const folder = join(__dirname, '../../tests/evaluation')
const read = (file: string): unknown => parse(readFileSync(join(folder, file), 'utf8'))

export function goldenProbes(knowledge: Knowledge): Probe[] {
  return knowledge.golden.map((each, i) => ({
    id: `g${i + 1}`,
    group: each.programme,
    turns: [],
    q: each.q,
    on: each.on,
    region: each.region,
    kinds: withStandard(each.kind ?? []),
    must: each.must,
    mustNot: each.mustNot,
    cites: each.cites,
  }))
}

export function freshProbes(file = 'fresh-questions.yaml'): Probe[] {
  const { questions } = z.strictObject({ questions: z.array(fresh) }).parse(read(file))
  return questions.map(({ kind, ...each }) => ({
    ...each,
    group: each.programme ?? '不限事项',
    kinds: withStandard(kind),
    cites: [],
  }))
}

export function outOfScopeProbes(file = 'out-of-scope.yaml'): Probe[] {
  const { questions } = z.strictObject({ questions: z.array(refused) }).parse(read(file))
  return questions.map((each) => ({ ...each, turns: [], cites: [] }))
}

export interface DangerProbe {
  readonly id: string
  readonly q: string
  readonly group: string
}

export function dangerProbes(file = 'danger.yaml'): { danger: DangerProbe[]; lookAlikes: DangerProbe[] } {
  const sets = z.strictObject({ danger: z.array(signal), lookAlikes: z.array(signal) }).parse(read(file))
  const probe = ({ id, q, signal: heard, like }: z.infer<typeof signal>) => ({ id, q, group: heard ?? like ?? '' })
  return { danger: sets.danger.map(probe), lookAlikes: sets.lookAlikes.map(probe) }
}

/** An amount from a table is an answer too. */
const withStandard = (kinds: readonly string[]) => (kinds.includes('answer') ? [...kinds, 'standard'] : kinds)

/** Messages of one situation and manner; without a signal: look-alikes, which must raise no alarm. */
export interface DangerFamily {
  readonly family: string
  readonly signal?: string | undefined
  readonly said: readonly string[]
}

const messages = z.array(z.string()).min(1)
const familiesFile = z.strictObject({
  danger: z.array(z.strictObject({ family: z.string(), signal: z.string(), said: messages })),
  lookAlikes: z.array(z.strictObject({ family: z.string(), said: messages })),
})

export function dangerFamilies(file = 'danger-families.yaml'): DangerFamily[] {
  const { danger, lookAlikes } = familiesFile.parse(read(file))
  return [...danger, ...lookAlikes]
}
