/**
 * /api/messages: a Bot Framework activity in, our reply out through its channel, and replies nobody asked for later.
 * Parses and guards here; the botbuilder adapter itself is loaded with the first activity (half a second, 44 MB).
 */

import type { ResidentLine } from '../assistant/resident-line'
import type { Clock } from '../base/clock'
import { Fault } from '../base/fault'
import type { Ids } from '../base/ids'
import type { Log } from '../base/log'
import { parseActivity } from './activity'
import type { ResidentAssistant } from './assistant-port'
import { type BotActivity, parseBotActivity } from './bot-framework-activity'
import type { BotFrameworkAdapter, Turn } from './bot-framework-adapter'
import type { BotFrameworkSettings } from './bot-framework-settings'
import type { ReferenceStore } from './conversation-references'
import type { HttpRequest, HttpResponse, Route } from './http'
import type { RateLimit } from './rate-limit'
import { refuse } from './refusals'
import { renderReply } from './render'
import { isAllowedServiceUrl, isLoopback, LOOPBACK_SERVICE_URLS, MICROSOFT_SERVICE_URLS } from './service-url'

export interface BotFramework {
  readonly assistant: ResidentAssistant
  readonly settings: BotFrameworkSettings
  readonly host: string
  readonly references: ReferenceStore
  readonly pace: RateLimit
  readonly ids: Ids
  readonly clock: Clock
  readonly log: Log
}

export function botFrameworkChannel(bot: BotFramework): {
  route: Route
  line: ResidentLine
  owns(id: string): boolean
} {
  if (!bot.settings.appId && !isLoopback(bot.host)) {
    throw new Fault('config.invalid', 'Without an app id anyone could speak as the channel: bind to loopback.')
  }
  const adapter = once(() => loadAdapter(bot.settings))
  return {
    route: { method: 'POST', path: '/api/messages', handle: async (request) => receive(bot, adapter(), request) },
    owns: (conversation) => conversation.includes('|'),
    line: {
      async send(conversation, reply) {
        const reference = await bot.references.find(conversation)
        if (!reference) return 'unreached'
        try {
          await adapter().proceed(reference, renderReply(reply))
          return 'sent'
        } catch (cause) {
          bot.log.error('channel.unreached', { channel: reference.channelId }, cause)
          return 'unreached'
        }
      },
    },
  }
}

async function receive(bot: BotFramework, adapter: BotFrameworkAdapter, request: HttpRequest): Promise<HttpResponse> {
  const parsed = parseBotActivity(request.body)
  if (parsed.kind === 'refused') return refuse(parsed.code)
  const { activity } = parsed
  const allowed = bot.settings.serviceUrls ?? (bot.settings.appId ? MICROSOFT_SERVICE_URLS : LOOPBACK_SERVICE_URLS)
  if (!isAllowedServiceUrl(activity.serviceUrl, allowed)) return refuse('channel.forbidden')

  const turn = await adapter.authenticate(activity, request.headers.authorization ?? '')
  if (turn.kind === 'refused') return refuse(turn.code)
  return answer(bot, activity, turn)
}

async function answer(bot: BotFramework, activity: BotActivity, turn: Turn): Promise<HttpResponse> {
  const conversation = `${activity.channelId}|${activity.conversation.id}`
  const said = parseActivity(activity)
  if (said.kind === 'refused') return refuse(said.code)
  if (said.kind === 'signal') return { status: 200, json: {} }
  const taken = await bot.pace.take(conversation)
  if (!taken.ok) return refuse('rate.tooMany', { 'retry-after': String(taken.retryAfterSeconds) })

  await bot.references.keep(conversation, {
    channelId: activity.channelId,
    serviceUrl: activity.serviceUrl,
    conversation: activity.conversation.id,
    bot: activity.recipient.id,
    resident: activity.from.id,
  })
  const reply = await bot.assistant.handle({
    conversation,
    id: `${activity.channelId}|${activity.id ?? bot.ids.next('turn')}`,
    resident: `${activity.channelId}|${activity.from.id}`,
    channel: activity.channelId,
    text: said.text,
    attachments: [],
    at: bot.clock.now(),
  })
  const sent = await turn.reply(reply.text === '' ? undefined : renderReply(reply))
  if (sent.kind === 'sent') return { status: 200, json: sent.body ?? {} }
  bot.log.warn('channel.unreached', { channel: activity.channelId })
  return refuse('channel.unreached')
}

/** `require`, because a dynamic `import` of CommonJS output wants an extension that only the compiled file has. */
function loadAdapter(settings: BotFrameworkSettings): BotFrameworkAdapter {
  const loaded: typeof import('./bot-framework-adapter') = require('./bot-framework-adapter')
  return loaded.botFrameworkAdapter(settings)
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
