/**
 * `npm run bench -- turn`: full HTTP turns beside an echo bot that keeps the same transcript on the same server, in one run.
 * Prints a table and asserts nothing: on a shared machine a clock proves nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { sqlConversationReferences } from '../../src/adapters/sql/conversation-references'
import { sqlConversationStore } from '../../src/adapters/sql/conversation-store'
import { databaseFile, openDatabase } from '../../src/adapters/sql/database'
import { sqlErrands } from '../../src/adapters/sql/errands'
import { passingCipher } from '../../src/adapters/sql/field-cipher'
import { sqlFormArchive } from '../../src/adapters/sql/form-archive'
import { newConversation } from '../../src/assistant/conversation'
import { handleMessage } from '../../src/assistant/handle-message'
import { openLibrary } from '../../src/assistant/library'
import type { Message } from '../../src/assistant/message'
import type { Reply } from '../../src/assistant/reply'
import { systemClock } from '../../src/base/clock'
import { printProblems } from '../../src/base/content-file'
import { randomIds } from '../../src/base/ids'
import { silentLog } from '../../src/base/log'
import { startServer } from '../../src/channels/server'
import { HOME_WORDS } from '../../src/channels/words'
import type { Knowledge } from '../../src/knowledge/knowledge'

const TURNS = 200
const WARM_UP = 400
/** Primes to the lists they walk, so that every question comes once and the programmes mix. */
const STRIDE = 7919
const RESIDENTS = [1, 8]

type Answer = (message: Message) => Promise<Reply>

export async function bench(): Promise<void> {
  const root = join(__dirname, '../..')
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const opening = await openLibrary({ knowledge: join(root, 'knowledge'), dialogs: join(root, 'dialogs') })
    if (!opening.ok) throw new Error(printProblems(opening.problems))
    const { library } = opening
    const questions = questionsOf(library.knowledge)
    const database = await openDatabase({ file: databaseFile(dataDir) })
    const cipher = passingCipher()
    const conversations = sqlConversationStore(database, cipher)
    const ids = randomIds(systemClock)
    const deps = {
      conversations,
      cases: sqlCaseStore(database, cipher),
      errands: sqlErrands(database),
      forms: sqlFormArchive(database),
      clock: systemClock,
      ids,
      log: silentLog,
      library: () => library,
      page: () => {},
    }

    const echo: Answer = async (message) => {
      const reply: Reply = { kind: 'notice', text: message.text, citations: [], choices: [] }
      const loaded =
        (await conversations.load(message.conversation)) ??
        newConversation(message.conversation, message.channel, message.resident)
      const at = message.at.toISOString()
      await conversations.commit(loaded, [
        { id: message.id, from: 'resident', text: message.text, at },
        { id: `${message.id}#reply`, from: 'assistant', text: reply.text, reply, at },
      ])
      return reply
    }
    const rows = []
    for (const [name, answer] of [
      ['回声（同一服务器、同样存档）', echo],
      ['民政服务助手', (message: Message) => handleMessage(deps, message)],
    ] as const) {
      const server = await startServer({
        ...{
          port: 0,
          host: '127.0.0.1',
          clock: systemClock,
          ids,
          log: silentLog,
          directLineSecret: 'bench '.repeat(8),
        },
        assistant: { handle: answer },
        uploads: { keep: async () => {} },
        references: sqlConversationReferences(database, cipher, systemClock),
        history: (conversation, after) => conversations.history(conversation, after),
        pages: { folder: join(root, 'dist', 'web'), words: HOME_WORDS },
        pace: { address: { burst: 1e6, perMinute: 1e6 }, conversation: { burst: 1e6, perMinute: 1e6 } },
      })
      process.stderr.write(`${name} …\n`)
      await talk(server.url, questions.slice(0, WARM_UP), 4)
      for (const [i, residents] of RESIDENTS.entries()) {
        const asked = questions.slice(WARM_UP + i * TURNS, WARM_UP + (i + 1) * TURNS)
        for (const [j, kind] of (answer === echo ? [''] : ['每问都是头一次', '每问都问过一次']).entries())
          rows.push({ 对手: `${name}${kind}`, ...(await talk(server.url, asked, residents, j)) })
      }
      await server.close()
    }
    console.table(rows)
    await database.destroy()
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Stored wordings to warm up with, then golden questions: as people ask, a third of them word for word as stored. */
function questionsOf({ golden, passages }: Knowledge): readonly string[] {
  const asked = [...new Set(golden.map((each) => each.q))]
  const stored = [...new Set(passages.flatMap((each) => each.wordings))].filter((each) => !asked.includes(each))
  return [...mixed(stored).slice(0, WARM_UP), ...mixed(asked).slice(0, 2 * TURNS)]
}

const mixed = (list: readonly string[]) => list.map((_, i) => list[(i * STRIDE) % list.length] ?? '')

/** Every question once, from `residents` people at once, each waiting for their reply before the next. */
async function talk(url: string, questions: readonly string[], residents: number, round = 0) {
  const turns = questions.length
  const times: number[] = []
  const began = performance.now()
  await Promise.all(
    Array.from({ length: residents }, async (_, resident) => {
      const opened = (await (await fetch(`${url}/directline/conversations`, { method: 'POST' })).json()) as {
        conversationId: string
        token: string
      }
      for (let i = resident; i < turns; i += residents) {
        const at = performance.now()
        const response = await fetch(`${url}/directline/conversations/${opened.conversationId}/activities`, {
          method: 'POST',
          headers: { authorization: `Bearer ${opened.token}`, 'content-type': 'application/json' },
          body: JSON.stringify({
            type: 'message',
            text: questions[i],
            channelData: { clientActivityID: `${round}-${resident}-${i}` },
          }),
        })
        if (!response.ok) throw new Error(`a turn was answered ${response.status}`)
        await response.arrayBuffer()
        times.push(performance.now() - at)
      }
    }),
  )
  times.sort((a, b) => a - b)
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 10) / 10
  return {
    回合: turns,
    并发: residents,
    'p50 毫秒': at(0.5),
    'p99 毫秒': at(0.99),
    每秒回合: Math.round((turns * 1000) / (performance.now() - began)),
  }
}
