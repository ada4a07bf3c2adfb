/** The last look at every reply: no promise of a decision, no citation that was not quoted from, nothing unfilled. */
import { Fault } from '../base/fault'
import type { Reply } from './reply'

const PROMISES = /(您|你)(肯定|一定|已经)?符合条件|一定能批|保证(能|可以)(办|批)|肯定能批/

export function guard(reply: Reply): Reply {
  if (PROMISES.test(reply.text))
    throw new Fault('reply.unguarded', 'a reply promises a decision', { facts: { kind: reply.kind } })
  if (/\{\{|\}\}|undefined|\[object /.test(reply.text)) {
    throw new Fault('reply.unguarded', 'a reply has an unfilled place', { facts: { kind: reply.kind } })
  }
  if (reply.kind === 'answer' && reply.citations.length === 0) {
    throw new Fault('reply.unguarded', 'an answer without a source', { facts: { kind: reply.kind } })
  }
  return reply
}
