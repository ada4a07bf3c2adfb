/**
 * "能享受什么", "够不够条件": rules judged on what the resident said, ranked, each with what is met, what is not, what is
 * missing, and one best next question. Always a preliminary view; the digest makes it repeatable.
 */
import type { Condition } from '../domain/conditions'
import type { FactName, Facts } from '../domain/facts'
import type { ProgrammeId } from '../domain/programme'
import { alternativesFor } from '../eligibility/alternatives'
import { type Decision, decide } from '../eligibility/decide'
import { ruleSetOn, standardsOn } from '../eligibility/rules-on'
import type { Knowledge } from '../knowledge/knowledge'
import { ASSESS } from './assess-words'
import { cite, type Frame } from './compose'
import { CHOICES, SAY } from './replies'
import type { Reply } from './reply'
import { sayDecision, sayFullYears, sayRest, sayTold } from './say-decision'
import type { Heard } from './stated'
import { comparisonsIn } from './wanted-programmes'

export interface Assessed {
  readonly reply: Reply
  readonly asking?: FactName | undefined
  /** All that were judged, the most promising first. */
  readonly programmes: readonly ProgrammeId[]
}

/** Judged in full beside others, and named in one line each beyond that. */
const SHOWN = 5
const AT_LEAST = 3
const RULED_OUT = 3

/** A no worth saying: somebody who meets something of it may count on it. */
const isCloseNo = ({ outcome, criteria }: Decision) =>
  outcome === 'unlikely' && criteria.some(({ verdict }) => verdict === 'met')

/** Those of which something is met; of the rest only as many as make three. */
function worthShowing(open: readonly Decision[]): readonly Decision[] {
  const begun = open.filter((each) => each.criteria.some(({ verdict }) => verdict === 'met' || verdict === 'excepted'))
  const rest = open.filter((each) => !begun.includes(each))
  return [...begun.slice(0, SHOWN), ...rest.slice(0, Math.max(0, AT_LEAST - begun.length))]
}

export function assess(programmes: readonly ProgrammeId[], heard: Heard, frame: Frame): Assessed | undefined {
  const { knowledge } = frame
  const decisions = programmes
    .flatMap((programme) => decideHeard(programme, heard, frame) ?? [])
    .sort(byPromise(knowledge))
  const open = decisions.filter((each) => each.outcome !== 'unlikely')
  const shown = open.length > 0 ? worthShowing(open) : decisions.slice(0, decisions.length > 1 ? RULED_OUT : 1)
  const [first] = shown
  if (!first) return undefined
  const ruledOut = open.length > 0 ? decisions.filter(isCloseNo).slice(0, RULED_OUT) : []
  const asking = bestQuestion(shown, heard, knowledge)
  const short = decisions.length > 1
  const text = [
    sayTold(heard, knowledge),
    ...shown.map((each) =>
      sayDecision(each, { short, others: short ? [] : othersThan(each, heard, frame) }, knowledge),
    ),
    sayRest(
      open.filter((each) => !shown.includes(each)),
      ruledOut,
      knowledge,
    ),
    sayFullYears(shown, heard, knowledge),
    asking ? ASSESS.next(knowledge.facts.get(asking)?.ask ?? '') : '',
    SAY.preliminary,
  ]
  return {
    asking,
    programmes: decisions.map((each) => each.programme),
    reply: {
      kind: 'assessment',
      text: text.filter((part) => part !== '').join('\n\n'),
      citations: cite(
        [...shown, ...ruledOut].flatMap((each) => each.criteria.flatMap((criterion) => criterion.basis)),
        knowledge,
      ),
      choices: choicesFor(asking, first, knowledge),
      programme: first.programme,
      assessments: decisions.map(({ programme, outcome }) => ({ programme, outcome })),
    },
  }
}

export function decideFor(programme: ProgrammeId, facts: Facts, frame: Frame): Decision | undefined {
  const { knowledge, on, region } = frame
  const set = ruleSetOn(knowledge.ruleSets, programme, on, region, knowledge.regions)
  if (!set) return undefined
  const standards = standardsOn(knowledge.standards, programme, on, region, knowledge.regions)
  return decide(set, facts, { on, region, definitions: knowledge.facts, standards })
}

