/** The routes of inbox, conversation, takeover and copilot: read the request, call the rule, say what came of it. */
import { z } from 'zod'
import { maskNumbers } from '../domain/mask'
import { type ViewDeps, viewConversation } from './conversation-view'
import { type Gate, operatorRoute } from './gate'
import { inbox } from './inbox'
import type { HttpRequest, HttpResponse, Route } from './route'
import { sendMessage } from './send-message'
import { lastQuestion, MOST_SUGGESTIONS, type Suggest } from './suggest-passages'
import { letGo, release, renew, type TakeoverDeps, take } from './takeover'
import type { HoldView, SentView, SuggestionsView } from './views'
import { CONSOLE_WORDS, refuse } from './words'

export interface ConversationRoutes extends ViewDeps, TakeoverDeps {
  readonly gate: Gate
  readonly suggest: Suggest
  readonly parkedCases: () => Promise<number>
}

const LONGEST_MESSAGE = 2000
const LONGEST_QUESTION = 500
/** No transcript is longer; no store holds a larger number there. */
const MOST_ENTRIES = 999_999_999

const heldSchema = z.object({ token: z.number().int() })
const releaseSchema = heldSchema.extend({ ending: z.enum(['helped', 'backToQueue']), seen: z.number().int().min(0) })
const messageSchema = heldSchema.extend({ id: z.string().regex(/^[\w-]{8,64}$/), text: z.string() })
const questionSchema = z.object({ question: z.string() })

export function conversationRoutes(deps: ConversationRoutes): Route[] {
  const { gate } = deps
  const readInbox = inbox(deps)
  let dropped = 0
  const at = (request: HttpRequest) => request.params.id ?? ''
  return [
    operatorRoute(gate, 'GET', 'inbox', async (_request, operator) => {
      await letGo(deps)
      return ok({ ...(await readInbox(operator)), parkedCases: await deps.parkedCases(), dropped })
    }),
    operatorRoute(gate, 'GET', 'conversations/:id', async (request, operator) => {
      const after = Number(request.query.get('after') ?? 0)
      if (!Number.isInteger(after) || after < 0 || after > MOST_ENTRIES) return refuse('request.invalid')
      const view = await viewConversation(deps, at(request), { operator, after })
      return view ? ok(view) : refuse('conversation.unknown')
    }),
    operatorRoute(gate, 'POST', 'conversations/:id/take', (request, operator) => taking(deps, at(request), operator)),
    operatorRoute(gate, 'POST', 'conversations/:id/renew', async (request, operator) => {
      const parsed = heldSchema.safeParse(request.body)
      if (!parsed.success) return refuse('request.invalid')
      const kept = await renew(deps, at(request), { operator, token: parsed.data.token })
      return kept.kind === 'kept' ? ok(hold(kept.lease)) : refuse('lease.changed')
    }),
    operatorRoute(gate, 'POST', 'conversations/:id/release', async (request, operator) => {
      const parsed = releaseSchema.safeParse(request.body)
      if (!parsed.success) return refuse('request.invalid')
      const released = await release(deps, at(request), { operator, ...parsed.data })
      return released === 'released' ? ok({}) : refuse('lease.changed')
    }),
    operatorRoute(gate, 'POST', 'conversations/:id/messages', async (request, operator) => {
      const response = await sending(deps, request, operator)
      if (response.status === 409) dropped += 1
      return response
    }),
    operatorRoute(gate, 'GET', 'conversations/:id/suggestions', (request) => suggesting(deps, at(request))),
    operatorRoute(gate, 'POST', 'suggestions', async (request) => {
      const parsed = questionSchema.safeParse(request.body)
      if (!parsed.success) return refuse('request.invalid')
      return ok(await suggestFor(deps.suggest, parsed.data.question))
    }),
  ]
}

async function taking(deps: ConversationRoutes, id: string, operator: string): Promise<HttpResponse> {
  const taken = await take(deps, id, operator)
  if (taken.kind === 'unknown') return refuse('conversation.unknown')
  return taken.kind === 'held' ? refuse('lease.held', CONSOLE_WORDS.heldBy(taken.by)) : ok(hold(taken.lease))
}

async function sending(deps: ConversationRoutes, request: HttpRequest, operator: string): Promise<HttpResponse> {
  const parsed = messageSchema.safeParse(request.body)
  if (!parsed.success) return refuse('request.invalid')
  const text = parsed.data.text.trim()
  if (text === '') return refuse('message.empty')
  if (text.length > LONGEST_MESSAGE) return refuse('message.tooLong')
  const sent = await sendMessage(deps, request.params.id ?? '', { ...parsed.data, operator, text })
  if (sent.kind === 'unknown') return refuse('conversation.unknown')
  if (sent.kind === 'dropped') {
    const other = sent.by !== undefined && sent.by !== operator
    return refuse('message.dropped', other ? CONSOLE_WORDS.droppedHeldBy(sent.by) : CONSOLE_WORDS.droppedLapsed)
  }
  const view: SentView = { reached: sent.reached, covered: sent.covered }
  return ok(view)
}

/** For the resident's last question, in the light of what the conversation is about. */
async function suggesting(deps: ConversationRoutes, id: string): Promise<HttpResponse> {
  const conversation = await deps.conversations.load(id)
  if (!conversation) return refuse('conversation.unknown')
  const question = lastQuestion(await deps.conversations.history(id, 0))
  const { topic, region, on } = conversation
  return ok(await suggestFor(deps.suggest, question ?? '', { topic, region, on }))
}

async function suggestFor(suggest: Suggest, asked: string, about?: Parameters<Suggest>[1]): Promise<SuggestionsView> {
  const question = maskNumbers(asked).text.trim().slice(0, LONGEST_QUESTION)
  if (question === '') return { suggestions: [] }
  return { question, suggestions: (await suggest(question, about)).slice(0, MOST_SUGGESTIONS) }
}

const hold = ({ token, until }: HoldView): HoldView => ({ token, until })

function ok(json: object): HttpResponse {
  return { status: 200, json }
}
