/** The real service as a process of its own on a fixed port, killed and started again. Only what it started is killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

export interface KilledService {
  readonly url: string
  /** SIGKILL, then a new process on the same port and data. Resolves once it serves. */
  killAndRestart(): Promise<void>
  end(): Promise<void>
}

const root = join(__dirname, '..', '..')
const STARTS_WITHIN_MS = 60_000

export async function startKilledService(port: number, env: Readonly<Record<string, string>>): Promise<KilledService> {
  let child = await start(port, env)
  return {
    url: `http://127.0.0.1:${port}`,
    async killAndRestart() {
      await kill(child)
      child = await start(port, env)
    },
    end: () => kill(child),
  }
}

function start(port: number, env: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    env: { ...env, PORT: String(port), LOG_LEVEL: 'fatal' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  // Nothing of ours outlives this command, however it ends.
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  return new Promise((serving, failed) => {
    let said = ''
    const fail = (why: string) => failed(new Error(`服务没有起来（${why}）：${said.slice(-500)}`))
    const late = setTimeout(() => fail('超时'), STARTS_WITHIN_MS)
    child.once('exit', () => fail('已退出'))
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-2_000)
      if (!said.includes(`127.0.0.1:${port}/`)) return
      clearTimeout(late)
      serving(child)
    })
  })
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGKILL')
  await ended
}
