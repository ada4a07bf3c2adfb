/** Asks the backend which cases it has, page by page: a signed POST to `/received` below its address. */
import type { Clock } from '../../base/clock'
import type { ReceivedCases, ReceivedPage } from '../../cases/reconcile'
import { signWebhook } from '../../cases/webhook'
import { MOST_RECEIVED, receivedPageSchema } from '../../cases/wire'
import type { Endpoint } from './case-backend'

const TIMEOUT_MS = 15_000
const PAGE = MOST_RECEIVED

export function httpReceivedCases(endpoint: Endpoint, clock: Clock): ReceivedCases {
  return { page: (after) => ask(endpoint, after, clock.now()) }
}

async function ask(endpoint: Endpoint, after: number, at: Date): Promise<ReceivedPage | 'unreached'> {
  const body = JSON.stringify({ after, atMost: PAGE })
  const signed = signWebhook({ id: `received_${at.getTime()}_${after}`, at, body, secrets: endpoint.secrets })
  const headers = { ...signed, 'content-type': 'application/json; charset=utf-8', accept: 'application/json' }
  try {
    const signal = AbortSignal.timeout(endpoint.timeoutMs ?? TIMEOUT_MS)
    const response = await fetch(`${endpoint.url}/received`, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal,
    })
    const page = receivedPageSchema.safeParse(response.ok ? await response.json() : undefined)
    if (!page.success) return 'unreached'
    const received = page.data.received.map((each) => ({ id: each.case, number: each.number }))
    return { received, next: page.data.next }
  } catch {
    return 'unreached' // no answer, or none that can be read: nothing can be said about their side
  }
}
