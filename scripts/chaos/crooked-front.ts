/**
 * Stands before the real reference receiver and misbehaves on the wire as told: a proxy that answers for it, a line
 * that breaks after the receiver has done its work. What the receiver itself does is never imitated here.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Behaviour =
  | { kind: 'forward' }
  /** Forwards after a while. */
  | { kind: 'slow'; ms: number }
  /** Answers by itself; the receiver hears nothing. */
  | { kind: 'answer'; status: number; headers?: Record<string, string>; body?: string }
  /** The receiver applies the case, then the line breaks: nothing comes back, or half of the answer. */
  | { kind: 'swallow' }
  | { kind: 'cut' }
  | { kind: 'hangUp' }
  /** Neither forwards nor answers. */
  | { kind: 'hold' }

export interface Sent {
  readonly headers: IncomingMessage['headers']
  readonly body: string
  /** What the receiver itself answered, once it was asked. */
  answered?: number
}

export interface CrookedFront {
  readonly url: string
  readonly requests: readonly Sent[]
  behave(as: Behaviour | ((sent: Sent) => Behaviour)): void
  close(): Promise<void>
}

export async function crookedFront(target: string): Promise<CrookedFront> {
  let behaviour: (sent: Sent) => Behaviour = () => ({ kind: 'forward' })
  const requests: Sent[] = []
  const server = createServer(async (request, response) => {
    const body = await read(request)
    const sent: Sent = { headers: request.headers, body }
    requests.push(sent)
    // The other side may be killed in the middle of anything: whoever is gone needs no answer.
    await act(behaviour(sent), target, sent, response).catch(() => response.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/cases`,
    requests,
    behave: (as) => {
      behaviour = typeof as === 'function' ? as : () => as
    },
    close: async () => {
      const closed = new Promise((done) => server.close(done))
      server.closeAllConnections()
      await closed
    },
  }
}

async function act(as: Behaviour, target: string, sent: Sent, response: ServerResponse) {
  if (as.kind === 'hold') return
  if (as.kind === 'hangUp') {
    response.destroy()
    return
  }
  if (as.kind === 'answer') {
    response.writeHead(as.status, as.headers)
    response.end(as.body)
    return
  }
  if (as.kind === 'slow') await new Promise((wake) => setTimeout(wake, as.ms))
  const answer = await fetch(target, { method: 'POST', headers: forwarded(sent.headers), body: sent.body })
  const text = await answer.text()
  sent.answered = answer.status
  if (as.kind === 'swallow') return
  response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
  if (as.kind === 'forward' || as.kind === 'slow') response.end(text)
  else response.write(text.slice(0, text.length / 2), () => response.destroy())
}

function forwarded(headers: IncomingMessage['headers']): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => name.startsWith('webhook-') || name === 'idempotency-key')
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]))
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
