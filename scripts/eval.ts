/**
 * `npm run eval`: every evaluation set through the whole assistant; a table, then each failure with the passage that should
 * have answered. `--only fresh,out` limits it; `--dev <file>` asks a file of public questions; `--seed 7` spoils other
 * answers for the guard; `--model` has the language model of MODEL_URL and MODEL_NAME help with the golden, fresh and dev
 * questions, and tells what came of its words.
 */
import { parseArgs } from 'node:util'
import { openChatModel } from '../src/adapters/model/open-chat-model'
import { languageModel } from '../src/assistant/model/language-model'
import { systemClock } from '../src/base/clock'
import { readConfig } from '../src/config'
import type { Knowledge } from '../src/knowledge/knowledge'
import { type Asker, openAsker } from './evaluation/asker'
import { printCoverage } from './evaluation/coverage'
import { datedProbes } from './evaluation/dated-pairs'
import { measureDev } from './evaluation/dev-questions'
import { printGuard } from './evaluation/guard-set'
import { isHeard, type Judged, judgeAnswer, judgeRefusal, type Mark } from './evaluation/judge'
import { modelTally, sayModelRun } from './evaluation/model-run'
import { printScreening } from './evaluation/screening'
import { dangerProbes, freshProbes, goldenProbes, outOfScopeProbes, type Probe } from './evaluation/sets'
import { printThresholdCurve } from './evaluation/threshold-curve'
import { variantProbes } from './evaluation/variants'
import { answers } from './training/examples'

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
        `${probe.id} [${probe.group}] ${probe.q}${probe.on ? ` @${probe.on}` : ''} → ${faults.join('；')} | ${reply.kind} ${reply.programme ?? ''} | ${reply.text.slice(0, 70).replaceAll('\n', '/')} | 该由 ${shouldHaveAnswered(probe, asker.library.knowledge)} 来答`,
      )
  }
  print(name, table, failures, times)
}

/** A passage that alone holds all of it; short of that, the programme. */
function shouldHaveAnswered(probe: Probe, knowledge: Knowledge): string {
  const programme = probe.programme ?? probe.group
  const wanted = { ...probe, programme, where: { file: '', line: 0 } }
  return knowledge.passages.find((each) => answers(each, wanted, knowledge))?.id ?? programme
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

async function measureModel(wants: (name: string) => boolean, dev: string | undefined): Promise<void> {
  const { model: server } = readConfig(process.env)
  if (!server) throw new Error('没有设置语言模型：请设置 MODEL_URL 和 MODEL_NAME。')
  const tally = modelTally()
  const model = languageModel(openChatModel(server), server, { clock: systemClock, log: tally.log })
  const asker = await openAsker(model, tally.hear)
  try {
    if (wants('golden')) await measure('必答题，有语言模型', goldenProbes(asker.library.knowledge), judgeAnswer, asker)
    if (wants('fresh')) await measure('新题，有语言模型', freshProbes(), judgeAnswer, asker)
    if (dev) await measureDev(dev, asker)
    for (const line of sayModelRun(server.name, tally.uses())) console.log(line)
  } finally {
    await asker.close()
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      dev: { type: 'string' },
      seed: { type: 'string' },
      model: { type: 'boolean', default: false },
    },
  })
  const wants = (name: string) => values.only === undefined || values.only.split(',').includes(name)
  if (wants('coverage')) printCoverage()
  if (values.only === 'coverage') return
  if (values.model) return measureModel(wants, values.dev)
  const asker = await openAsker()
  try {
    if (wants('golden')) await measure('必答题', goldenProbes(asker.library.knowledge), judgeAnswer, asker)
    if (wants('fresh')) await measure('新题', freshProbes(), judgeAnswer, asker)
    if (wants('out')) await measure('不该答的', outOfScopeProbes(), judgeRefusal, asker)
    if (wants('guard')) await printGuard(asker.library, values.seed === undefined ? undefined : Number(values.seed))
    if (wants('screening')) printScreening(asker.library.dialogs.values())
    if (wants('danger')) await measureDanger('危险信号', 'danger.yaml', asker)
    if (wants('dated')) await measure('规定改变前后的同一问', datedProbes(asker.library.knowledge), judgeAnswer, asker)
    if (wants('variants')) {
      const plain = [...goldenProbes(asker.library.knowledge), ...freshProbes()]
      await measure('别的说法（按说话的样子分）', variantProbes(plain, asker.library.knowledge), judgeAnswer, asker)
    }
    if (wants('curve')) await printThresholdCurve(asker.library)
    if (values.dev) await measureDev(values.dev, asker)
    if (wants('exam')) {
      await measure('考卷（没看过内容的人出的题）', freshProbes('held-out-exam.yaml'), judgeAnswer, asker)
      await measure('考卷：不该答的', outOfScopeProbes('held-out-exam-refusals.yaml'), judgeRefusal, asker)
      await measureDanger('考卷：危险信号', 'held-out-exam-danger.yaml', asker)
    }
    if (!wants('held-out')) return
    await measure('没见过的题', freshProbes('held-out-questions.yaml'), judgeAnswer, asker)
    await measure('没见过的不该答的', outOfScopeProbes('held-out-refusals.yaml'), judgeRefusal, asker)
    await measureDanger('没见过的危险信号', 'held-out-danger.yaml', asker)
  } finally {
    await asker.close()
  }
}

void main()
