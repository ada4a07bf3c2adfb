/**
 * Passages composed and guarded, kept for each content version: the text depends on nothing but passages, day and
 * region, and the same few hundred questions are asked all day. A fault is not kept: it is raised each time.
 */
import type { Knowledge } from '../knowledge/knowledge'
import type { Passage } from '../knowledge/passage'
import { type Composed, compose, type Frame } from './compose'
import { guardQuoted } from './guard'

const KEPT = new WeakMap<Knowledge, Map<string, Composed>>()
const MOST_KEPT = 2_000

export function quotation(passages: readonly Passage[], frame: Frame): Composed {
  const { knowledge, on, region, today } = frame
  const kept = KEPT.get(knowledge) ?? new Map<string, Composed>()
  KEPT.set(knowledge, kept)
  const isAhead = today !== undefined && on > today
  const key = [on, region, isAhead, ...passages.map((each) => each.id)].join('\n')
  const known = kept.get(key)
  if (known) return known
  const composed = compose(passages, frame)
  guardQuoted(composed, frame)
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(key, composed)
  return composed
}
