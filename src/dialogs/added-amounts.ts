/**
 * What several people bring in, said one after another where the whole household's is asked: 我1500，媳妇2000. Added up, and
 * told back as a sum; what is spent or owed is never added.
 */
import type { NotAnswered } from './answers/answer-type'
import { ANSWER_WORDS } from './answers/answer-words'
import type { Field } from './dialog'
import { beginFilling, type Filling, read, record } from './filling'
import { piecesOf } from './hear'
import { asks } from './questions'
import type { Talk } from './talk'

/** Two bare sums are one said twice: 2300，2800. */
const WHOSE = /我|俺|老|媳妇|儿|女|闺|爸|妈|爹|娘|他|她|孩|丈夫|妻|对象|爱人|孙|婆|公|还有|另外|加上/
const SPENT = /花|费|欠|债|借|还款|房贷/
/** 两个人: counts, and brings in nothing. */
const NO_AMOUNT = 'unrecognised'

export function fillAdded(talk: Talk): Filling | undefined {
  const current = talk.place.kind === 'review' ? undefined : talk.place.step
  if (current?.kind !== 'field' || current.field.together !== true) return undefined
  const pieces = piecesOf(talk.said)
  if (pieces.some(asks) || SPENT.test(talk.said)) return undefined
  const filling = beginFilling(talk, false)
  const readings = pieces.map(({ text }) => ({ text, parsed: read(current, text, filling) }))
  const amounts = readings.filter(({ parsed }) => parsed.ok || parsed.problem !== NO_AMOUNT)
  if (amounts.length < 2 || !amounts.slice(1).every(({ text }) => WHOSE.test(text))) return undefined
  const said = amounts.map(({ parsed }) => parsed)
  const unclear = said.find((each) => !each.ok) ?? withoutPeriod(current.field, talk.said)
  if (unclear && !unclear.ok) return Object.assign(filling, { problem: unclear })
  const parts = said.flatMap((each) => (each.ok && typeof each.value === 'number' ? [each.value] : []))
  const value = parts.reduce((sum, part) => sum + part, 0)
  record(current, { ok: true, value, exact: false, remark: ANSWER_WORDS.amount.added(parts, value) }, filling)
  return filling
}

/** Asked for a year, people tell a month's: which one it is has to be said. */
function withoutPeriod({ per }: Field, said: string): NotAnswered | undefined {
  const isOpen = per === 'year' && !/[月年]/.test(said)
  return isOpen ? { ok: false, problem: 'several', say: ANSWER_WORDS.amount.whichPeriod } : undefined
}
