/**
 * Who gets in: the page's own requests only, with an operator's session. Without a configured token the console is
 * for this machine alone, and a name bound to it by somebody else's DNS, or a proxy, does not count as this machine.
 */

import type { HttpRequest, HttpResponse, RequestHead, Route } from './route'
import { COOKIE, type Session, type Sessions } from './session'
import { refuse } from './words'

export interface Gate {
  readonly sessions: Sessions
  readonly needsToken: boolean
}

type OperatorHandler = (request: HttpRequest, operator: string) => Promise<HttpResponse> | HttpResponse

/** A route for signed-in operators; a session in use is prolonged. */
export function operatorRoute(gate: Gate, method: Route['method'], path: string, handle: OperatorHandler): Route {
  return {
    method,
    path: `/console/api/${path}`,
    admit: (head) => refuseOutsiders(gate, head) ?? (sessionOf(gate, head) ? undefined : refuse('session.missing')),
    async handle(request) {
      const session = sessionOf(gate, request)
      if (!session) return refuse('session.missing')
      const response = await handle(request, session.operator)
      if (!gate.sessions.isAgeing(session) || response.headers?.['set-cookie']) return response
      const cookie = sessionCookie(gate, request, session.operator, session.began)
      return { ...response, headers: { ...response.headers, 'set-cookie': cookie } }
    },
  }
}

export function sessionOf({ sessions }: Gate, { headers }: RequestHead): Session | undefined {
  return sessions.read(headers.cookie)
}

export function sessionCookie({ sessions }: Gate, head: RequestHead, operator: string, began?: number): string {
  const { value, maxAgeSeconds } = sessions.issue(operator, began)
  return cookie(head, value, maxAgeSeconds)
}

export function endedCookie(head: RequestHead): string {
  return cookie(head, '', 0)
}

function cookie({ origin }: RequestHead, value: string, maxAgeSeconds: number): string {
  const secure = origin.startsWith('https:') ? '; Secure' : ''
  return `${COOKIE}=${value}; Path=/console; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure}`
}

export function refuseOutsiders({ needsToken }: Gate, head: RequestHead): HttpResponse | undefined {
  if (!needsToken && !isThisMachine(head)) return refuse('console.closed')
  return isForeign(head) ? refuse('origin.foreign') : undefined
}

/** Said by the browser, not by the page; a client that says neither is no browser and carries no one's cookie. */
function isForeign({ headers, origin }: RequestHead): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  return headers.origin !== undefined && hostOf(headers.origin) !== hostOf(origin)
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/
const LOCAL_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/

function isThisMachine({ address, headers, origin }: RequestHead): boolean {
  const proxied = headers['x-forwarded-for'] ?? headers.forwarded
  return LOOPBACK.test(address) && LOCAL_HOST.test(hostOf(origin)) && proxied === undefined
}

const hostOf = (origin: string) => origin.replace(/^[a-z]+:\/\//i, '').toLowerCase()
