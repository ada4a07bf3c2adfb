/** 她没手机，就打我的: where a phone is asked for and one was given before in this form, that one. */
import { beginFilling, type Filling, record } from './filling'
import { given } from './steps'
import type { Talk } from './talk'

const SAME =
  /(?:打|用|留|写|填|是|就)(?:我|俺|前面|刚才|上面|这个|同一个)(?:的|那个|说的|填的)?(?:手机号?|电话|号码?)?(?:就行|吧|好了)?$|^(?:同上|和前面一样|跟前面一样|一样的?|同一个)$/

export function fillSamePhone(talk: Talk): Filling | undefined {
  const current = talk.place.kind === 'review' ? undefined : talk.place.step
  if (current?.kind !== 'field' || current.field.type !== 'phone') return undefined
  if (!SAME.test(talk.said.replace(/[\s,，。.!！]+$/, ''))) return undefined
  const before = talk.walked.steps.findLast(
    (step) => step.kind === 'field' && step.field.type === 'phone' && given(talk.state.answers[step.path]?.state),
  )
  const value = before && given(talk.state.answers[before.path]?.state)
  if (value === undefined) return undefined
  const filling = beginFilling(talk, false)
  record(current, { ok: true, value, exact: false }, filling)
  return filling
}
