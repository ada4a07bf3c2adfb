/** What became of every case: compares what residents saw, what the service holds and what the backend applied. */
import type { KeptCase } from '../../src/cases/case-store'
import type { ReceivedCase } from '../backend-ledger'
import type { CrookedFront } from './crooked-front'
import { FAULTS, type Fault } from './faults'
import type { Outcome } from './resident'

export interface Ended {
  readonly outcomes: readonly Outcome[]
  readonly kept: readonly KeptCase[]
  readonly received: readonly ReceivedCase[]
  readonly met: ReadonlyMap<string, Fault>
  readonly requests: CrookedFront['requests']
}

export interface Report {
  readonly table: string
  /** Chinese sentences, one per thing that must not happen; empty when all is well. */
  readonly failures: readonly string[]
}

export function report(ended: Ended): Report {
  const { kept, received } = ended
  const arrived = new Set(received.map(({ caseFile }) => caseFile.id))
  const rows = (Object.keys(FAULTS) as Fault[]).flatMap((fault) => {
    const ids = kept.map(({ caseFile }) => caseFile.id).filter((id) => (ended.met.get(id) ?? 'none') === fault)
    const got = ids.filter((id) => arrived.has(id)).length
    const tries = ids.reduce((sum, id) => sum + attemptsOf(kept, id), 0)
    return ids.length > 0 ? [[FAULTS[fault], ids.length, tries, got, ids.length - got].join('\t')] : []
  })
  return {
    table: ['后台第一次收到时\t办件\t转交次数\t送达\t未送达', ...rows].join('\n'),
    failures: failuresOf(ended, arrived),
  }
}

const attemptsOf = (kept: readonly KeptCase[], id: string) =>
  kept.find(({ caseFile }) => caseFile.id === id)?.state.attempts ?? 0

function failuresOf({ outcomes, kept, received, requests }: Ended, arrived: ReadonlySet<string>): readonly string[] {
  const shown = outcomes.flatMap(({ numbers }) => numbers)
  const keptNumbers = new Set(kept.map(({ caseFile }) => caseFile.number))
  const counts = {
    '居民看到编号、服务里却没有的办件': shown.filter((number) => !keptNumbers.has(number)).length,
    没有送达后台的办件: kept.filter(({ caseFile }) => !arrived.has(caseFile.id)).length,
    '后台有、服务里却没有的办件': received.filter(({ caseFile }) => !keptNumbers.has(caseFile.number)).length,
    看到不止一个编号的居民: outcomes.filter(({ numbers }) => numbers.length > 1).length,
    一次办理开出两件的会话: kept.length - new Set(kept.map(({ caseFile }) => caseFile.conversation)).size,
    '后台判为重复的转交（同一办件换了键或内容）': requests.filter(({ answered }) => answered === 409).length,
    '后台已收下、服务却没有记为送达的办件': kept.filter(
      ({ caseFile, state }) => arrived.has(caseFile.id) && state.stage !== 'delivered',
    ).length,
    始终没有办完的居民: outcomes.filter(({ numbers }) => numbers.length === 0).length,
  }
  return Object.entries(counts).flatMap(([what, count]) => (count > 0 ? [`${what}：${count}`] : []))
}
