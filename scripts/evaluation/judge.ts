/** Whether a reply holds what a probe wants, and what is wrong if not. */
import { isCited } from '../../src/assistant/golden'
import type { Reply } from '../../src/assistant/reply'
import type { Knowledge } from '../../src/knowledge/knowledge'
import type { Probe } from './sets'

/** complete: all of it; partial: the right kind and part of the points; wrong; abstained: no answer given. */
export type Mark = 'complete' | 'partial' | 'wrong' | 'abstained'

export interface Judged {
  readonly mark: Mark
  readonly faults: readonly string[]
}

export function judgeAnswer(reply: Reply, probe: Probe, knowledge: Knowledge): Judged {
  const missing = probe.must.filter((point) => !point.split('|').some((word) => saysWord(reply, word)))
  const banned = probe.mustNot.filter((word) => saysWord(reply, word))
  const uncited = probe.cites.filter((basis) => !isCited(reply, basis, knowledge))
  const offKind = probe.kinds.length > 0 && !probe.kinds.includes(reply.kind)
  const offTopic = probe.programme !== undefined && reply.programme !== probe.programme && missing.length > 0
  const faults = [
    ...(offKind ? [`类型 ${reply.kind}`] : []),
    ...(offTopic ? [`事项 ${reply.programme ?? '无'}`] : []),
    ...missing.map((each) => `缺 ${each}`),
    ...banned.map((each) => `禁 ${each}`),
    ...uncited.map((each) => `未引 ${each.source} ${each.article ?? ''}`),
  ]
  return { mark: markOf(reply, faults, missing.length < probe.must.length && banned.length === 0 && !offKind), faults }
}

function markOf(reply: Reply, faults: readonly string[], partly: boolean): Mark {
  if (faults.length === 0) return 'complete'
  if (reply.kind === 'notFound' || reply.kind === 'otherDepartment' || reply.kind === 'clarify') return 'abstained'
  return partly ? 'partial' : 'wrong'
}

/** Refused: the kind fits, nothing is cited or counted in money, unless an answer is one of the kinds. */
export function judgeRefusal(reply: Reply, probe: Probe, knowledge: Knowledge): Judged {
  const judged = judgeAnswer(reply, probe, knowledge)
  const money = /\d+(\.\d+)?(元|万)/.test(reply.text) && !probe.kinds.includes('answer')
  return money ? { mark: 'wrong', faults: [...judged.faults, '有金额'] } : judged
}

const saysWord = (reply: Reply, word: string) => reply.text.includes(word)

/** The help card of a danger signal is in the reply, as a reply of its own or below an answer. */
export function isHeard(reply: Reply, knowledge: Knowledge): boolean {
  return reply.kind === 'crisis' || knowledge.safety.some((signal) => reply.text.includes(signal.reply))
}
