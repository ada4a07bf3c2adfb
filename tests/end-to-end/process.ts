/** The service as its own process, as `npm start` runs it, so that it can be killed like one. */
import { type ChildProcess, spawn } from 'node:child_process'
import { root } from './service'

export interface ServiceProcess {
  readonly url: string
  readonly child: ChildProcess
  /** What it wrote to standard error so far. */
  said(): string
  kill(): Promise<void>
}

const spawned = new Set<ChildProcess>()

/** Ends, by process id, whatever a failed test left running. */
export function endAll(): void {
  for (const child of spawned) child.kill('SIGKILL')
  spawned.clear()
}

export function spawnService(env: Record<string, string>): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', PORT: '0', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  spawned.add(child)
  child.once('exit', () => spawned.delete(child))
  let text = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8')
  })
  return { child, said: () => text }
}

export function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => child.once('exit', (code) => done(code)))
}

export async function startProcess(env: Record<string, string>): Promise<ServiceProcess> {
  const { child, said } = spawnService(env)
  const url = await new Promise<string>((found, failed) => {
    child.once('exit', () => failed(new Error(`the service stopped: ${said()}`)))
    child.stderr?.on('data', () => {
      const match = /http:\/\/[0-9.:]+\d/.exec(said())
      if (match) found(match[0])
    })
  })
  return {
    ...{ url, child, said },
    async kill() {
      const ended = exitCode(child)
      child.kill('SIGKILL')
      await ended
    },
  }
}
