/**
 * What a long story says besides its story: a name, a phone, a county said in so many words. Nothing of it is recorded at
 * once; it is shown back a few facts at a time, and kept when the resident says that it is right.
 */
import { advance } from './advance'
import { give } from './change-answers'
import { confirms } from './commands'
import type { Heard } from './dialog-state'
import type { Taken } from './filling'
import { halfWidth } from './hear'
import { present } from './present'
import { REPLIES } from './replies'
import { handOf, type Talk } from './talk'
import { AT_ONCE, factPairs } from './tell-back'
import type { Turn } from './turn'

const WRONG = /^(?:都|全|全部)?(?:不对|不是|错了|不用记|别记|没有的事)(?:的|了|吧)*[。!！]*$/

/** Of what a rambling message seemed to answer, only what can hardly mean anything else. */
export function heardIn(taken: readonly Taken[], { state }: Talk): readonly Heard[] {
  const facts = taken.flatMap(({ step, answered, sure }) =>
    step.kind === 'field' && sure && !step.item && state.answers[step.path] === undefined
      ? [{ path: step.path, value: answered.value }]
      : [],
  )
  return facts.filter((each, i) => facts.findIndex((other) => other.path === each.path) === i)
}

/** “都对” keeps the facts just shown, “都不对” drops them; anything else is understood as always. */
export function confirmHeard(talk: Talk): Turn | undefined {
  const { state, said } = talk
  const heard = state.heard ?? []
  if (heard.length === 0) return undefined
  const rest = heard.slice(AT_ONCE)
  if (WRONG.test(halfWidth(said).trim())) return present(talk, { ...state, heard: rest, misses: 0 }, [REPLIES.notHeard])
  if (!confirms(said)) return undefined
  const answers = heard
    .slice(0, AT_ONCE)
    .reduce((kept, { path, value }) => give(kept, path, { kind: 'given', value }, handOf(talk.context)), state.answers)
  return advance(talk, answers, [REPLIES.noted(factPairs(heard.slice(0, AT_ONCE), talk.walked, talk.state))])
}
