/** Starts the service under fuzz as a child, asks it for its memory, and knows whether it still lives. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { z } from 'zod'

const startedSchema = z.object({
  url: z.url(),
  routes: z.array(z.object({ method: z.string(), path: z.string() })).min(1),
})
const memorySchema = z.object({ rss: z.number(), heapUsed: z.number() })

export type ServedRoute = z.infer<typeof startedSchema>['routes'][number]
export type Memory = z.infer<typeof memorySchema>

export interface FuzzedService {
  readonly url: string
  readonly routes: readonly ServedRoute[]
  /** After a collection, so that only what is held is counted. */
  memory(): Promise<Memory>
  isAlive(): boolean
  /** What it wrote to standard error: nothing but faults. */
  said(): string
  end(): Promise<void>
}

const MOST_SAID = 20_000

export async function startFuzzedService(env: Readonly<Record<string, string>>): Promise<FuzzedService> {
  const child = fork(join(__dirname, 'service.ts'), {
    execArgv: ['--import', 'tsx', '--expose-gc'],
    env: { PORT: '0', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-MOST_SAID)
  })
  const ended = once(child, 'exit')
  const told = async () => {
    const [message] = await Promise.race([once(child, 'message'), ended.then(() => [])])
    if (message === undefined) throw new Error(`服务已退出：${said.slice(-2_000)}`)
    return message
  }
  const { url, routes } = startedSchema.parse(await told())
  return {
    ...{ url, routes, said: () => said },
    isAlive: () => child.exitCode === null && child.signalCode === null,
    async memory() {
      const answer = told()
      child.send('memory')
      return memorySchema.parse(await answer)
    },
    async end() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
