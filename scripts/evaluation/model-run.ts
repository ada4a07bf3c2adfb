/**
 * `--model`: the questions once more with the configured language model, and what came of its words: sent, stopped by the
 * guard and why, nothing said and why, what it cost and how long it took. Told from the log and from the replies alone.
 */
import { SAY } from '../../src/assistant/replies'
import type { Reply } from '../../src/assistant/reply'
import { type Log, type LogFields, overheard, silentLog } from '../../src/base/log'

export interface ModelUse {
  readonly asked: number
  /** In so many replies its words were used. */
  readonly sent: number
  readonly stopped: ReadonlyMap<string, number>
  readonly silent: ReadonlyMap<string, number>
  readonly tokens: number
  /** Of each call, in order of length. */
  readonly ms: readonly number[]
}

export interface ModelTally {
  /** What the model writes into. */
  readonly log: Log
  hear(reply: Reply): void
  uses(): ReadonlyMap<string, ModelUse>
}

export function modelTally(): ModelTally {
  const asked: LogFields[] = []
  const rejected: LogFields[] = []
  const replies = { rephrase: 0, rewrite: 0 }
  const log = overheard(silentLog, (event, fields) => {
    if (event === 'model.asked') asked.push(fields)
    if (event === 'model.rejected') rejected.push(fields)
  })
  const rewritten = SAY.understoodAs.split('{')[0] ?? ''
  const sentOf = (use: string) => (use === 'rephrase' || use === 'rewrite' ? replies[use] : 0)
  const useOf = (use: string): ModelUse => {
    const calls = asked.filter((each) => each.use === use)
    return {
      asked: calls.length,
      sent: sentOf(use),
      stopped: countBy(rejected.filter((each) => each.use === use).map(({ why }) => String(why))),
      silent: countBy(calls.filter(({ end }) => end !== 'said' && end !== 'stopped').map(({ end }) => String(end))),
      tokens: calls.reduce((sum, { tokens }) => sum + Number(tokens ?? 0), 0),
      ms: calls.map(({ ms }) => Number(ms)).sort((a, b) => a - b),
    }
  }
  return {
    log,
    hear(reply) {
      if (reply.generated) replies.rephrase++
      if (reply.text.startsWith(rewritten)) replies.rewrite++
    },
    uses: () => new Map([...new Set(asked.map(({ use }) => String(use)))].map((use) => [use, useOf(use)])),
  }
}

function countBy(reasons: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return new Map([...counts].sort(([, a], [, b]) => b - a))
}

const total = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0)

/** Facts found in a story are shown back as the resident's own: how many were used cannot be told from the replies. */
const UNSEEN = 'extract-facts'

export function sayModelRun(name: string, uses: ReadonlyMap<string, ModelUse>): readonly string[] {
  const tokens = [...uses.values()].reduce((sum, each) => sum + each.tokens, 0)
  return [
    `\n## 语言模型 ${name}：问了 ${[...uses.values()].reduce((sum, each) => sum + each.asked, 0)} 次，共 ${tokens} 个词元`,
    ...[...uses].flatMap(([use, { asked, sent, stopped, silent, tokens: cost, ms }]) => [
      `  ${use}: 问 ${asked}，发出 ${use === UNSEEN ? '（看不出）' : sent}，守门拦下 ${total(stopped)}，没有话 ${total(silent)}；词元 ${cost}；每次 p50 ${at(ms, 0.5)} ms，p95 ${at(ms, 0.95)} ms`,
      ...[...stopped].map(([why, count]) => `    - 拦下 ${count}：${why}`),
      ...[...silent].map(([why, count]) => `    - 没有话 ${count}：${why}`),
    ]),
  ]
}

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
