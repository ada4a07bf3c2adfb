/**
 * The database goes away under load and comes back. What must hold: every message is either taken and kept or answered
 * with an apology that says to send it again; nothing that was taken is lost; the service goes on by itself.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Outcome, submitCase } from './resident'
import { type Attempt, type Talk, talk } from './talker'

export interface OutagePlan {
  readonly beforeMs: number
  readonly outMs: number
  readonly afterMs: number
  readonly talkers: number
  readonly applicants: number
}

export interface Line {
  cut(): Promise<void>
  mend(): Promise<void>
}

export interface Outage {
  readonly talks: readonly Talk[]
  readonly outcomes: readonly Outcome[]
  readonly cutAt: number
  readonly mendedAt: number
}

export async function playOutage(url: string, line: Line, plan: OutagePlan): Promise<Outage> {
  const { beforeMs, outMs, afterMs } = plan
  const until = Date.now() + beforeMs + outMs + afterMs
  const talking = Promise.all(Array.from({ length: plan.talkers }, (_, index) => talk(url, `10.1.0.${index}`, until)))
  const applying = Promise.all(Array.from({ length: plan.applicants }, (_, index) => apply(url, index, until)))
  await sleep(beforeMs)
  const cutAt = Date.now()
  await line.cut()
  await sleep(Math.max(0, cutAt + outMs - Date.now()))
  await line.mend()
  const mendedAt = Date.now()
  return { talks: (await talking).flat(), outcomes: (await applying).flat(), cutAt, mendedAt }
}

/** One form after another, begun before the end; each is sent again until it is taken. */
async function apply(url: string, index: number, until: number): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  while (Date.now() < until) {
    const address = `10.2.${index}.${outcomes.length % 250}`
    outcomes.push(await submitCase({ url: () => url, address, giveUpAt: until + 30_000 }))
  }
  return outcomes
}

const LONGEST_ANSWER_MS = 15_000
const RECOVERED_WITHIN_MS = 15_000
/** What the page shows as "not sent, try again"; a look is made again by itself. */
const APOLOGY: Readonly<Record<Attempt['what'], string>> = { say: 'assistant.faulted', look: 'server.fault' }

export function outageReport(outage: Outage): { table: string; failures: readonly string[] } {
  const attempts = outage.talks.flatMap((each) => each.attempts)
  const during = attempts.filter(({ began, ms }) => began + ms >= outage.cutAt && began < outage.mendedAt)
  const failed = attempts.filter(({ status }) => status !== 200)
  const recovered = recoveredAfterMs(outage, attempts)
  const numbers = outage.outcomes.flatMap((each) => each.numbers)
  const counts = {
    '答复 200、记录里却没有的消息': outage.talks.flatMap(({ lost }) => lost).length,
    '没有致歉、也没有请居民重发的失败': failed.filter(
      ({ what, status, code }) => status !== 503 || code !== APOLOGY[what],
    ).length,
    [`超过 ${LONGEST_ANSWER_MS / 1000} 秒才有的答复`]: attempts.filter(({ ms }) => ms > LONGEST_ANSWER_MS).length,
    停机期间没有一次失败: during.some(({ status }) => status !== 200) ? 0 : 1,
    恢复后没有自行好转: recovered === undefined || recovered > RECOVERED_WITHIN_MS ? 1 : 0,
    始终没有办完的居民: outage.outcomes.filter((each) => each.numbers.length === 0).length,
    看到不止一个编号的居民: outage.outcomes.filter((each) => each.numbers.length > 1).length,
    两位居民看到同一个编号: numbers.length - new Set(numbers).size,
  }
  return {
    table: [
      '何时\t做什么\t200\t503 致歉\t其他\t最慢毫秒',
      ...rowsOf(outage, attempts),
      `办成 ${numbers.length} 件；数据库回来后 ${recovered ?? '—'} 毫秒第一条消息办成`,
    ].join('\n'),
    failures: Object.entries(counts).flatMap(([what, count]) => (count > 0 ? [`${what}：${count}`] : [])),
  }
}

function recoveredAfterMs({ mendedAt }: Outage, attempts: readonly Attempt[]): number | undefined {
  const taken = attempts.filter(({ what, status, began }) => what === 'say' && status === 200 && began >= mendedAt)
  return taken.length > 0 ? Math.min(...taken.map(({ began, ms }) => began + ms - mendedAt)) : undefined
}

function rowsOf({ cutAt, mendedAt }: Outage, attempts: readonly Attempt[]): readonly string[] {
  const phases = {
    停机前: [0, cutAt],
    停机时: [cutAt, mendedAt],
    恢复后: [mendedAt, Number.POSITIVE_INFINITY],
  } as const
  return Object.entries(phases).flatMap(([phase, [from, to]]) =>
    (['say', 'look'] as const).map((what) => {
      const of = attempts.filter((each) => each.what === what && each.began >= from && each.began < to)
      const [ok, sorry] = [200, 503].map((status) => of.filter((each) => each.status === status).length) as [
        number,
        number,
      ]
      const slowest = Math.max(0, ...of.map(({ ms }) => ms))
      return [phase, what === 'say' ? '发消息' : '看记录', ok, sorry, of.length - ok - sorry, slowest].join('\t')
    }),
  )
}
