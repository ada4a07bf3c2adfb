/** The real service and the reference backend on free ports of this machine, each with its own folder. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Backend, startBackend } from '../../scripts/backend'
import { silentLog } from '../../src/base/log'
import { readConfig } from '../../src/config'
import { type Service, startService } from '../../src/main'

export const root = join(__dirname, '..', '..')
export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

export interface Running {
  readonly service: Service
  readonly backend: Backend
  readonly dataDir: string
  stop(): Promise<void>
}

export async function startEverything(env: Record<string, string> = {}): Promise<Running> {
  const dataDir = temporaryFolder()
  const backend = await startBackend({ dataDir: join(dataDir, 'backend'), secrets: [SECRET] })
  const settings = { PORT: '0', DATA_DIR: dataDir, BACKEND_URL: backend.url, BACKEND_SECRETS: SECRET, ...env }
  const service = await startService(readConfig(settings, root), silentLog)
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
export async function directLine(url: string) {
  const call = async (path: string, init: RequestInit, token?: string) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
    const response = await fetch(`${url}/directline${path}`, { ...init, headers })
    if (!response.ok) throw new Error(`${path} answered ${response.status}`)
    return (await response.json()) as Record<string, unknown>
  }
  const { token } = await call('/tokens/generate', { method: 'POST', body: '{}' })
  const started = await call('/conversations', { method: 'POST', body: '{}' }, String(token))
  const id = String(started.conversationId)
  const key = String(started.token ?? token)
  let watermark = ''
  return {
    id,
    /** The last activity of the assistant after this message. */
    async say(text: string): Promise<{ text: string; channelData: Record<string, unknown>; choices: string[] }> {
      const activity = { type: 'message', from: { id: 'resident' }, text }
      await call(`/conversations/${id}/activities`, { method: 'POST', body: JSON.stringify(activity) }, key)
      const got = await call(`/conversations/${id}/activities?watermark=${watermark}`, { method: 'GET' }, key)
      watermark = String(got.watermark)
      const activities = got.activities as {
        text: string
        from: { id: string }
        channelData?: Record<string, unknown>
        suggestedActions?: { actions: { value: string }[] }
      }[]
      const last = activities.at(-1)
      return {
        text: last?.text ?? '',
        channelData: last?.channelData ?? {},
        choices: last?.suggestedActions?.actions.map((each) => each.value) ?? [],
      }
    },
  }
}
