/** The real service and the reference backend on free ports of this machine, each with its own folder. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Backend, startBackend } from '../../scripts/backend'
import { type Log, silentLog } from '../../src/base/log'
import { readConfig } from '../../src/config'
import { type Service, startService } from '../../src/main'
import { openConversation, read, type Shown, say } from '../channels/direct-line-calls'

export const root = join(__dirname, '..', '..')
export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

export interface Running {
  readonly service: Service
  readonly backend: Backend
  readonly dataDir: string
  stop(): Promise<void>
}

export async function startEverything(env: Record<string, string> = {}, log: Log = silentLog): Promise<Running> {
  const dataDir = temporaryFolder()
  const backend = await startBackend({ dataDir: join(dataDir, 'backend'), secrets: [SECRET] })
  const settings = { PORT: '0', DATA_DIR: dataDir, BACKEND_URL: backend.url, BACKEND_SECRETS: SECRET, ...env }
  const service = await startService(readConfig(settings, root), log)
  return {
    ...{ service, backend, dataDir },
    async stop() {
      await service.stop()
      await backend.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'assistant-'))

export async function eventually<T>(
  look: () => T | undefined | Promise<T | undefined>,
  what: string,
  ms = 15_000,
): Promise<T> {
  const until = Date.now() + ms
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > until) throw new Error(`did not happen in ${ms} ms: ${what}`)
    await new Promise((done) => setTimeout(done, 100))
  }
}

/** One resident on Direct Line, as any client of that protocol would talk. */
export async function directLine(url: string): Promise<{ say(text: string): Promise<Shown> }> {
  const opened = await openConversation(url)
  let watermark = ''
  let said = 0
  return {
    /** The last activity after this message: the assistant's reply. */
    async say(text) {
      const response = await say(url, opened, text, `c${++said}`)
      if (!response.ok) throw new Error(`the message was answered ${response.status}: ${await response.text()}`)
      const shown = await read(url, opened, watermark)
      watermark = shown.watermark
      const last = shown.activities.at(-1)
      if (!last) throw new Error('no reply in the transcript')
      return last
    },
  }
}
