/** One content, asked through the whole assistant: a database in memory, no server, fixed ids in recorded conversations. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { sqlConversationStore } from '../../src/adapters/sql/conversation-store'
import { openDatabase } from '../../src/adapters/sql/database'
import { sqlErrands } from '../../src/adapters/sql/errands'
import { passingCipher } from '../../src/adapters/sql/field-cipher'
import { sqlFormArchive } from '../../src/adapters/sql/form-archive'
import { newConversation } from '../../src/assistant/conversation'
import { handleMessage } from '../../src/assistant/handle-message'
import type { Recorded, Side } from '../../src/assistant/impact'
import type { Reply } from '../../src/assistant/reply'
import type { Library } from '../../src/assistant/turn'
import { type Clock, fixedClock, systemClock } from '../../src/base/clock'
import { readYamlFile } from '../../src/base/content-file'
import { countingIds } from '../../src/base/ids'
import { silentLog } from '../../src/base/log'

export interface OpenSide extends Side {
  close(): Promise<void>
}

interface Talk {
  say(text: string): Promise<Reply>
  begin(on?: string, region?: string): Promise<void>
  close(): Promise<void>
}

export async function openSide(library: Library): Promise<OpenSide> {
  const talk = await startTalk(library, systemClock)
  return {
    knowledge: library.knowledge,
    async ask({ q, on, region }) {
      await talk.begin(on, region)
      return talk.say(q)
    },
    async converse({ now, messages }) {
      const own = await startTalk(library, fixedClock(now))
      const replies: Reply[] = []
      await own.begin()
      for (const { text } of messages) replies.push(await own.say(text))
      await own.close()
      return replies
    },
    close: () => talk.close(),
  }
}

async function startTalk(library: Library, clock: Clock): Promise<Talk> {
  const database = await openDatabase({ file: ':memory:' })
  const cipher = passingCipher()
  const conversations = sqlConversationStore(database, cipher)
  const ids = countingIds()
  const deps = {
    ...{ conversations, clock, ids, cases: sqlCaseStore(database, cipher) },
    ...{ errands: sqlErrands(database), forms: sqlFormArchive(database) },
    ...{ library: () => library, log: silentLog, page: () => {} },
  }
  let id = ''
  return {
    async begin(on, region) {
      id = ids.next('conversation')
      await conversations.commit({ ...newConversation(id, 'content', 'content'), on, region }, [])
    },
    say: (text) =>
      handleMessage(deps, {
        ...{ conversation: id, text, resident: 'content', channel: 'content', attachments: [], at: clock.now() },
        id: ids.next('turn'),
      }),
    close: () => database.destroy(),
  }
}

const transcript = z.object({ now: z.string(), turns: z.array(z.object({ resident: z.string() })) })

/** Transcripts of the tests' shape; at most `atMost` of them. */
export function recordedIn(folder: string, atMost = 50): readonly Recorded[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  return names.slice(0, atMost).flatMap((name): Recorded[] => {
    const file = `tests/conversations/${name}`
    const read = readYamlFile(join(folder, name), transcript, file)
    if (!read.ok) return []
    const messages = read.value.turns.map(({ resident: text }, i) => ({ text, line: read.lineOf(['turns', i]) }))
    return [{ file, now: read.value.now, messages }]
  })
}
