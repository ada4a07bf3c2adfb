/**
 * The only file that imports botbuilder. Its `process` prints errors and answers with their text, and a forged
 * signature is a 500 there; so the adapter is driven in two steps of our own: authenticate, then send.
 */
import {
  type Activity,
  ActivityTypes,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationReference,
  type TurnContext,
} from 'botbuilder'
import type { BotActivity } from './bot-framework-activity'
import type { BotFrameworkSettings } from './bot-framework-settings'
import type { StoredReference } from './conversation-references'
import type { ReplyActivity } from './render'

export type Sent = { kind: 'sent'; body?: unknown } | { kind: 'unreached' }

export interface Turn {
  readonly kind: 'turn'
  /** Sends the reply through the channel, or hands it back in the body when the channel expects it there. */
  reply(activity: ReplyActivity | undefined): Promise<Sent>
}

export interface BotFrameworkAdapter {
  authenticate(
    activity: BotActivity,
    authorization: string,
  ): Promise<Turn | { kind: 'refused'; code: 'signature.invalid' | 'authority.unreached' }>
  proceed(reference: StoredReference, activity: ReplyActivity): Promise<void>
}

type Authenticated = Awaited<ReturnType<ConfigurationBotFrameworkAuthentication['authenticateRequest']>>

class DrivenAdapter extends CloudAdapter {
  takeTurn(authenticated: Authenticated, activity: Activity, logic: (context: TurnContext) => Promise<void>) {
    return this.processActivity(authenticated, activity, logic)
  }
}

export function botFrameworkAdapter(settings: BotFrameworkSettings): BotFrameworkAdapter {
  const authentication = new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId: settings.appId ?? '',
    MicrosoftAppPassword: settings.password ?? '',
    MicrosoftAppTenantId: settings.tenant ?? '',
    MicrosoftAppType: settings.tenant ? 'SingleTenant' : 'MultiTenant',
  })
  const adapter = new DrivenAdapter(authentication)

  return {
    async authenticate(parsed, authorization) {
      const activity = toActivity(parsed)
      try {
        const authenticated = await authentication.authenticateRequest(activity, authorization)
        return { kind: 'turn', reply: (reply) => send(adapter, authenticated, activity, reply) }
      } catch (cause) {
        return { kind: 'refused', code: isForged(cause) ? 'signature.invalid' : 'authority.unreached' }
      }
    },
    async proceed(reference, reply) {
      await adapter.continueConversationAsync(settings.appId ?? '', toReference(reference), async (context) => {
        await context.sendActivity(outgoing(reply))
      })
    },
  }
}

async function send(
  adapter: DrivenAdapter,
  authenticated: Authenticated,
  activity: Activity,
  reply: ReplyActivity | undefined,
): Promise<Sent> {
  try {
    const response = await adapter.takeTurn(authenticated, activity, async (context) => {
      if (reply) await context.sendActivity(outgoing(reply))
    })
    return { kind: 'sent', body: response?.body }
  } catch {
    return { kind: 'unreached' }
  }
}

/** A token that does not verify, is expired or names another audience; anything else is the authority's own trouble. */
function isForged(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false
  if ('statusCode' in cause) return cause.statusCode === 401
  return ['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError', 'SyntaxError'].includes(cause.name)
}

/** The schema has proved what the adapter reads; the rest of botbuilder's type is optional in practice. */
function toActivity(parsed: BotActivity): Activity {
  return { ...parsed } as unknown as Activity
}

function outgoing(reply: ReplyActivity): Partial<Activity> {
  return { ...reply, type: ActivityTypes.Message } as Partial<Activity>
}

function toReference(stored: StoredReference): Partial<ConversationReference> {
  return {
    channelId: stored.channelId,
    serviceUrl: stored.serviceUrl,
    conversation: { id: stored.conversation, isGroup: false, conversationType: '', name: '' },
    bot: { id: stored.bot, name: '' },
    user: { id: stored.resident, name: '' },
  }
}
