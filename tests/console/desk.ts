/**
 * The console over real stores (SQLite in memory), the real content and the real assistant, called through its routes
 * as the server calls them. Fixed clock, counting ids; the line to residents remembers what left it.
 */
import { sqlAuditLog } from '../../src/adapters/sql/audit-log'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { sqlConversationStore } from '../../src/adapters/sql/conversation-store'
import { openDatabase } from '../../src/adapters/sql/database'
import { sqlErrands } from '../../src/adapters/sql/errands'
import { sqlFormArchive } from '../../src/adapters/sql/form-archive'
import { sqlHandOffQueue } from '../../src/adapters/sql/hand-off-queue'
import { sqlQuestionDesk } from '../../src/adapters/sql/question-desk'
import type { Database } from '../../src/adapters/sql/tables'
import { handleMessage } from '../../src/assistant/handle-message'
import { intakeDescriber } from '../../src/assistant/intake-view'
import type { Reply } from '../../src/assistant/reply'
import { fixedClock } from '../../src/base/clock'
import { countingIds } from '../../src/base/ids'
import { pageOperators } from '../../src/console/attention'
import { type ConsoleOptions, consoleRoutes } from '../../src/console/console-routes'
import type { HttpRequest, HttpResponse, Route } from '../../src/console/route'
import { suggestPassages } from '../../src/console/suggest-passages'
import { testCipher } from '../cases/sample'
import { recordingLog } from '../channels/recording-log'
import { realLibrary } from '../conversations/talk'

export const NOON = '2026-11-25T12:00:00+08:00'
export const TOKEN = 'an operator token of this test'

export interface Answer {
  readonly status: number
  readonly json: unknown
  readonly headers: Readonly<Record<string, string>>
}

/** What came back, as the page's own types read it. */
export const read = <T>(answer: Answer): T => answer.json as T

export interface Operator {
  get(path: string): Promise<Answer>
  post(path: string, body?: unknown): Promise<Answer>
  take(conversation: string): Promise<Answer>
}

export async function openDesk({
  database: given,
  ...options
}: Partial<ConsoleOptions> & { database?: Database } = {}) {
  const library = await realLibrary()
  const database = given ?? (await openDatabase({ file: ':memory:' }))
  const [conversations, cases, forms] = [
    sqlConversationStore(database, testCipher),
    sqlCaseStore(database, testCipher),
    sqlFormArchive(database),
  ]
  const clock = fixedClock(NOON)
  const log = recordingLog()
  const ids = countingIds()
  const lines: { conversation: string; reply: Reply }[] = []
  const stores = {
    ...{ conversations, cases, ids, log, clock: options.clock ?? clock },
    handOffs: sqlHandOffQueue(database, testCipher),
    audit: sqlAuditLog(database),
  }
  const routes = consoleRoutes({
    ...stores,
    operatorToken: TOKEN,
    readPaper: async (reference) => (reference === 'upload_1' ? Buffer.from('%PDF-1.7') : undefined),
    knowledge: () => library.knowledge,
    describeIntake: intakeDescriber(() => library.dialogs, forms),
    suggest: suggestPassages(() => library, clock),
    questions: sqlQuestionDesk(database, conversations),
    answerBase: () => library,
    line: {
      send: async (conversation, reply) => {
        lines.push({ conversation, reply })
        return 'sent'
      },
    },
    ...options,
  })
  const errands = sqlErrands(database)
  const assistant = { ...stores, errands, forms, library: () => library, page: pageOperators(conversations, log) }
  let said = 0

  const call = (method: Route['method'], path: string, given: Partial<HttpRequest> = {}) =>
    answer(routes, method, path, given)

  return {
    ...stores,
    routes,
    lines,
    call,
    later(seconds: number) {
      clock.set(new Date(clock.now().getTime() + seconds * 1000))
    },
    resident: (conversation: string) => ({
      say: (text: string, id = `${conversation}|m${++said}`) =>
        handleMessage(assistant, {
          ...{ conversation, text, id, resident: `r-${conversation}`, channel: 'web' },
          ...{ attachments: [], at: stores.clock.now() },
        }),
    }),
    async operator(name: string): Promise<Operator> {
      const cookie = cookieIn(await call('POST', 'sign-in', { body: { name, token: TOKEN } }))
      const as = (body?: unknown) => ({ body, headers: { ...HEADERS, cookie } })
      return {
        get: (path) => call('GET', path, as()),
        post: (path, body = {}) => call('POST', path, as(body)),
        take: (conversation) => call('POST', `conversations/${conversation}/take`, as({})),
      }
    },
    close: () => (given ? Promise.resolve() : database.destroy()),
  }
}

export type Desk = Awaited<ReturnType<typeof openDesk>>

export const HEADERS = { 'sec-fetch-site': 'same-origin' }

export function cookieIn({ headers }: Answer): string {
  return (headers['set-cookie'] ?? '').split(';')[0] ?? ''
}

/** As the channels' server does it: match, admit, handle, and a body that has been through JSON. */
async function answer(
  routes: readonly Route[],
  method: Route['method'],
  target: string,
  given: Partial<HttpRequest>,
): Promise<Answer> {
  const [path = '', search] = target.split('?')
  const parts = `/console/api/${path}`.split('/')
  for (const route of routes) {
    const params = paramsOf(route.path.split('/'), parts)
    if (route.method !== method || !params) continue
    const request: HttpRequest = {
      ...{ id: 'r1', method, path, params, query: new URLSearchParams(search), headers: HEADERS },
      ...{ address: '127.0.0.1', origin: 'http://127.0.0.1:3978', body: undefined },
      ...given,
    }
    const response: HttpResponse = route.admit?.(request) ?? (await route.handle(request))
    const json = response.json === undefined ? undefined : JSON.parse(JSON.stringify(response.json))
    return { status: response.status, json, headers: { ...response.headers } }
  }
  throw new Error(`no route for ${method} ${target}`)
}

function paramsOf(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, part] of pattern.entries()) {
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(parts[index] ?? '')
    else if (part !== parts[index]) return undefined
  }
  return params
}