/** 虚岁八十一 is 79 or 80: where both ends are judged alike in every criterion, that judgement holds for what lies between. */
function decideHeard(programme: ProgrammeId, { said, facts }: Heard, frame: Frame): Decision | undefined {
  const decision = decideFor(programme, facts, frame)
  const ranges = said.flatMap((each) =>
    each.value === undefined && each.range && facts[each.fact] === undefined
      ? [{ fact: each.fact, ends: each.range }]
      : [],
  )
  const [only] = ranges
  if (!decision || !only || ranges.length > 1) return decision
  const [low, high] = only.ends.map((end) => decideFor(programme, { ...facts, [only.fact]: end }, frame))
  const alike = low?.criteria.every((each, i) => each.verdict === high?.criteria[i]?.verdict)
  return alike ? low : decision
}

function othersThan(decision: Decision, { facts }: Heard, frame: Frame): readonly ProgrammeId[] {
  const set = frame.knowledge.ruleSets.find((each) => each.id === decision.ruleSet)
  return set ? alternativesFor(set, decision, (programme) => decideFor(programme, facts, frame)?.outcome) : []
}

const RANK = { likely: 0, cannotTell: 1, needsHuman: 2, unlikely: 3 } as const

function byPromise(knowledge: Knowledge): (a: Decision, b: Decision) => number {
  const met = (each: Decision) =>
    each.criteria.filter(({ verdict }) => verdict === 'met' || verdict === 'excepted').length / each.criteria.length
  return (a, b) =>
    RANK[a.outcome] - RANK[b.outcome] ||
    distance(a, knowledge) - distance(b, knowledge) ||
    met(b) - met(a) ||
    a.programme.localeCompare(b.programme)
}

/** How far from an answer: what is still to be known, exclusions little, less what the told facts say about it. */
function distance({ ruleSet, criteria, facts }: Decision, knowledge: Knowledge): number {
  const set = knowledge.ruleSets.find((each) => each.id === ruleSet)
  if (!set) return criteria.length
  const unknown = set.criteria.filter((_, i) => criteria[i]?.verdict === 'unknown')
  const told = new Set(comparisonsIn(set).flatMap(({ fact }) => (facts[fact] === undefined ? [] : [fact])))
  return unknown.reduce((sum, { when }) => sum + (isExclusion(when) ? 0.25 : 1), 0) - told.size / 2
}

/** 没有领取同类补贴: true of most people who say nothing of it. */
const isExclusion = (when: Condition) => 'not' in when || ('value' in when && when.value === false)

/** The fact that most of the shown, still open decisions want next and that can be asked in plain words. */
function bestQuestion(decisions: readonly Decision[], heard: Heard, knowledge: Knowledge): FactName | undefined {
  const votes = new Map<FactName, number>()
  const spokenOf = new Set(
    heard.said.flatMap((each) => (each.value === undefined ? [each.fact, knowledge.facts.get(each.fact)?.from] : [])),
  )
  for (const decision of decisions) {
    if (decision.outcome !== 'cannotTell') continue
    decision.missing.forEach((fact, i) => {
      const definition = knowledge.facts.get(fact)
      if (!definition?.ask || heard.skipped?.includes(fact)) return
      const wanted = 1 / (i + 1) - (definition.sensitive ? 0.1 : 0) + (spokenOf.has(fact) ? 1 : 0)
      votes.set(fact, (votes.get(fact) ?? 0) + wanted)
    })
  }
  return [...votes.entries()].sort((a, b) => b[1] - a[1])[0]?.[0]
}

function choicesFor(asking: FactName | undefined, first: Decision, knowledge: Knowledge): string[] {
  const definition = asking ? knowledge.facts.get(asking) : undefined
  const answers =
    definition?.kind === 'boolean'
      ? ['是', '不是', '不清楚']
      : definition?.kind === 'choice'
        ? [...Object.values(definition.choices ?? {}), '不清楚']
        : []
  const start = knowledge.programmes.get(first.programme)?.dialog && first.outcome !== 'unlikely' ? [CHOICES.start] : []
  return [...answers, ...start, CHOICES.human]
}
