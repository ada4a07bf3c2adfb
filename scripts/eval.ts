/** `npm run eval`: every evaluation set through the whole assistant; a table, then each failure. `--only fresh` limits it. */
import { parseArgs } from 'node:util'
import { type Asker, openAsker } from './evaluation/asker'
import { isHeard, type Judged, judgeAnswer, judgeRefusal, type Mark } from './evaluation/judge'
import { dangerProbes, freshProbes, goldenProbes, outOfScopeProbes, type Probe } from './evaluation/sets'

type Judge = (...args: Parameters<typeof judgeAnswer>) => Judged

async function measure(name: string, probes: readonly Probe[], judge: Judge, asker: Asker): Promise<void> {
  const table = new Map<string, Record<Mark, number>>()
  const failures: string[] = []
  const times: number[] = []
  for (const probe of probes) {
    const { reply, ms } = await asker.ask(probe)
    times.push(ms)
    const { mark, faults } = judge(reply, probe, asker.library.knowledge)
    const row = table.get(probe.group) ?? { complete: 0, partial: 0, wrong: 0, abstained: 0 }
    table.set(probe.group, { ...row, [mark]: row[mark] + 1 })
    if (mark !== 'complete')
      failures.push(
        `${probe.id} [${probe.group}] ${probe.q}${probe.on ? ` @${probe.on}` : ''} → ${faults.join('；')} | ${reply.kind} ${reply.programme ?? ''} | ${reply.text.slice(0, 70).replaceAll('\n', '/')}`,
      )
  }
  print(name, table, failures, times)
}

function print(
  name: string,
  table: ReadonlyMap<string, Record<Mark, number>>,
  failures: readonly string[],
  times: readonly number[],
): void {
  const rows = [...table].map(([group, marks]) => ({ group, ...marks }))
  const total = rows.reduce((sum, each) => sum + each.complete + each.partial + each.wrong + each.abstained, 0)
  const complete = rows.reduce((sum, each) => sum + each.complete, 0)
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1)
  console.log(
    `\n## ${name}：${complete}/${total}（${((100 * complete) / Math.max(1, total)).toFixed(1)}%），p50 ${at(0.5)} ms，p99 ${at(0.99)} ms`,
  )
  for (const { group, ...marks } of rows)
    if (marks.complete < marks.complete + marks.partial + marks.wrong + marks.abstained)
      console.log(`  ${group}: 完整 ${marks.complete} 部分 ${marks.partial} 错 ${marks.wrong} 没答 ${marks.abstained}`)
  for (const line of failures) console.log(`  - ${line}`)
}

async function measureDanger(name: string, file: string, asker: Asker): Promise<void> {
  const { danger, lookAlikes } = dangerProbes(file)
  const heard = async (q: string) => isHeard((await asker.ask({ q })).reply, asker.library.knowledge)
  const missed: string[] = []
  for (const each of danger) if (!(await heard(each.q))) missed.push(`${each.id} [${each.group}] ${each.q}`)
  const alarms: string[] = []
  for (const each of lookAlikes) if (await heard(each.q)) alarms.push(`${each.id} [${each.group}] ${each.q}`)
  console.log(
    `\n## ${name}：听到 ${danger.length - missed.length}/${danger.length}，误报 ${alarms.length}/${lookAlikes.length}`,
  )
  for (const line of missed) console.log(`  - 漏 ${line}`)
  for (const line of alarms) console.log(`  - 误报 ${line}`)
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' } } })
  const wants = (name: string) => values.only === undefined || values.only.split(',').includes(name)
  const asker = await openAsker()
  try {
    if (wants('golden')) await measure('必答题', goldenProbes(asker.library.knowledge), judgeAnswer, asker)
    if (wants('fresh')) await measure('新题', freshProbes(), judgeAnswer, asker)
    if (wants('out')) await measure('不该答的', outOfScopeProbes(), judgeRefusal, asker)
    if (wants('danger')) await measureDanger('危险信号', 'danger.yaml', asker)
    if (!wants('held-out')) return
    await measure('没见过的题', freshProbes('held-out-questions.yaml'), judgeAnswer, asker)
    await measure('没见过的不该答的', outOfScopeProbes('held-out-refusals.yaml'), judgeRefusal, asker)
    await measureDanger('没见过的危险信号', 'held-out-danger.yaml', asker)
  } finally {
    await asker.close()
  }
}

void main()
