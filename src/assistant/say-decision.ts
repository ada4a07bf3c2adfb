/** A judgement in words: what was heard, each programme with what is met and missing, what else to see, what is ruled out. */
import type { ProgrammeId } from '../domain/programme'
import type { Decision } from '../eligibility/decide'
import type { Knowledge } from '../knowledge/knowledge'
import { ASSESS, OUTCOME_WORDS, sayEnds, sayFact } from './assess-words'
import type { Heard } from './stated'
import { comparisonsIn } from './wanted-programmes'

/** What was heard, so that it can be corrected; each of the resident's words once. */
export function sayTold({ said, facts }: Heard, knowledge: Knowledge): string {
  const once = said.filter((each, i) => said.findIndex((other) => other.words === each.words) === i)
  const now = once.flatMap((each) => {
    const definition = knowledge.facts.get(each.fact)
    if (!definition) return []
    return each.value === undefined
      ? [ASSESS.vague(definition.label, each.words, sayEnds(definition, each.range))]
      : [sayFact(definition, each.value, each.words)]
  })
  const before = Object.entries(facts).flatMap(([name, value]) => {
    const definition = knowledge.facts.get(name)
    const isNew = said.some((each) => each.fact === name)
    return !definition || value === undefined || isNew ? [] : [sayFact(definition, value)]
  })
  const lines = [now.length > 0 ? ASSESS.told(now) : '', before.length > 0 ? ASSESS.toldBefore(before) : '']
  return [...lines, now.length > 0 ? ASSESS.correctable : ''].filter((line) => line !== '').join('')
}

const titleOf = (programme: ProgrammeId, knowledge: Knowledge) =>
  knowledge.programmes.get(programme)?.title ?? programme

/** `others`: what else to look at; none beside other decisions. */
export function sayDecision(
  decision: Decision,
  { short, others }: { readonly short: boolean; readonly others: readonly ProgrammeId[] },
  knowledge: Knowledge,
): string {
  const lines = [`【${titleOf(decision.programme, knowledge)}】${OUTCOME_WORDS[decision.outcome]}。`]
  for (const each of decision.criteria) {
    if (each.verdict === 'met') lines.push(ASSESS.met(each.label))
    if (each.verdict === 'excepted') lines.push(ASSESS.excepted(each.label, each.reason ?? ''))
    if (each.verdict === 'unmet') lines.push(ASSESS.unmet(each.reason ?? each.label))
    if (each.verdict === 'unknown' && !short) lines.push(ASSESS.unknown(each.label))
  }
  const open = decision.criteria.filter((each) => each.verdict === 'unknown')
  if (short && open.length > 0) lines.push(ASSESS.unknowns(open.map((each) => each.label)))
  if (decision.unpublished.length > 0) lines.push(ASSESS.unpublished)
  if (others.length > 0) lines.push(ASSESS.alternatives(others.map((each) => titleOf(each, knowledge))))
  return lines.join('\n')
}

/** Beside those shown in full: what else may matter, and what is ruled out and why. */
export function sayRest(open: readonly Decision[], ruledOut: readonly Decision[], knowledge: Knowledge): string {
  const reason = (each: Decision) =>
    each.criteria.find((criterion) => criterion.verdict === 'unmet' && !criterion.open)?.reason ?? ''
  const lines = [
    open.length > 0 ? ASSESS.alsoOpen(open.map((each) => titleOf(each.programme, knowledge))) : '',
    ruledOut.length > 0
      ? ASSESS.ruledOut(ruledOut.map((each) => `${titleOf(each.programme, knowledge)}：${reason(each)}`))
      : '',
  ]
  return lines.filter((line) => line !== '').join('\n')
}

/** 80 said where 80 decides may be counted the old way: then it is 78 or 79. */
export function sayFullYears(shown: readonly Decision[], { said }: Heard, knowledge: Knowledge): string {
  const age = said.find((each) => each.fact === 'applicantAge' && each.value !== undefined)
  if (!age || /周岁|虚|生/.test(age.words)) return ''
  const turns = shown
    .flatMap((each) => knowledge.ruleSets.find((set) => set.id === each.ruleSet) ?? [])
    .flatMap(comparisonsIn)
    .flatMap((each) => (each.fact === 'applicantAge' && each.op === 'atLeast' && 'value' in each ? [each.value] : []))
  const matters = turns.some((turn) => typeof turn === 'number' && (age.value === turn || age.value === turn + 1))
  return matters ? ASSESS.countedFully(age.words) : ''
}
