/**
 * Direct Line 3.0 as our own plain routes, so that the resident's page and any Direct Line client fit. The watermark is
 * the sequence number of the transcript; a message's id holds the client's own id, so a resend finds its first arrival.
 */
import { z } from 'zod'
import type { Attachment } from '../assistant/message'
import type { Clock } from '../base/clock'
import type { Ids } from '../base/ids'
import { type ParsedActivity, parseActivity } from './activity'
import type { History, ResidentAssistant } from './assistant-port'
import { bearerOf, checkConversation, checkToken, overPace, parseWatermark } from './direct-line-access'
import type { DirectLineTokens, Grant } from './direct-line-token'
import { readUpload, UPLOAD_LIMIT } from './direct-line-upload'
import type { HttpRequest, HttpResponse, RequestHead, Route } from './http'
import type { RateLimit } from './rate-limit'
import { refuse } from './refusals'
import { messageId, renderEntry } from './render'
import type { Uploads } from './uploads'

export interface DirectLine {
  readonly assistant: ResidentAssistant
  readonly history: History
  readonly uploads: Uploads
  readonly tokens: DirectLineTokens
  /** `visitor`: one address beginning conversations; `reader`: one address looking; `conversation`: one person typing. */
  readonly pace: { readonly visitor: RateLimit; readonly reader: RateLimit; readonly conversation: RateLimit }
  readonly ids: Ids
  readonly clock: Clock
  /** Something was added to the transcript: open streams look. */
  nudge(conversation: string): void
}

const BASE = '/directline'

export function directLineRoutes(line: DirectLine): Route[] {
  return [
    open(line, 'POST', '/tokens/generate', (request) => newGrant(line, request)),
    open(line, 'POST', '/tokens/refresh', (request) => refreshToken(line, request)),
    open(line, 'POST', '/conversations', (request) => startConversation(line, request)),
    held(line, 'GET', '/conversations/:id', (grant, request) => opened(line, grant, request, 200)),
    held(line, 'GET', '/conversations/:id/activities', (grant, request) => readActivities(line, grant, request)),
    spoken(line, '/conversations/:id/activities', (grant, request) =>
      receive(line, grant, parseActivity(request.body), []),
    ),
    {
      ...spoken(line, '/conversations/:id/upload', (grant, request) => receiveUpload(line, grant, request)),
      accepts: 'bytes',
      maxBytes: UPLOAD_LIMIT,
    },
  ]
}

type Handle = (request: HttpRequest) => Promise<HttpResponse> | HttpResponse
type HandleHeld = (grant: Grant, request: HttpRequest) => Promise<HttpResponse> | HttpResponse

/** For anyone, at the pace of one address. */
function open(line: DirectLine, method: Route['method'], path: string, handle: Handle): Route {
  return { method, path: BASE + path, handle, admit: (head) => overPace(line.pace.visitor, head.address) }
}

/** For the holder of the conversation's token. */
function held(line: DirectLine, method: Route['method'], path: string, handle: HandleHeld): Route {
  const access = (head: RequestHead) => checkConversation(bearerOf(head), head.params.id ?? '', line.tokens)
  return {
    method,
    path: BASE + path,
    async admit(head) {
      const over = await overPace(line.pace.reader, head.address)
      if (over) return over
      const checked = access(head)
      return checked.kind === 'refused' ? refuse(checked.code) : undefined
    },
    handle(request) {
      const checked = access(request)
      return checked.kind === 'refused' ? refuse(checked.code) : handle(checked.grant, request)
    },
  }
}

/** As `held`, and no faster than a person speaks. */
function spoken(line: DirectLine, path: string, handle: HandleHeld): Route {
  const route = held(line, 'POST', path, handle)
  return {
    ...route,
    admit: async (head) => (await route.admit?.(head)) ?? overPace(line.pace.conversation, head.params.id ?? ''),
  }
}

const generateSchema = z.looseObject({ user: z.looseObject({ id: z.string() }).optional() }).optional()

/** A stranger gets a fresh conversation under a user id of ours; only the holder of the secret may name the user. */
function newGrant(line: DirectLine, request: HttpRequest): HttpResponse {
  const bearer = bearerOf(request)
  if (bearer !== undefined && !line.tokens.isSecret(bearer)) return refuse('secret.invalid')
  const body = generateSchema.safeParse(request.body)
  if (!body.success) return refuse('user.invalid')
  const named = body.data?.user?.id
  if (named !== undefined && bearer === undefined) return refuse('user.reserved')
  if (named !== undefined && !/^dl_[A-Za-z0-9._-]{1,100}$/.test(named)) return refuse('user.invalid')
  return { status: 200, json: tokenBody(line, freshGrant(line, named)) }
}

