/**
 * The guard's own set: real answers, 2 000 of them spoilt one small lie at a time and more than 2 000 retold honestly.
 * Deterministic: the same content gives the same set.
 */
import { choose } from '../../src/assistant/choose'
import { type Composed, compose } from '../../src/assistant/compose'
import { type Quoted, whyNotQuoted } from '../../src/assistant/guard'
import { SAY } from '../../src/assistant/replies'
import type { Library } from '../../src/assistant/turn'
import { sayCitation } from '../../src/domain/source'
import { EVALUATION_DAY } from './asker'
import { CORRUPTIONS, type HonestAnswer } from './corruptions'
import { HONEST, inPlainWords } from './honest-variations'
import { type Random, seeded, shuffled } from './seeded'
import { freshProbes, goldenProbes } from './sets'

const CORRUPTED = 2000
const SEED = 20261124
const RETOLD = 0.3

export interface GuardRow {
  readonly kind: string
  readonly of: number
  readonly caught: number
  /** Those on the wrong side, for a person to read. */
  readonly wrong: readonly string[]
}

/** What the assistant quotes for the golden and fresh questions, with its sources written below. */
export async function honestAnswers(library: Library): Promise<HonestAnswer[]> {
  const { knowledge, understand } = library
  const answers: HonestAnswer[] = []
  for (const probe of [...goldenProbes(knowledge), ...freshProbes()]) {
    const asked = understand(probe.q, EVALUATION_DAY)
    const [on, region] = [
      asked.on ?? probe.on ?? EVALUATION_DAY,
      asked.region ?? probe.region ?? knowledge.regions.home,
    ]
    const frame = { knowledge, on, region, today: EVALUATION_DAY }
    const choice = await choose(asked, frame, library)
    if (choice.kind !== 'passages') continue
    answers.push({ id: probe.id, on, region, quoted: withSources(compose(choice.passages, frame)) })
  }
  return answers
}

function withSources(composed: Composed): Quoted {
  const sources = composed.citations.map((each) => `• ${sayCitation(each)}`)
  return { ...composed, text: [composed.text, '', SAY.sources, ...sources].join('\n') }
}

/** A county's own document, registered for this set alone: the base may hold none. */
export function withForeignSource(library: Library): Library {
  const foreign = {
    id: '外县文件',
    name: '泗县民政局关于另行规定的通知',
    from: '2020-01-01',
    region: '泗县',
    replaces: [],
  }
  const { knowledge } = library
  return { ...library, knowledge: { ...knowledge, sources: new Map([...knowledge.sources, [foreign.id, foreign]]) } }
}

export function measureHonest(answers: readonly HonestAnswer[], library: Library, seed = SEED): GuardRow[] {
  const random = seeded(seed)
  return Object.entries(HONEST).map(([kind, retell]) =>
    judge(
      kind,
      answers.map((answer) => ({ answer, quoted: { ...answer.quoted, text: retell(answer.quoted, random) } })),
      library,
    ),
  )
}

/** Every passage as an answer of its own: more places for the rarer lies. */
export function passageAnswers({ knowledge }: Library): HonestAnswer[] {
  const [on, region] = [EVALUATION_DAY, knowledge.regions.home]
  return knowledge.passages.flatMap((passage) => {
    const quoted = compose([passage], { knowledge, on, region, today: EVALUATION_DAY })
    return quoted.text === '' ? [] : [{ id: passage.id, on, region, quoted: withSources(quoted) }]
  })
}

/** Each kind up to its share, answers first; what a rare kind has no place for is made up by the others. */
export function measureCorrupted(answers: readonly HonestAnswer[], library: Library, seed = SEED): GuardRow[] {
  const random = seeded(seed)
  const kinds = Object.entries(CORRUPTIONS)
  const share = Math.ceil(CORRUPTED / kinds.length)
  const made = new Map(kinds.map(([kind]) => [kind, new Map<string, Spoilt>()]))
  const count = () => [...made.values()].reduce((sum, each) => sum + each.size, 0)
  const pools = [answers, passageAnswers(library), answers, passageAnswers(library)]
  for (const [round, pool] of pools.entries())
    for (const answer of shuffled(pool, random))
      for (const [kind, corrupt] of kinds) {
        const so = made.get(kind)
        const full = count() >= CORRUPTED || (round < 3 && (so?.size ?? 0) >= share)
        const honest = full ? answer : retoldAtTimes(answer, random)
        const quoted = full ? undefined : corrupt(honest, random, library.knowledge)
        if (quoted && !isStillTrue(quoted, honest)) so?.set(`${answer.id} ${quoted.text}`, { answer, quoted })
      }
  return [...made].map(([kind, spoilt]) => judge(kind, [...spoilt.values()], library))
}

/** Lies are told in plain words as well as in the bureau's own. */
function retoldAtTimes(answer: HonestAnswer, random: Random): HonestAnswer {
  if (random() >= RETOLD) return answer
  return { ...answer, quoted: { ...answer.quoted, text: inPlainWords(answer.quoted.text) } }
}

/** A change that turns one line into another line of the same answer says nothing false. */
function isStillTrue({ text, evidence, citations = [], bases }: Quoted, answer: HonestAnswer): boolean {
  const known = new Set([
    ...evidence.split('\n'),
    ...answer.quoted.text.split('\n'),
    ...citations.map((each) => `• ${sayCitation(each)}`),
  ])
  const required = (answer.quoted.exclusions ?? []).filter((each) => answer.quoted.text.includes(each))
  const left = required.every((each) => text.includes(each))
  return (
    left &&
    bases === answer.quoted.bases &&
    text.split('\n').every((line) => line === '' || line === SAY.sources || known.has(line))
  )
}

interface Spoilt {
  readonly answer: HonestAnswer
  readonly quoted: Quoted
}

function judge(kind: string, all: readonly Spoilt[], { knowledge }: Library): GuardRow {
  const wrong: string[] = []
  let caught = 0
  for (const { answer, quoted } of all) {
    const why = whyNotQuoted(quoted, { knowledge, on: answer.on, region: answer.region })
    if (why) caught++
    if ((why !== undefined) === kind in HONEST)
      wrong.push(`${answer.id} ${why ?? ''} ${difference(answer.quoted.text, quoted.text)}`)
  }
  return { kind, of: all.length, caught, wrong }
}

/** The few letters around the first change. */
function difference(before: string, after: string): string {
  let at = 0
  while (at < before.length && before[at] === after[at]) at++
  const cut = (text: string) => text.slice(Math.max(0, at - 14), at + 16).replaceAll('\n', '/')
  return `“${cut(before)}” → “${cut(after)}”`
}

export async function printGuard(opened: Library, seed?: number): Promise<void> {
  const library = withForeignSource(opened)
  const answers = await honestAnswers(library)
  const honest = measureHonest(answers, library, seed)
  const corrupted = measureCorrupted(answers, library, seed)
  for (const [name, rows] of [
    ['守门：老实的说法（不该拦）', honest],
    ['守门：改坏的回答（该拦）', corrupted],
  ] as const) {
    const [of, caught] = [sum(rows.map((each) => each.of)), sum(rows.map((each) => each.caught))]
    console.log(`\n## ${name}：拦下 ${caught}/${of}（${((100 * caught) / Math.max(1, of)).toFixed(2)}%）`)
    for (const { kind, ...row } of rows) console.log(`  ${kind}: 拦下 ${row.caught}/${row.of}`)
    for (const { kind, wrong } of rows) for (const each of wrong) console.log(`  - ${kind} ${each}`)
  }
}

export const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0)
