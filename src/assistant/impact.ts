/** What a change of content would do: the same questions, examples and conversations on both, and what comes out otherwise. */
import type { EligibilityCase } from '../domain/rule-set'
import { sayCitation } from '../domain/source'
import { decide } from '../eligibility/decide'
import { ruleSetOn, standardsOn } from '../eligibility/rules-on'
import type { Knowledge } from '../knowledge/knowledge'
import type { Ask } from './golden'
import type { Reply } from './reply'

/** One content under comparison. */
export interface Side {
  readonly knowledge: Knowledge
  readonly ask: Ask
  /** The replies to a recorded conversation's messages, in order. */
  readonly converse: (recorded: Recorded) => Promise<readonly Reply[]>
}

export interface Recorded {
  readonly file: string
  /** The instant it happened at. */
  readonly now: string
  readonly messages: readonly { readonly text: string; readonly line: number }[]
}

export interface Changed {
  readonly kind: 'answer' | 'verdict' | 'conversation'
  readonly at: { readonly file: string; readonly line: number }
  readonly what: string
  readonly old: string
  readonly now: string
}

export async function compareAnswers(live: Side, working: Side): Promise<readonly Changed[]> {
  const changes: Changed[] = []
  for (const golden of unionOf(working.knowledge.golden, live.knowledge.golden, goldenKey)) {
    const difference = differenceOf(await live.ask(golden), await working.ask(golden))
    const day = golden.on ? `（${golden.on}）` : ''
    if (difference) changes.push({ kind: 'answer', at: golden.where, what: `“${golden.q}”${day}`, ...difference })
  }
  return changes
}

export async function compareConversations(
  live: Side,
  working: Side,
  recorded: readonly Recorded[],
): Promise<readonly Changed[]> {
  const changes: Changed[] = []
  for (const each of recorded) {
    const [old, now] = [await live.converse(each), await working.converse(each)]
    each.messages.forEach(({ text, line }, i) => {
      const [before, after] = [old[i], now[i]]
      const difference = before && after && differenceOf(before, after)
      if (difference)
        changes.push({ kind: 'conversation', at: { file: each.file, line }, what: `“${text}”`, ...difference })
    })
  }
  return changes
}

/** The worked examples of both, judged by the rules and amounts of each. */
export function compareVerdicts(live: Knowledge, working: Knowledge): readonly Changed[] {
  const key = (each: EligibilityCase) => `${each.ruleSet} ${each.name}`
  return unionOf(working.cases, live.cases, key).flatMap((each): Changed[] => {
    const [old, now] = [verdictOf(each, live), verdictOf(each, working)]
    return old === now ? [] : [{ kind: 'verdict', at: each.where, what: `例子“${each.name}”`, old, now }]
  })
}

const OUTCOME = { likely: '可能符合', unlikely: '可能不符合', cannotTell: '说不准', needsHuman: '要人工' } as const

/** By the example's own rule set; by the one in force on its day where that is gone. */
function verdictOf(each: EligibilityCase, knowledge: Knowledge): string {
  const { on, region } = each
  const programme = programmeOf(each, knowledge)
  const set =
    knowledge.ruleSets.find((candidate) => candidate.id === each.ruleSet) ??
    (programme && ruleSetOn(knowledge.ruleSets, programme, on, region, knowledge.regions))
  if (!set) return '没有规则'
  const published = standardsOn(knowledge.standards, set.programme, on, region, knowledge.regions)
  const standards = (id: string) => each.assume[id] ?? published(id)
  const decision = decide(set, each.facts, { on, region, definitions: knowledge.facts, standards })
  const open = decision.criteria.filter((criterion) => criterion.verdict === 'unmet').map(({ label }) => label)
  return `${OUTCOME[decision.outcome]}${open.length > 0 ? `（${open.join('；')}：不满足）` : ''}`
}

/** `knowledge/<division>/<programme>/cases.yaml`: an example does not name its programme. */
function programmeOf(each: EligibilityCase, knowledge: Knowledge): string | undefined {
  const folder = each.where.file.split('/').at(-2)
  return folder !== undefined && knowledge.programmes.has(folder) ? folder : undefined
}

const goldenKey = (each: { programme: string; q: string; on?: string | undefined; region?: string | undefined }) =>
  [each.programme, each.q, each.on, each.region].join(' ')

function unionOf<T>(first: readonly T[], second: readonly T[], key: (each: T) => string): readonly T[] {
  const found = new Map(second.map((each) => [key(each), each]))
  for (const each of first) found.set(key(each), each)
  return [...found.values()]
}

/** The first line that differs, or the citations when the words are the same. */
function differenceOf(old: Reply, now: Reply): { old: string; now: string } | undefined {
  if (old.kind !== now.kind)
    return { old: `[${old.kind}] ${firstLine(old.text)}`, now: `[${now.kind}] ${firstLine(now.text)}` }
  if (old.text !== now.text) return firstDifference(old.text.split('\n'), now.text.split('\n'))
  const cited = (reply: Reply) => reply.citations.map(sayCitation).join('；')
  return cited(old) === cited(now) ? undefined : { old: `依据：${cited(old)}`, now: `依据：${cited(now)}` }
}

function firstDifference(old: readonly string[], now: readonly string[]): { old: string; now: string } {
  const at = old.findIndex((line, i) => line !== now[i])
  const line = at < 0 ? old.length : at
  return { old: old[line] ?? '（没有这一行）', now: now[line] ?? '（没有这一行）' }
}

const firstLine = (text: string) => text.split('\n')[0] ?? ''
