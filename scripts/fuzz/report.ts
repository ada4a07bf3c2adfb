/** What the fuzz prints: per route the answers by class, each failure with its seed, and the memory held. */
import { DECLARED } from './judge'
import type { Ran } from './run'

const COLUMNS = ['1xx', '2xx', '3xx', '4xx', '5xx', 'closed', 'silent'] as const
const MB = 1024 * 1024

/** Measured over 20 000 requests: what is held grows by a few MB, mostly the text of known conversations. */
export const MOST_GROWTH_MB = { heapUsed: 32, rss: 128 } as const

export function table({ rows, sent }: Ran): string {
  const lines = [...rows]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([route, row]) => [route, ...cells(row)].join('\t'))
  return [['路由', ...COLUMNS].join('\t'), ...lines, `共 ${sent} 个请求，${rows.size} 条路由`].join('\n')
}

const cells = (row: Readonly<Record<string, number>>) => COLUMNS.map((column) => row[column] ?? 0)

export function growth({ before, after }: Ran): { heapUsed: number; rss: number } {
  return { heapUsed: (after.heapUsed - before.heapUsed) / MB, rss: (after.rss - before.rss) / MB }
}

export function memoryLine(ran: Ran): string {
  const { heapUsed, rss } = growth(ran)
  const { heapUsed: heapLimit, rss: rssLimit } = MOST_GROWTH_MB
  return `预热后内存增长：堆 ${heapUsed.toFixed(1)} MB（上限 ${heapLimit}），常驻 ${rss.toFixed(1)} MB（上限 ${rssLimit}）`
}

/** One line per thing that must not happen; empty when all is well. */
export function problems(ran: Ran): readonly string[] {
  const { heapUsed, rss } = growth(ran)
  const grown = heapUsed > MOST_GROWTH_MB.heapUsed || rss > MOST_GROWTH_MB.rss
  return [
    ...ran.failures.map(({ seed, route, what }) => `种子 ${seed}\t${route}\t${what}`),
    ...(grown ? [memoryLine(ran)] : []),
  ]
}

export const declared = () => Object.entries(DECLARED).map(([code, why]) => `允许的 5xx：${code}，${why}`)
