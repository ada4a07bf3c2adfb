/**
 * One request through one route: read its head, let the route admit it, read its body, handle, send. The one catch of
 * the HTTP side: a fault becomes a logged event and a safe body, never a stack trace.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { FAULT_CODES, Fault } from '../base/fault'
import type { Ids } from '../base/ids'
import type { Log } from '../base/log'
import { type HttpResponse, JSON_LIMIT, type RequestHead, type Route, SECURITY_HEADERS, splitTarget } from './http'
import { readBody } from './read-body'
import { refuse } from './refusals'

interface RoutedRequest extends IncomingMessage {
  params?: unknown
}

export interface Answering {
  readonly ids: Ids
  readonly log: Log
  readonly trustProxy: boolean
}

export async function answerRequest(
  route: Route,
  request: RoutedRequest,
  response: ServerResponse,
  { ids, log, trustProxy }: Answering,
): Promise<void> {
  const head = readHead(request, ids.code(12), trustProxy)
  try {
    sendResponse(response, head.id, await respond(route, request, head))
  } catch (cause) {
    log.error('request.failed', { request: head.id, route: route.path, method: route.method }, cause)
    const status = cause instanceof Fault ? FAULT_CODES[cause.code] : 500
    sendResponse(response, head.id, { ...refuse('server.fault'), status })
  }
}

async function respond(route: Route, request: RoutedRequest, head: RequestHead): Promise<HttpResponse> {
  // No name of ours holds one, and PostgreSQL refuses to look for it.
  if (Object.values(head.params).some((each) => each.includes('\u0000'))) return refuse('route.notFound')
  const refused = await route.admit?.(head)
  if (refused) return refused
  if (route.method === 'GET') return route.handle({ ...head, body: undefined })
  const read = await readBody(request, { accepts: route.accepts ?? 'json', maxBytes: route.maxBytes ?? JSON_LIMIT })
  return read.kind === 'refused' ? refuse(read.code) : route.handle({ ...head, body: read.body })
}

export function sendResponse(response: ServerResponse, id: string, answer: HttpResponse): void {
  if (response.headersSent || response.destroyed) return
  const body = answer.bytes ?? (answer.json === undefined ? '' : JSON.stringify(answer.json))
  const type = answer.json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }
  // A body left unread would be taken for the next request on this connection.
  const close = response.req.complete ? {} : { connection: 'close' }
  const length = answer.status === 304 || answer.status === 204 ? {} : { 'content-length': Buffer.byteLength(body) }
  response.writeHead(answer.status, {
    ...SECURITY_HEADERS,
    'cache-control': 'no-store',
    ...type,
    ...answer.headers,
    ...length,
    ...close,
    'x-request-id': id,
  })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}

function readHead(request: RoutedRequest, id: string, trustProxy: boolean): RequestHead {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )
  const forwarded = trustProxy ? headers['x-forwarded-for']?.split(',').at(-1)?.trim() : undefined
  const scheme = trustProxy && headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'
  return {
    id,
    method: request.method ?? 'GET',
    ...splitTarget(request.url ?? '/'),
    params: readParams(request.params),
    headers,
    address: forwarded || (request.socket.remoteAddress ?? ''),
    origin: `${scheme}://${headers.host ?? 'localhost'}`,
  }
}

function readParams(params: unknown): Record<string, string> {
  if (typeof params !== 'object' || params === null) return {}
  return Object.fromEntries(Object.entries(params).filter(([, value]) => typeof value === 'string'))
}
