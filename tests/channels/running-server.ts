/** A real server on a free port of this machine, with its pages built once per test run. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWeb } from '../../scripts/build-web'
import { fixedClock } from '../../src/base/clock'
import { countingIds } from '../../src/base/ids'
import { type RunningServer, type ServerOptions, startServer } from '../../src/channels/server'
import { HOME_WORDS } from '../../src/channels/words'
import { recordingLog } from './recording-log'
import { SCRIPT } from './script'
import { scriptedAssistant } from './scripted-assistant'

export const NOON = '2026-11-25T12:00:00+08:00'

let pages: string | undefined

/** The built pages, in a folder of this process. */
export function builtPages(): string {
  if (pages === undefined) {
    pages = mkdtempSync(join(tmpdir(), 'pages-'))
    buildWeb(pages, ['resident'])
  }
  return pages
}

export interface Running {
  readonly server: RunningServer
  readonly url: string
  readonly scripted: ReturnType<typeof scriptedAssistant>
  readonly clock: ReturnType<typeof fixedClock>
  readonly log: ReturnType<typeof recordingLog>
  readonly dataDir: string
}

const running: { server: RunningServer; dataDir: string }[] = []

export async function runServer(options: Partial<ServerOptions> & { delayMs?: number } = {}): Promise<Running> {
  const clock = fixedClock(NOON)
  const log = recordingLog()
  const scripted = scriptedAssistant(SCRIPT, options)
  const dataDir = mkdtempSync(join(tmpdir(), 'channels-'))
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    assistant: scripted.assistant,
    history: scripted.history,
    pages: { folder: builtPages(), words: HOME_WORDS },
    dataDir,
    directLineSecret: 'a secret of this test',
    clock,
    ids: countingIds(),
    log,
    ...options,
  })
  running.push({ server, dataDir })
  return { server, url: server.url, scripted, clock, log, dataDir }
}

export async function stopServers(): Promise<void> {
  for (const { server, dataDir } of running.splice(0)) {
    await server.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

export function forgetPages(): void {
  if (pages !== undefined) rmSync(pages, { recursive: true, force: true })
  pages = undefined
}
