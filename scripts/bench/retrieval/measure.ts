/** One contender on one base: how often a right passage is among the first, how fast, how big, how long to build. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Contender, Question, TextBase } from './engine'

export interface Row {
  readonly name: string
  readonly set: string
  /** Nothing was measured of what could not be built in time. */
  readonly measured?: Measured
}

interface Measured {
  readonly recall: Readonly<Record<1 | 5 | 10, number>>
  readonly mrr: number
  readonly p50: number
  readonly p99: number
  readonly heapMb: number
  readonly buildMs: number
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const usedMb = () => {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1e6
}

export async function measure(contender: Contender, base: TextBase, questions: readonly Question[]): Promise<Row[]> {
  const before = usedMb()
  const began = performance.now()
  const engine = await contender.build(base, began + BUILD_MINUTES * 60_000)
  const sets = [...new Set(questions.map((each) => each.set))]
  if (!engine) return sets.map((set) => ({ name: contender.name, set }))
  const buildMs = performance.now() - began
  const heapMb = usedMb() - before
  for (const question of questions.slice(0, 40)) await engine.search(question, 10)
  const ranks = new Map<string, number[]>()
  const times: number[] = []
  for (const question of questions) {
    const at = performance.now()
    const found = await engine.search(question, 10)
    times.push(performance.now() - at)
    const rank = found.findIndex((id) => question.right.has(id)) + 1
    ranks.set(question.set, [...(ranks.get(question.set) ?? []), rank])
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0
  const cost = { p50: at(0.5), p99: at(0.99), heapMb, buildMs }
  return [...ranks].map(([set, all]) => ({ name: contender.name, set, measured: { ...cost, ...quality(all) } }))
}

/** A bench must end: what takes longer to build is told as not built. */
const BUILD_MINUTES = 5

function quality(ranks: readonly number[]) {
  const within = (k: number) => (100 * ranks.filter((rank) => rank > 0 && rank <= k).length) / ranks.length
  const mrr = ranks.reduce((sum, rank) => sum + (rank > 0 ? 1 / rank : 0), 0) / ranks.length
  return { recall: { 1: within(1), 5: within(5), 10: within(10) }, mrr }
}

export function printRows(rows: readonly Row[]): void {
  console.table(
    rows.map(({ name, set, measured }) => ({ 检索: name, 题: set, ...(measured ? shown(measured) : NOT_BUILT) })),
  )
}

export const recallOf = ({ measured }: Row) => measured?.recall[5].toFixed(1) ?? '没建成'

const NOT_BUILT = { 'R@1': '', 'R@5': `${BUILD_MINUTES} 分钟内没建成` }

const shown = ({ recall, mrr, p50, p99, heapMb, buildMs }: Measured) => ({
  'R@1': recall[1].toFixed(1),
  'R@5': recall[5].toFixed(1),
  'R@10': recall[10].toFixed(1),
  MRR: mrr.toFixed(3),
  'p50 毫秒': p50.toFixed(2),
  'p99 毫秒': p99.toFixed(2),
  '内存 MB': heapMb.toFixed(0),
  '建立 毫秒': buildMs.toFixed(0),
})
