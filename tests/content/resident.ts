/** Residents asking whatever content is live, each question a conversation of its own. */
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { sqlConversationStore } from '../../src/adapters/sql/conversation-store'
import { openDatabase } from '../../src/adapters/sql/database'
import { sqlErrands } from '../../src/adapters/sql/errands'
import { passingCipher } from '../../src/adapters/sql/field-cipher'
import { sqlFormArchive } from '../../src/adapters/sql/form-archive'
import type { Database } from '../../src/adapters/sql/tables'
import type { ConversationStore } from '../../src/assistant/conversation'
import { handleMessage } from '../../src/assistant/handle-message'
import type { Reply } from '../../src/assistant/reply'
import type { Library } from '../../src/assistant/turn'
import { fixedClock } from '../../src/base/clock'
import { countingIds } from '../../src/base/ids'
import { silentLog } from '../../src/base/log'

export interface AskingResident {
  ask(conversation: string, text: string): Promise<Reply>
  setClock(now: string): void
  close(): Promise<void>
}

export interface Stored {
  readonly database: Database
  readonly conversations: ConversationStore
}

/** Kept in memory unless a store is given; `close` closes it. */
export async function openResident(library: () => Library, stored?: Stored): Promise<AskingResident> {
  const database = stored?.database ?? (await openDatabase({ file: ':memory:' }))
  const cipher = passingCipher()
  const clock = fixedClock('2026-11-24T09:00:00+08:00')
  const ids = countingIds()
  const deps = {
    ...{ clock, ids, library, log: silentLog, page: () => {} },
    conversations: stored?.conversations ?? sqlConversationStore(database, cipher),
    ...{ cases: sqlCaseStore(database, cipher), errands: sqlErrands(database), forms: sqlFormArchive(database) },
  }
  return {
    ask: (conversation, text) =>
      handleMessage(deps, {
        ...{ conversation, text, resident: 'r', channel: 'test', attachments: [], at: clock.now() },
        id: ids.next('turn'),
      }),
    setClock: (now) => clock.set(now),
    close: () => database.destroy(),
  }
}
