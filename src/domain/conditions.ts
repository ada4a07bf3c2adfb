/**
 * The one condition grammar of eligibility rules and dialogs, and how it is judged.
 * A fact nobody gave is unknown: never zero, never "no". The schema refuses an empty `all` or `any`.
 */
import { z } from 'zod'
import type { FactName, Facts, FactValue } from './facts'

export type Operator = 'below' | 'atLeast' | 'equals' | 'oneOf'

export type Comparison =
  | { fact: FactName; op: 'below' | 'atLeast' | 'equals'; value: FactValue }
  | { fact: FactName; op: 'below' | 'atLeast'; standard: string }
  | { fact: FactName; op: 'oneOf'; value: readonly FactValue[] }

export type Condition = { all: readonly Condition[] } | { any: readonly Condition[] } | { not: Condition } | Comparison

export type Verdict = 'met' | 'unmet' | 'unknown'

/** The value of a standard on the asked day and region, or undefined when it is unpublished or not known. */
export type StandardValue = (id: string) => number | undefined

const noStandards: StandardValue = () => undefined

const value = z.union([z.boolean(), z.number(), z.string()])

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ fact: z.string(), op: z.enum(['below', 'atLeast', 'equals']), value }),
    z.strictObject({ fact: z.string(), op: z.enum(['below', 'atLeast']), standard: z.string() }),
    z.strictObject({ fact: z.string(), op: z.literal('oneOf'), value: z.array(value).min(1) }),
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
    z.strictObject({ not: conditionSchema }),
  ]),
)

export function judge(condition: Condition, facts: Facts, standards: StandardValue = noStandards): Verdict {
  if ('all' in condition) return settle(condition.all.map((part) => judge(part, facts, standards)))
  if ('any' in condition) return negate(settle(condition.any.map((part) => negate(judge(part, facts, standards)))))
  if ('not' in condition) return negate(judge(condition.not, facts, standards))

  const given = facts[condition.fact]
  const bound = 'standard' in condition ? standards(condition.standard) : condition.value
  if (given === undefined || bound === undefined) return 'unknown'
  return holds(condition.op, given, bound) ? 'met' : 'unmet'
}

/** Every comparison inside a condition, in written order. */
export function comparisonsOf(condition: Condition): readonly Comparison[] {
  if ('all' in condition) return condition.all.flatMap(comparisonsOf)
  if ('any' in condition) return condition.any.flatMap(comparisonsOf)
  if ('not' in condition) return comparisonsOf(condition.not)
  return [condition]
}

function holds(op: Operator, given: FactValue, bound: FactValue | readonly FactValue[]): boolean {
  switch (op) {
    case 'below':
      return given < (bound as FactValue)
    case 'atLeast':
      return given >= (bound as FactValue)
    case 'equals':
      return given === bound
    case 'oneOf':
      return (bound as readonly FactValue[]).includes(given)
  }
}

/** One unmet part settles it; short of that, one unknown part leaves it open. */
function settle(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('unmet')) return 'unmet'
  return verdicts.includes('unknown') ? 'unknown' : 'met'
}

function negate(verdict: Verdict): Verdict {
  if (verdict === 'unknown') return 'unknown'
  return verdict === 'met' ? 'unmet' : 'met'
}
