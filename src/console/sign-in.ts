/** Signing in and out: the shared operator token, when there is one, and the operator's own name. */
import { z } from 'zod'
import type { Log } from '../base/log'
import type { Attempts } from './attempts'
import { endedCookie, type Gate, operatorRoute, refuseOutsiders, sessionCookie, sessionOf } from './gate'
import type { HttpRequest, HttpResponse, Route } from './route'
import type { SessionView } from './views'
import { refuse } from './words'

export interface SignIn {
  readonly gate: Gate
  readonly attempts: Attempts
  readonly log: Log
  /** What has to be tidied up when an operator leaves. */
  readonly leave: (operator: string) => Promise<void>
}

const signInSchema = z.object({ name: z.string().max(200), token: z.string().max(400).optional() })
const NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N} ·._-]{0,18}[\p{L}\p{N}])?$/u

export function signInRoutes(signIn: SignIn): Route[] {
  const { gate } = signIn
  const admit: Route['admit'] = (head) => refuseOutsiders(gate, head)
  return [
    { method: 'GET', path: '/console/api/session', admit, handle: (request) => tellSession(gate, request) },
    { method: 'POST', path: '/console/api/sign-in', admit, handle: (request) => enter(signIn, request) },
    operatorRoute(gate, 'POST', 'sign-out', async (request, operator) => {
      await signIn.leave(operator)
      return { status: 200, json: {}, headers: { 'set-cookie': endedCookie(request) } }
    }),
  ]
}

function tellSession(gate: Gate, request: HttpRequest): HttpResponse {
  const view: SessionView = { operator: sessionOf(gate, request)?.operator ?? null, needsToken: gate.needsToken }
  return { status: 200, json: view }
}

function enter({ gate, attempts, log }: SignIn, request: HttpRequest): HttpResponse {
  const parsed = signInSchema.safeParse(request.body)
  if (!parsed.success) return refuse('request.invalid')
  const name = parsed.data.name.normalize('NFC').trim()
  if (!NAME.test(name)) return refuse('signIn.nameInvalid')
  if (gate.needsToken) {
    const attempt = attempts.begin(request.address)
    if (!attempt.ok) {
      log.warn('console.signInPaused', { retryAfterSeconds: attempt.retryAfterSeconds })
      return refuse('signIn.tooMany', undefined, { 'retry-after': String(attempt.retryAfterSeconds) })
    }
    if (!gate.sessions.isToken(parsed.data.token ?? '')) {
      log.warn('console.signInRefused')
      return refuse('signIn.tokenWrong')
    }
    attempts.succeeded(request.address)
  }
  log.info('console.signedIn')
  const view: SessionView = { operator: name, needsToken: gate.needsToken }
  return { status: 200, json: view, headers: { 'set-cookie': sessionCookie(gate, request, name) } }
}
