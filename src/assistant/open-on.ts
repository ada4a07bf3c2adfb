/** Whether a programme can be applied for on a day: one whose rules ended, or have not begun, says since or from when. */
import { addDays, type LegalDay, sayDay } from '../domain/legal-day'
import { covers } from '../domain/period'
import type { Programme } from '../domain/programme'
import type { Knowledge } from '../knowledge/knowledge'
import { SAY } from './replies'

/** Undefined when it is open, also where no rules are dated. */
export function whyNotOpen(programme: Programme, knowledge: Knowledge, on: LegalDay): string | undefined {
  const chain = knowledge.regions.chain(knowledge.regions.home)
  const sets = knowledge.ruleSets.filter((set) => set.programme === programme.id && chain.includes(set.region))
  if (sets.length === 0 || sets.some((set) => covers(set, on))) return undefined
  const begins = sets.map(({ from }) => from).filter((from) => from > on)
  const ended = sets.flatMap(({ to }) => (to !== undefined && to <= on ? [to] : []))
  const [first] = begins.sort()
  if (first !== undefined) return SAY.notBegun(programme.title, sayDay(first))
  const last = ended.sort().at(-1)
  return last === undefined ? undefined : SAY.ended(programme.title, sayDay(addDays(last, -1)))
}
