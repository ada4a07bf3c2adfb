/** Asks the whole assistant, as a resident would: real content, a database in memory, one fixed day. */
import { join } from 'node:path'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { sqlConversationStore } from '../../src/adapters/sql/conversation-store'
import { openDatabase } from '../../src/adapters/sql/database'
import { sqlErrands } from '../../src/adapters/sql/errands'
import { passingCipher } from '../../src/adapters/sql/field-cipher'
import { sqlFormArchive } from '../../src/adapters/sql/form-archive'
import { newConversation } from '../../src/assistant/conversation'
import { handleMessage } from '../../src/assistant/handle-message'
import type { LanguageModel } from '../../src/assistant/model/language-model'
import type { Reply } from '../../src/assistant/reply'
import type { Library } from '../../src/assistant/turn'
import { understander } from '../../src/assistant/understand'
import { fixedClock } from '../../src/base/clock'
import { printProblems } from '../../src/base/content-file'
import { randomIds } from '../../src/base/ids'
import { silentLog } from '../../src/base/log'
import { readDialogs } from '../../src/dialogs/read-dialogs'
import { openIndex } from '../../src/knowledge/open-index'
import { readKnowledge } from '../../src/knowledge/read-knowledge'

export const EVALUATION_DAY = '2026-11-24'

export interface Asker {
  readonly library: Library
  ask(question: Asked): Promise<{ readonly reply: Reply; readonly ms: number }>
  close(): Promise<void>
}

export interface Asked {
  readonly q: string
  readonly turns?: readonly string[]
  readonly on?: string | undefined
  readonly region?: string | undefined
}

/** A dialog with faults does not keep answers from being measured: it is left out. */
export async function openEvaluationLibrary(): Promise<Library> {
  const root = join(__dirname, '../..')
  const read = readKnowledge(join(root, 'knowledge'))
  if (!read.ok) throw new Error(printProblems(read.problems))
  const { knowledge } = read
  const dialogs = readDialogs(join(root, 'dialogs'), knowledge)
  const { index, normalise } = await openIndex(knowledge)
  return {
    knowledge,
    index,
    normalise,
    understand: understander(knowledge, normalise),
    dialogs: dialogs.ok ? dialogs.dialogs : new Map(),
  }
}

/** `hear` is told of every reply, those to earlier messages too. */
export async function openAsker(model?: LanguageModel, hear: (reply: Reply) => void = () => {}): Promise<Asker> {
  const library = await openEvaluationLibrary()
  const database = await openDatabase({ file: ':memory:' })
  const cipher = passingCipher()
  const conversations = sqlConversationStore(database, cipher)
  const clock = fixedClock(`${EVALUATION_DAY}T09:00:00+08:00`)
  const ids = randomIds(clock)
  const deps = {
    ...{
      conversations,
      clock,
      ids,
      cases: sqlCaseStore(database, cipher),
      errands: sqlErrands(database),
      forms: sqlFormArchive(database),
      log: silentLog,
    },
    library: () => library,
    page: () => {},
    model,
  }
  const say = async (conversation: string, text: string) => {
    const reply = await handleMessage(deps, {
      ...{ conversation, text, resident: 'eval', channel: 'eval', attachments: [], at: clock.now() },
      id: ids.next('turn'),
    })
    hear(reply)
    return reply
  }
  return {
    library,
    async ask({ q, turns = [], on, region }) {
      const id = ids.next('conversation')
      await conversations.commit({ ...newConversation(id, 'eval', 'eval'), region, on }, [])
      for (const text of turns) await say(id, text)
      const began = performance.now()
      const reply = await say(id, q)
      return { reply, ms: performance.now() - began }
    },
    close: () => database.destroy(),
  }
}
