/**
 * Plain requests and responses: what a route sees and gives back. Keeps restify out of every handler, so that the
 * console room and the tests write functions, not middleware.
 */
import type { OutgoingHttpHeaders } from 'node:http'

export interface RequestHead {
  /** Read aloud to the bureau when something goes wrong; also the `x-request-id` header. */
  readonly id: string
  readonly method: string
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Where the request came from; behind a trusted proxy, what that proxy saw. */
  readonly address: string
  /** Scheme and host as the resident's browser wrote them. */
  readonly origin: string
}

export interface HttpRequest extends RequestHead {
  /** JSON as parsed (undefined when none was sent), or the bytes when the route accepts bytes. */
  readonly body: unknown
}

export interface HttpResponse {
  readonly status: number
  readonly headers?: Readonly<OutgoingHttpHeaders>
  readonly json?: unknown
  readonly bytes?: Buffer | string
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `/conversations/:id`: a part after a colon arrives in `params`. */
  readonly path: string
  /** How the body is read; JSON of at most 64 KB unless said otherwise. */
  readonly accepts?: 'json' | 'bytes'
  readonly maxBytes?: number
  /** Asked before the body is read; a response refuses the request. */
  admit?(head: RequestHead): Promise<HttpResponse | undefined> | HttpResponse | undefined
  handle(request: HttpRequest): Promise<HttpResponse> | HttpResponse
}

export const JSON_LIMIT = 64 * 1024

/** On every response. No inline script or style, no framing, nothing from elsewhere. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
}

/** Split by hand: a request target is whatever a stranger typed, and `new URL` throws on some of it. */
export function splitTarget(target: string): { path: string; query: URLSearchParams } {
  const mark = target.indexOf('?')
  if (mark === -1) return { path: target, query: new URLSearchParams() }
  return { path: target.slice(0, mark), query: new URLSearchParams(target.slice(mark + 1)) }
}
