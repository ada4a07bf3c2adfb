/** The whole assistant in one process, for the terminal commands: real content, a database in memory, no server. */
import { join } from 'node:path'
import { localSecret } from '../src/adapters/files/local-secret'
import { sqlAppointmentStore } from '../src/adapters/sql/appointment-store'
import { sqlCaseStore } from '../src/adapters/sql/case-store'
import { sqlConversationStore } from '../src/adapters/sql/conversation-store'
import { openDatabase } from '../src/adapters/sql/database'
import { sqlErrands } from '../src/adapters/sql/errands'
import { passingCipher } from '../src/adapters/sql/field-cipher'
import { sqlFormArchive } from '../src/adapters/sql/form-archive'
import { newConversation } from '../src/assistant/conversation'
import { handleMessage } from '../src/assistant/handle-message'
import { openLibrary } from '../src/assistant/library'
import type { Reply } from '../src/assistant/reply'
import { type Clock, fixedClock, systemClock } from '../src/base/clock'
import { printProblems } from '../src/base/content-file'
import { randomIds } from '../src/base/ids'
import { silentLog } from '../src/base/log'
import type { CaseFile } from '../src/cases/case-file'
import { type Config, readConfig } from '../src/config'
import { type ContentFolders, currentNumber, findSnapshot } from '../src/knowledge/publishing/snapshots'

export interface Talk {
  say(text: string): Promise<Reply>
  /** The case this conversation opened last. */
  caseFile(): Promise<CaseFile | undefined>
}

export interface TerminalAssistant {
  /** `on` sets the as-of day of the rules; `clock: true` also lets the whole conversation happen on that day. */
  talk(options?: { on?: string | undefined; region?: string | undefined; clock?: boolean }): Promise<Talk>
  close(): Promise<void>
}

function foldersOf(config: Config, published: boolean): ContentFolders {
  if (!published) return { knowledge: config.knowledgeDir, dialogs: config.dialogsDir }
  const number = currentNumber(config.dataDir)
  if (number === undefined) throw new Error('还没有发布过内容。')
  const found = findSnapshot(config.dataDir, number, localSecret(config.dataDir, 'publishing'))
  if (!found.ok) throw new Error(found.why)
  const { knowledge, dialogs } = found.snapshot
  return { knowledge, dialogs }
}

/** The working folders, or with `published` what is live. */
export async function openTerminalAssistant(
  options: { published?: boolean | undefined } = {},
): Promise<TerminalAssistant> {
  const config = readConfig(process.env, join(__dirname, '..'))
  const progress = (line: string) => process.stderr.write(`${line}\n`)
  const opening = await openLibrary({
    ...foldersOf(config, options.published ?? false),
    cacheFolder: config.dataDir,
    progress,
  })
  if (!opening.ok) throw new Error(printProblems(opening.problems))
  const { library } = opening
  const database = await openDatabase({ file: ':memory:' })
  const cipher = passingCipher()
  const [conversations, cases, forms] = [
    sqlConversationStore(database, cipher),
    sqlCaseStore(database, cipher),
    sqlFormArchive(database),
  ]
  const ids = randomIds(systemClock)
  return {
    async talk(options = {}) {
      const clock: Clock = options.on && options.clock ? fixedClock(`${options.on}T09:00:00+08:00`) : systemClock
      const deps = {
        ...{ conversations, cases, forms, clock, ids, errands: sqlErrands(database) },
        appointments: sqlAppointmentStore(database, cipher),
        library: () => library,
        log: silentLog,
        page: () => {},
      }
      const id = ids.next('conversation')
      const region = options.region && library.knowledge.regions.find(options.region)?.name
      if (options.region && !region) throw new Error(`没有叫“${options.region}”的地区`)
      await conversations.commit(
        { ...newConversation(id, 'terminal', 'terminal'), region, on: options.clock ? undefined : options.on },
        [],
      )
      return {
        say: (text) =>
          handleMessage(deps, {
            conversation: id,
            id: ids.next('turn'),
            resident: 'terminal',
            channel: 'terminal',
            text,
            attachments: [],
            at: clock.now(),
          }),
        async caseFile() {
          const opened = (await conversations.load(id))?.cases.at(-1)
          return opened && (await cases.find(opened.id))?.caseFile
        },
      }
    },
    close: () => database.destroy(),
  }
}

/** Runs a command's main: a fault is one line on standard error and a non-zero exit, never a stack trace. */
export function runCommand(main: () => Promise<void>): void {
  main().catch((cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`)
    process.exitCode = 1
  })
}

/** Lines of standard input as JSON objects; a bad line stops the command with its number. */
export async function* jsonLines(): AsyncGenerator<Record<string, unknown>> {
  const { createInterface } = await import('node:readline')
  let number = 0
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++
    if (line.trim() === '') continue
    let value: unknown
    try {
      value = JSON.parse(line)
    } catch {
      throw new Error(`第 ${number} 行不是 JSON`)
    }
    if (typeof value !== 'object' || value === null) throw new Error(`第 ${number} 行不是 JSON 对象`)
    yield value as Record<string, unknown>
  }
}