function freshGrant(line: DirectLine, resident = `dl_${line.ids.next('resident')}`): Grant {
  return { conversation: line.ids.next('conversation'), resident }
}

function tokenBody(line: DirectLine, grant: Grant) {
  const { conversation: conversationId, resident } = grant
  return { conversationId, userId: resident, token: line.tokens.issue(grant), expires_in: line.tokens.lifetimeSeconds }
}

function refreshToken(line: DirectLine, request: HttpRequest): HttpResponse {
  const access = checkToken(bearerOf(request), line.tokens)
  return access.kind === 'refused' ? refuse(access.code) : { status: 200, json: tokenBody(line, access.grant) }
}

/** With a token: its conversation. Without one, or with the secret: a fresh one. */
function startConversation(line: DirectLine, request: HttpRequest): HttpResponse {
  const bearer = bearerOf(request)
  if (bearer === undefined || line.tokens.isSecret(bearer)) return opened(line, freshGrant(line), request, 201)
  const access = checkToken(bearer, line.tokens)
  return access.kind === 'refused' ? refuse(access.code) : opened(line, access.grant, request, 201)
}

function opened(line: DirectLine, grant: Grant, request: HttpRequest, status: number): HttpResponse {
  const watermark = request.query.get('watermark')
  if (parseWatermark(watermark) === undefined) return refuse('watermark.invalid')
  const body = tokenBody(line, grant)
  const query = new URLSearchParams({ watermark: watermark ?? '-', t: body.token })
  const stream = `${BASE}/conversations/${grant.conversation}/stream?${query}`
  return { status, json: { ...body, streamUrl: request.origin.replace(/^http/, 'ws') + stream } }
}

async function readActivities(line: DirectLine, grant: Grant, request: HttpRequest): Promise<HttpResponse> {
  const after = parseWatermark(request.query.get('watermark'))
  if (after === undefined) return refuse('watermark.invalid')
  return { status: 200, json: await activitySet(line.history, grant, after) }
}

/** What the transcript holds after a watermark, as Direct Line's `ActivitySet`. */
export async function activitySet(history: History, grant: Grant, after: number) {
  const entries = await history(grant.conversation, after)
  return {
    activities: entries.map((entry) => renderEntry(entry, grant.conversation, grant.resident)),
    watermark: String(entries.at(-1)?.sequence ?? after),
  }
}

async function receiveUpload(line: DirectLine, grant: Grant, request: HttpRequest): Promise<HttpResponse> {
  const upload = await readUpload(request, line.uploads, grant.conversation)
  return upload.kind === 'refused' ? refuse(upload.code) : receive(line, grant, upload.activity, upload.attachments)
}

async function receive(
  line: DirectLine,
  grant: Grant,
  activity: ParsedActivity,
  attachments: readonly Attachment[],
): Promise<HttpResponse> {
  if (activity.kind === 'refused') return refuse(activity.code)
  if (activity.from !== undefined && activity.from !== grant.resident) return refuse('user.mismatch')
  if (activity.kind === 'signal') return { status: 200, json: { id: line.ids.next('turn') } }

  const id = messageId(grant.conversation, activity.clientActivityId ?? line.ids.next('turn'))
  const { conversation, resident } = grant
  const reply = await line.assistant.handle({
    conversation,
    id,
    resident,
    channel: 'web',
    text: activity.text,
    attachments,
    at: line.clock.now(),
  })
  if (reply.kind === 'apology' && !(await isStored(line, conversation, id))) return refuse('assistant.faulted')
  // After the response, so that a client learns its id before it sees the echo.
  setImmediate(() => line.nudge(conversation))
  return { status: 200, json: { id } }
}

/**
 * An apology for a fault is in no transcript: the client is told, keeps the message and may send it again. So may it
 * when the transcript cannot be read either: sent under the same id, it counts once.
 */
async function isStored(line: DirectLine, conversation: string, id: string): Promise<boolean> {
  try {
    const entries = await line.history(conversation, 0)
    return entries.some((entry) => entry.id === id)
  } catch {
    return false
  }
}
