/**
 * The reference receiver: what the bureau's own system must do to take cases from the assistant, as a program that
 * runs. Verifies signature and time, checks the body against the published schema, applies each case once, answers
 * with a receipt; sends signed status call-backs. A program of its own: it shares only the contract with the service.
 */
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import restify from 'restify'
import { type Clock, systemClock } from '../src/base/clock'
import { caseEventSchema } from '../src/cases/case-event'
import { caseFileSchema } from '../src/cases/case-file'
import { signWebhook, verifyWebhook } from '../src/cases/webhook'
import { receivedQuerySchema } from '../src/cases/wire'
import { isWebhookSecret } from '../src/domain/webhook-secret'
import { type Ledger, openLedger, type ReceivedCase, type ReceivedEvent } from './backend-ledger'

export interface BackendOptions {
  readonly port?: number
  readonly host?: string
  readonly dataDir: string
  readonly secrets: readonly string[]
  readonly clock?: Clock
}

export interface Backend {
  /** Where cases are posted: the service's BACKEND_URL. */
  readonly url: string
  cases(): readonly ReceivedCase[]
  /** Withdrawals and later papers, in order of arrival. */
  events(): readonly ReceivedEvent[]
  close(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

const LONGEST_BODY = 1024 * 1024

export async function startBackend(options: BackendOptions): Promise<Backend> {
  const ledger = openLedger(ledgerFile(options.dataDir))
  const server = restify.createServer({ name: 'reference-backend' })
  for (const [path, act] of [
    ['/cases', take],
    ['/cases/received', listReceived],
  ] as const) {
    server.post(path, async (request, response) => {
      const { status, body } = await answer(options, ledger, request, act)
      response.send(status, body)
    })
  }
  const host = options.host ?? '127.0.0.1'
  await new Promise<void>((listening, failed) => {
    server.server.once('error', failed)
    server.listen(options.port ?? 0, host, listening)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${host}:${port}/cases`,
    cases: () => ledger.cases(),
    events: () => ledger.events(),
    close: async () => {
      const closed = new Promise<void>((done) => server.close(done))
      server.server.closeAllConnections()
      await closed
      ledger.close()
    },
  }
}

/** A fault is answered 500 without its message: the sender tries again later. */
async function answer(options: BackendOptions, ledger: Ledger, request: restify.Request, act: Act): Promise<Answer> {
  try {
    const body = await readBody(request)
    if (!body) return refusal(413, '内容过大')
    const now = (options.clock ?? systemClock).now()
    const verification = verifyWebhook(request.headers, body, { secrets: options.secrets, now })
    return verification.kind === 'refused' ? refusal(401, verification.code) : act(ledger, request.headers, body)
  } catch {
    return refusal(500, '接收程序出错')
  }
}

type Act = (ledger: Ledger, headers: restify.Request['headers'], body: Buffer) => Answer

function take(ledger: Ledger, headers: restify.Request['headers'], body: Buffer): Answer {
  const key = headers['idempotency-key']
  if (typeof key !== 'string') return refusal(400, '缺少 Idempotency-Key')

  const json = parseJson(body)
  if (json === undefined) return refusal(400, '不是 JSON')
  if (typeof json === 'object' && json !== null && 'type' in json) return takeEvent(ledger, key, json, body)
  const parsed = caseFileSchema.safeParse(json)
  // Paths only: a schema message can quote what a resident wrote.
  if (!parsed.success) return refusal(422, ...parsed.error.issues.map((issue) => issue.path.join('.')))

  const received = ledger.receive(key, parsed.data, body)
  if (received.kind !== 'received') return refusal(409, '同一办件或同一 Idempotency-Key 已收到过不同的内容')
  return { status: 200, body: { received: parsed.data.id, number: received.number } }
}

/** What happened to a case already here. A `type` unknown to this receiver is refused, so that a person looks. */
function takeEvent(ledger: Ledger, key: string, json: object, body: Buffer): Answer {
  const parsed = caseEventSchema.safeParse(json)
  if (!parsed.success) return refusal(422, ...parsed.error.issues.map((issue) => issue.path.join('.')))
  const received = ledger.receiveEvent(key, parsed.data, body)
  if (received.kind === 'unknown') return refusal(404, '没有收到过这件办件')
  if (received.kind === 'conflict') return refusal(409, '同一 Idempotency-Key 已收到过不同的内容')
  return { status: 200, body: { received: parsed.data.case, number: received.number } }
}

/** One more than asked tells whether there is another page. */
function listReceived(ledger: Ledger, _: restify.Request['headers'], body: Buffer): Answer {
  const asked = receivedQuerySchema.safeParse(parseJson(body))
  if (!asked.success) return refusal(400, '要给出 after 和 atMost')
  const { after, atMost } = asked.data
  const lines = ledger.received(after, atMost + 1)
  const page = lines.slice(0, atMost)
  const received = page.map((line) => ({ case: line.case, number: line.number }))
  return { status: 200, body: lines.length > atMost ? { received, next: page.at(-1)?.sequence } : { received } }
}

const refusal = (status: number, ...reasons: string[]): Answer => ({ status, body: { reasons: reasons.slice(0, 20) } })

async function readBody(request: restify.Request): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += chunk.length
    if (bytes > LONGEST_BODY) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

export interface StatusCallBack {
  readonly callbackUrl: string
  readonly secrets: readonly string[]
  readonly caseId: string
  readonly status: string
  readonly note?: string
  readonly at: Date
}

/** The HTTP status the service answered. `id` makes a repeat of the same event recognisable. */
export async function sendStatus(callBack: StatusCallBack, id = `status_${randomUUID()}`): Promise<number> {
  const { callbackUrl, secrets, caseId, status, note = '', at } = callBack
  const body = JSON.stringify({ case: caseId, status, note, at: at.toISOString() })
  const headers = { ...signWebhook({ id, at, body, secrets }), 'content-type': 'application/json; charset=utf-8' }
  const response = await fetch(callbackUrl, { method: 'POST', headers, body, redirect: 'manual' })
  await response.body?.cancel()
  return response.status
}

const ledgerFile = (dataDir: string) => join(dataDir, 'backend.db')

const USAGE = `用法：npm run backend -- --secret whsec_… [--secret whsec_…] [--port 4000] [--data data/backend]
      npm run backend -- --secret whsec_… --status <办件编号> <状态> [--note 说明] --callback <助手的回调地址> [--data data/backend]
密钥为 whsec_ 加至少 24 字节的 base64；也可用环境变量 BACKEND_SECRETS（逗号分隔）、BACKEND_PORT、BACKEND_DATA。`

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string', default: process.env.BACKEND_PORT ?? '4000' },
      data: { type: 'string', default: process.env.BACKEND_DATA ?? 'data/backend' },
      secret: { type: 'string', multiple: true, default: process.env.BACKEND_SECRETS?.split(',') ?? [] },
      status: { type: 'string' },
      note: { type: 'string' },
      callback: { type: 'string' },
    },
  })
  const { port, data: dataDir, secret: secrets, status: number, note, callback: callbackUrl } = values
  if (secrets.length === 0 || !secrets.every(isWebhookSecret)) return fail(USAGE)
  if (number === undefined) {
    const backend = await startBackend({ port: Number(port), dataDir, secrets })
    console.log(`接收程序已启动：${backend.url}`)
    process.once('SIGINT', () => void backend.close())
    process.once('SIGTERM', () => void backend.close())
    return
  }
  const [status] = positionals
  if (!status || !callbackUrl) return fail(USAGE)
  const ledger = openLedger(ledgerFile(dataDir))
  const caseId = ledger.cases().find((each) => each.caseFile.number === number)?.caseFile.id
  ledger.close()
  if (!caseId) return fail(`没有收到过办件 ${number}`)
  console.log(`助手答复 ${await sendStatus({ callbackUrl, secrets, caseId, status, note, at: new Date() })}`)
}

function fail(text: string): void {
  console.error(text)
  process.exitCode = 2
}

if (require.main === module) main().catch((cause) => fail(String(cause)))
