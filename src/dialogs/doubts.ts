/**
 * Two answers that cannot both hold: the resident is asked which does, and nothing is decided for them. The question
 * stands at the field itself, so that a new answer, 还按原来的 and 跳过 work there as everywhere.
 */
import type { FactValue } from '../domain/facts'
import { advance } from './advance'
import { give } from './change-answers'
import { halfWidth } from './hear'
import { present } from './present'
import { REPLIES } from './replies'
import { discreet } from './shown-values'
import { stepName } from './step-names'
import { type FieldStep, given } from './steps'
import { handOf, type Talk } from './talk'
import type { Turn } from './turn'

const AROUND = '(?:应该)?(?:是|按|用|还是|还按|就按|选|以)*'
const TAIL = '(?:为准|那个|这个|个|一个|说的|填的|的|对|才对|是对的|吧|了)*'
const FIRST = new RegExp(`^${AROUND}(?:第一|第1|前面|前一|原来|之前|先前|头一|旧|早先|1|一)${TAIL}$`)
const SECOND = new RegExp(`^${AROUND}(?:第二|第2|后面|后一|后来|刚才|现在|最新|新|2|二)${TAIL}$`)

/** “第二个”, “按前面的”; any other words are understood as always, a new answer to this question first. */
export function settleDoubt(talk: Talk): Turn | undefined {
  const { state, place } = talk
  const { doubt } = state
  if (!doubt || place.kind !== 'ask' || place.step.kind !== 'field' || place.step.path !== doubt.path) return undefined
  const said = halfWidth(talk.said).replace(/[\s,，。.!！~…]+/g, '')
  const at = FIRST.test(said) ? 0 : SECOND.test(said) ? 1 : -1
  const chosen = doubt.values[at]
  return chosen === undefined ? undefined : choose(talk, place.step, chosen)
}

function choose(talk: Talk, step: FieldStep, value: FactValue): Turn {
  const { state, walked } = talk
  const old = state.answers[step.path]?.state
  if (given(old) === value)
    return present(talk, { ...state, editing: undefined, doubt: undefined, misses: 0 }, [REPLIES.kept])
  const answers = give(state.answers, step.path, { kind: 'given', value }, handOf(talk.context))
  const name = stepName(step, walked, state.answers)
  const after = discreet(step.field, { kind: 'given', value })
  const told = old ? REPLIES.changed(name, discreet(step.field, old), after) : REPLIES.setTo(name, after)
  return advance(talk, answers, [told], { undoable: old !== undefined })
}
