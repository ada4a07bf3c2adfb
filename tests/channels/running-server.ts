/** A real server on a free port of this machine, with its pages built once per test run. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWeb } from '../../scripts/build-web'
import { folderAttachments } from '../../src/adapters/files/folder-attachments'
import { type SqlAttachments, sqlAttachments } from '../../src/adapters/sql/attachments'
import { sqlConversationReferences } from '../../src/adapters/sql/conversation-references'
import { openDatabase } from '../../src/adapters/sql/database'
import type { Database } from '../../src/adapters/sql/tables'
import { fixedClock } from '../../src/base/clock'
import { countingIds } from '../../src/base/ids'
import { type RunningServer, type ServerOptions, startServer } from '../../src/channels/server'
import { HOME_WORDS } from '../../src/channels/words'
import { testCipher } from '../cases/sample'
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
  readonly uploadsFolder: string
  readonly attachments: SqlAttachments
  readonly database: Database
}

const running: (() => Promise<void>)[] = []

/** `earlier`: the same service after a restart, or beside it, on the same database. */
export async function runServer(
  options: Partial<ServerOptions> & { delayMs?: number } = {},
  earlier?: Running,
): Promise<Running> {
  const clock = fixedClock(NOON)
  const log = recordingLog()
  const scripted = scriptedAssistant(SCRIPT, options)
  const folder = mkdtempSync(join(tmpdir(), 'channels-'))
  const uploadsFolder = join(folder, 'uploads')
  const database = earlier?.database ?? (await openDatabase({ file: ':memory:' }))
  const attachments = sqlAttachments(database, folderAttachments(uploadsFolder), testCipher)
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    assistant: scripted.assistant,
    history: scripted.history,
    pages: { folder: builtPages(), words: HOME_WORDS },
    uploads: attachments,
    references: sqlConversationReferences(database, testCipher, clock),
    directLineSecret: 'a secret of this test',
    clock,
    ids: countingIds(),
    log,
    ...options,
  })
  running.push(async () => {
    await server.close()
    if (!earlier) await database.destroy()
    rmSync(folder, { recursive: true, force: true })
  })
  return { server, url: server.url, scripted, clock, log, uploadsFolder, attachments, database }
}

export async function stopServers(): Promise<void> {
  // The latest first: it may go on with the database of an earlier one.
  for (const stop of running.splice(0).reverse()) await stop()
}

export function forgetPages(): void {
  if (pages !== undefined) rmSync(pages, { recursive: true, force: true })
  pages = undefined
}
