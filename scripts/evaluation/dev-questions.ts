/**
 * `--dev <file>`: public questions, one JSON object a line (id, q, topic), as they were asked in other cities. Nobody has
 * marked what is right here, so what happens to each is counted by topic; unanswered ones are listed with the passage that
 * came nearest, and every twelfth reply is printed as it is.
 */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { replyText } from '../../src/assistant/reply-text'
import { type Asker, EVALUATION_DAY } from './asker'

const line = z.looseObject({ id: z.string(), q: z.string(), topic: z.string().default('') })
const EVERY = 12

const DONE: Readonly<Record<string, string>> = {
  ...{
    answer: '答',
    standard: '答',
    assessment: '初判',
    clarify: '问清楚',
    notFound: '没答',
    otherDepartment: '别的部门',
  },
  ...{ crisis: '危险信号', apology: '出错' },
}

export async function measureDev(file: string, asker: Asker): Promise<void> {
  const questions = readFileSync(file, 'utf8')
    .split('\n')
    .filter((each) => each.trim() !== '')
    .map((each) => line.parse(JSON.parse(each)))
  const all = new Map<string, number>()
  const topics = new Map<string, Map<string, number>>()
  const open: string[] = []
  const printed: string[] = []
  for (const [i, { id, q, topic }] of questions.entries()) {
    const { reply } = await asker.ask({ q })
    const done = DONE[reply.kind] ?? reply.kind
    const group = topic.split('/')[0] ?? ''
    const row = topics.get(group) ?? new Map<string, number>()
    count(all, done)
    topics.set(group, count(row, done))
    if (reply.kind === 'clarify' || reply.kind === 'notFound' || reply.kind === 'apology')
      open.push(`${id} [${topic}] ${q} → ${done} | 最近的一段：${await nearest(q, asker)}`)
    if ((i + 1) % EVERY === 0) printed.push(`### ${id} ${q}\n[${reply.kind}] ${replyText(reply)}`)
  }
  const say = (row: ReadonlyMap<string, number>) => [...row].map(([done, times]) => `${done} ${times}`).join(' ')
  console.log(`\n## 开发题 ${questions.length} 问：${say(all)}`)
  for (const [topic, row] of topics) console.log(`  ${topic}: ${say(row)}`)
  for (const each of open) console.log(`  - ${each}`)
  console.log(`\n## 每隔 ${EVERY} 题的回答，未经改动\n${printed.join('\n\n')}`)
}

function count(row: Map<string, number>, done: string): Map<string, number> {
  return row.set(done, (row.get(done) ?? 0) + 1)
}

/** The passage the ranker puts first, and how far it is to be believed is for the reader. */
export async function nearest(q: string, { library }: Asker, on = EVALUATION_DAY): Promise<string> {
  const { index, understand, knowledge } = library
  const [first] = await index.search({ ...understand(q, on), on, region: knowledge.regions.home }, { atMost: 1 })
  return first?.passage.id ?? '无'
}
