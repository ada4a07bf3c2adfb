/**
 * `npm run bench -- turn`: full HTTP turns beside an echo bot that keeps the same transcript on the same server, in one
 * run and turn about, so that whatever else the machine does falls on both. Asserts nothing: on a shared machine a clock
 * proves nothing.
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
import { freshProbes } from '../evaluation/sets'

const TURNS = 200
const ROUNDS = 2
const RESIDENTS = [1, 8]
/** What a service answers in its first minutes: after these it runs as it does all day. */
const WARM_UP = 1500
/** Prime to the lists it walks, so that every question comes once and the programmes mix. */
const STRIDE = 7919

type Answer = (message: Message) => Promise<Reply>

/** One contender with so many residents at once, over all rounds. */
interface Row {
  readonly name: string
  readonly residents: number
  readonly times: number[]
  seconds: number
}

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
    const open = (answer: Answer) =>
      startServer({
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
    const echoes = await open(echo)
    const answers = await open((message) => handleMessage(deps, message))
    process.stderr.write(`热身 ${WARM_UP} 回合 …\n`)
    for (const { url } of [echoes, answers]) await talk(url, warmUp(library.knowledge), 4)
    const rows = RESIDENTS.flatMap((residents) =>
      ['回声（同一服务器、同样存档）', '民政服务助手：每问都是头一次', '民政服务助手：每问都问过一次'].map(
        (name): Row => ({ name, residents, times: [], seconds: 0 }),
      ),
    )
    for (let round = 0; round < ROUNDS; round++)
      for (const [i, residents] of RESIDENTS.entries()) {
        process.stderr.write(`${residents} 人同时，第 ${round + 1} 轮 …\n`)
        const from = (round * RESIDENTS.length + i) * TURNS
        const asked = questions.slice(from, from + TURNS)
        const urls = [echoes.url, answers.url, answers.url]
        for (const [j, row] of rows.filter((each) => each.residents === residents).entries()) {
          const began = performance.now()
          row.times.push(...(await talk(urls[j] ?? '', asked, residents)))
          row.seconds += (performance.now() - began) / 1000
        }
      }
    console.table(rows.map((row) => shown(row, rows)))
    await echoes.close()
    await answers.close()
    await database.destroy()
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Wordings with a character missing, so that each has to be searched for. */
function warmUp({ passages }: Knowledge): readonly string[] {
  const stored = [...new Set(passages.flatMap((each) => each.wordings))]
  return mixed(stored)
    .slice(0, WARM_UP)
    .map((each) => each.slice(0, each.length >> 1) + each.slice((each.length >> 1) + 1))
}

/** As people ask: golden questions, a third of them word for word as stored, and questions no wording was written for. */
function questionsOf({ golden }: Knowledge): readonly string[] {
  const sets = ['fresh-questions.yaml', 'held-out-questions.yaml', 'held-out-exam.yaml']
  const others = sets.flatMap((file) => freshProbes(file).map((each) => each.q))
  return mixed([...new Set([...golden.map((each) => each.q), ...others])])
}

const mixed = (list: readonly string[]) => list.map((_, i) => list[(i * STRIDE) % list.length] ?? '')

let talks = 0

/** Every question once, from `residents` people at once, each waiting for their reply before the next. Milliseconds. */
async function talk(url: string, questions: readonly string[], residents: number): Promise<number[]> {
  const times: number[] = []
  const round = talks++
  await Promise.all(
    Array.from({ length: residents }, async (_, resident) => {
      const opened = (await (await fetch(`${url}/directline/conversations`, { method: 'POST' })).json()) as {
        conversationId: string
        token: string
      }
      for (let i = resident; i < questions.length; i += residents) {
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
  return times
}

function shown(row: Row, rows: readonly Row[]) {
  const times = [...row.times].sort((a, b) => a - b)
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 10) / 10
  const rate = (each: Row) => each.times.length / each.seconds
  const echo = rows.find((each) => each.residents === row.residents) ?? row
  return {
    对手: row.name,
    回合: times.length,
    并发: row.residents,
    'p50 毫秒': at(0.5),
    'p99 毫秒': at(0.99),
    每秒回合: Math.round(rate(row)),
    对回声: `${Math.round((100 * rate(row)) / rate(echo))}%`,
  }
}
