/** The whole assistant over real content, an SQLite database in memory, a fixed clock and counting ids. */
import { join } from 'node:path'
import { sqlAppointmentStore } from '../../src/adapters/sql/appointment-store'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { sqlConversationStore } from '../../src/adapters/sql/conversation-store'
import { openDatabase } from '../../src/adapters/sql/database'
import { sqlErrands } from '../../src/adapters/sql/errands'
import { sqlFormArchive } from '../../src/adapters/sql/form-archive'
import type { Database } from '../../src/adapters/sql/tables'
import type { ConversationStore } from '../../src/assistant/conversation'
import { handleMessage } from '../../src/assistant/handle-message'
import { openLibrary } from '../../src/assistant/library'
import type { Attachment } from '../../src/assistant/message'
import type { Reply } from '../../src/assistant/reply'
import type { AssistantDeps, Library } from '../../src/assistant/turn'
import { fixedClock } from '../../src/base/clock'
import { printProblems } from '../../src/base/content-file'
import { countingIds } from '../../src/base/ids'
import { silentLog } from '../../src/base/log'
import type { CaseFile } from '../../src/cases/case-file'
import { testCipher } from '../cases/sample'

const root = join(__dirname, '..', '..')

let opened: Promise<Library> | undefined

/** The real content, read and indexed once for a test file. */
export function realLibrary(): Promise<Library> {
  opened ??= openLibrary({ knowledge: join(root, 'knowledge'), dialogs: join(root, 'dialogs') }).then((opening) => {
    if (!opening.ok) throw new Error(printProblems(opening.problems))
    return opening.library
  })
  return opened
}

export interface Talk {
  /** In the conversation `c1` unless another is named. */
  say(text: string, more?: { id?: string; attachments?: readonly Attachment[]; conversation?: string }): Promise<Reply>
  cases(): Promise<readonly CaseFile[]>
  readonly paged: readonly string[]
  readonly database: Database
  readonly conversations: ConversationStore
  /** Lets time go by. */
  later(ms: number): void
  readonly transcript: () => Promise<readonly { from: string; text: string }[]>
  close(): Promise<void>
}

export async function startTalk(
  now: string,
  change: (library: Library) => Library = (library) => library,
  more: Partial<AssistantDeps> = {},
): Promise<Talk> {
  const library = change(await realLibrary())
  const database = await openDatabase({ file: ':memory:' })
  const [conversations, cases, forms] = [
    sqlConversationStore(database, testCipher),
    sqlCaseStore(database, testCipher),
    sqlFormArchive(database),
  ]
  const clock = fixedClock(now)
  const paged: string[] = []
  const page = (_: string, why: string) => paged.push(why)
  const deps = {
    ...{ conversations, cases, forms, clock, page, errands: sqlErrands(database) },
    appointments: sqlAppointmentStore(database, testCipher),
    ids: countingIds(),
    log: silentLog,
    library: () => library,
    ...more,
  }
  let said = 0
  return {
    say: (text, { id = `m${++said}`, attachments = [], conversation = 'c1' } = {}) =>
      handleMessage(deps, {
        conversation,
        id,
        resident: 'r1',
        channel: 'test',
        text,
        attachments,
        at: clock.now(),
      }),
    cases: async () => (await cases.list(100)).map((each) => each.caseFile),
    paged,
    database,
    conversations,
    later: (ms) => clock.set(new Date(clock.now().getTime() + ms)),
    transcript: () => conversations.history('c1', 0),
    close: () => database.destroy(),
  }
}
