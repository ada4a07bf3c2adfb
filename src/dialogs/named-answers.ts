/** A piece of a message that says which question it answers: 电话13800138000, 我的户口是灵璧的, 李国强的收入是50元. */
import { ANSWER_TYPES } from './answer-types'
import type { Answered } from './answers/answer-type'
import { type Filling, read } from './filling'
import { bare } from './hear'
import { locate } from './locate-steps'
import type { FieldStep, Step } from './steps'

export interface NamedAnswer {
  readonly step: FieldStep
  readonly parsed: Answered
}

export const isWhole = (step: Step) => step.kind === 'field' && ANSWER_TYPES[step.field.type].whole

/** 电话13800138000, 我的户口是灵璧的: a piece that names its question. */
export function namedAnswer(text: string, filling: Filling): NamedAnswer | undefined {
  const plain = bare(text).replace(/^(?:我|本人|他|她|老人)(?:的)?(?=\p{Script=Han}{2})/u, '')
  const matches = filling.walked.steps.flatMap((step) => {
    if (step.kind !== 'field') return []
    const name = [step.field.label, ...step.field.also]
      .filter((each) => each.length >= 2 && plain.startsWith(each))
      .sort((a, b) => b.length - a.length)[0]
    return name === undefined ? [] : [{ step, name }]
  })
  const longest = Math.max(0, ...matches.map((each) => each.name.length))
  const best = matches.filter((each) => each.name.length === longest)
  const chosen =
    best.find((each) => each.step.path === filling.current?.path) ??
    best.find((each) => filling.answers[each.step.path] === undefined) ??
    best.at(-1)
  if (!chosen) return answerOfItem(plain, filling)
  const isOpen = filling.answers[chosen.step.path] === undefined || chosen.step.path === filling.current?.path
  const after = plain.slice(chosen.name.length)
  // “街道办的人说…” is no address: what would take any words needs a plain 是 or colon.
  if (isWhole(chosen.step) && !/^\s*(?:就)?(?:是|为|在|[:：])/.test(after)) return undefined
  const rest = after.replace(/^\s*(?:就)?(?:是|为|叫|[:：])?\s*/, '')
  const parsed = rest === '' ? undefined : read(chosen.step, rest, filling)
  // “工作日要上班”: without 是 or a colon, the rest must be the answer and nothing else.
  if (!parsed?.ok || (rest === after && !parsed.exact)) return undefined
  if (!isOpen && best.length > 1)
    return askWhich(
      best.map((each) => each.step),
      chosen.name,
      rest,
      filling,
    )
  return { step: chosen.step, parsed }
}

/** 李国强的收入是50元: whose it is comes first. */
function answerOfItem(plain: string, filling: Filling): NamedAnswer | undefined {
  const groups = /^(?<whose>.{2,24}?)(?:是|为|:)(?<value>.+)$/.exec(plain)?.groups
  if (!groups) return undefined
  const { items, steps } = locate(groups.whose ?? '', filling.walked, filling.answers)
  const fitting = steps.filter((step) => !isWhole(step) && read(step, groups.value ?? '', filling).ok)
  const [only, another] = fitting
  if (items.length === 0 || !only) return undefined
  if (another) return askWhich(fitting, groups.whose ?? '', groups.value ?? '', filling)
  const parsed = read(only, groups.value ?? '', filling)
  return parsed.ok ? { step: only, parsed } : undefined
}

function askWhich(steps: readonly FieldStep[], name: string, value: string, filling: Filling): undefined {
  filling.which ??= { steps, name, value }
  return undefined
}
