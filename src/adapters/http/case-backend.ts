/**
 * The backend over HTTP: one signed POST per attempt (design §3.5). Only a 2xx whose receipt names our case counts;
 * what is refused, gone or unreached is told apart by the status line alone. Redirects are never followed.
 */
import type { CaseBackend, Submission } from '../../cases/case-backend'
import type { CaseFile } from '../../cases/case-file'
import { signWebhook } from '../../cases/webhook'
import { receiptSchema, refusalSchema } from '../../cases/wire'
import { maskNumbers } from '../../domain/mask'

export interface Endpoint {
  readonly url: string
  /** One or two `whsec_…`; each message is signed with all of them. */
  readonly secrets: readonly string[]
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 15_000
const LONGEST_ANSWER = 64 * 1024
const REFUSALS: readonly number[] = [400, 401, 403, 404, 409, 413, 422]
const GONE = 410

interface Answer {
  readonly status: number
  readonly retryAfter: string | null
  readonly body: string
}

export function httpCaseBackend(endpoint: Endpoint): CaseBackend {
  return {
    submit: async (caseFile, { key, at, event }) => {
      const answer = await post(endpoint, JSON.stringify(event ?? caseFile), key, at)
      return typeof answer === 'string' ? { kind: 'unreached', why: answer } : submissionOf(answer, caseFile, at)
    },
  }
}

/** The answer, or why there is none. The deadline covers the body: a server that stops midway has not answered. */
async function post(
  { url, secrets, timeoutMs }: Endpoint,
  body: string,
  key: string,
  at: Date,
): Promise<Answer | string> {
  const headers = {
    ...signWebhook({ id: key, at, body, secrets }),
    'content-type': 'application/json; charset=utf-8',
    accept: 'application/json',
    'idempotency-key': key,
  }
  const signal = AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS)
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal })
    const retryAfter = response.headers.get('retry-after')
    return { status: response.status, retryAfter, body: await readAtMost(response, LONGEST_ANSWER) }
  } catch {
    return signal.aborted ? 'timeout' : 'connection'
  }
}

function submissionOf(answer: Answer, caseFile: CaseFile, at: Date): Submission {
  const { status } = answer
  if (status >= 200 && status < 300) return receiptOf(answer, caseFile.id)
  if (status === GONE) return { kind: 'refused', reasons: reasonsOf(answer), endpointOff: true }
  if (REFUSALS.includes(status)) return { kind: 'refused', reasons: reasonsOf(answer), endpointOff: false }
  return { kind: 'unreached', why: `http ${status}`, retryAfter: retryTime(answer.retryAfter, at) }
}

function receiptOf(answer: Answer, caseId: string): Submission {
  const receipt = receiptSchema.safeParse(parseJson(answer.body))
  if (!receipt.success || receipt.data.received !== caseId) return { kind: 'unreached', why: 'unconfirmed' }
  return { kind: 'accepted', backendNumber: receipt.data.number }
}

/** The backend's own words for the operator, if it gave any: short, and without numbers that identify a person. */
function reasonsOf(answer: Answer): readonly string[] {
  const refusal = refusalSchema.safeParse(parseJson(answer.body))
  const given = refusal.success ? refusal.data.reasons : []
  return [`http ${answer.status}`, ...given.slice(0, 5).map((reason) => maskNumbers(reason).text.slice(0, 200))]
}

function retryTime(header: string | null, at: Date): Date | undefined {
  if (!header) return undefined
  if (/^\d{1,9}$/.test(header)) return new Date(at.getTime() + Number(header) * 1000)
  const instant = Date.parse(header)
  return Number.isNaN(instant) ? undefined : new Date(instant)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Stops reading, and drops the connection, past the cap: no receipt is that long. */
async function readAtMost(response: Response, bytes: number): Promise<string> {
  const reader = response.body?.getReader()
  const chunks: Uint8Array[] = []
  for (let read = 0; reader && read <= bytes; ) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks).toString('utf8')
    chunks.push(value)
    read += value.length
  }
  await reader?.cancel()
  return ''
}
