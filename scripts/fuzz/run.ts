/** So many requests, a few at a time, each out of its own seed; then the table, the failures and the memory. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FuzzedService, Memory } from './fuzzed-service'
import { whatIsWrong } from './judge'
import { type FuzzRequest, requestOf } from './requests'
import type { World } from './samples'
import { type Answer, exchange } from './wire'

export interface Plan {
  readonly seed: number
  readonly requests: number
  /** Counted before the memory is looked at for the first time. */
  readonly warmUp: number
  readonly until: number
  readonly atOnce: number
}

export interface Ran {
  readonly sent: number
  readonly rows: ReadonlyMap<string, Readonly<Record<string, number>>>
  readonly failures: readonly { readonly seed: number; readonly route: string; readonly what: string }[]
  readonly before: Memory
  readonly after: Memory
}

export async function runFuzz(service: FuzzedService, world: World, plan: Plan): Promise<Ran> {
  const rows = new Map<string, Record<string, number>>()
  const failures: { seed: number; route: string; what: string }[] = []
  let sent = 0
  const send = async (last: number) => {
    while (sent < last && Date.now() < plan.until && service.isAlive()) {
      const seed = plan.seed + sent++
      const request = requestOf(seed, service.routes, world)
      const answer = await exchange(service.url, request)
      count(rows, request, answer)
      const what = whatIsWrong(request, answer)
      if (what) failures.push({ seed, route: request.route, what })
    }
  }
  const several = (last: number) => Promise.all(Array.from({ length: plan.atOnce }, () => send(last)))
  await several(plan.warmUp)
  const before = await settled(service)
  await several(plan.requests)
  return { sent, rows, failures, before, after: await settled(service) }
}

/** Connections that were hung up on take a moment to be let go. */
async function settled(service: FuzzedService): Promise<Memory> {
  if (!service.isAlive()) throw new Error(`服务已退出：${service.said().slice(-2_000)}`)
  await service.memory()
  await sleep(500)
  return service.memory()
}

function count(rows: Map<string, Record<string, number>>, { route }: FuzzRequest, answer: Answer): void {
  const row = rows.get(route) ?? {}
  const column = answer.kind === 'answered' ? `${Math.floor(answer.status / 100)}xx` : answer.kind
  row[column] = (row[column] ?? 0) + 1
  rows.set(route, row)
}
