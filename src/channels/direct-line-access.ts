/** Who may do what on Direct Line: a bearer token for one conversation, within the pace a person types at. */

import type { DirectLineTokens, Grant } from './direct-line-token'
import type { HttpResponse, RequestHead } from './http'
import type { RateLimit } from './rate-limit'
import { type RefusalCode, refuse } from './refusals'

export type Access = { kind: 'granted'; grant: Grant } | { kind: 'refused'; code: RefusalCode }

export function bearerOf(head: RequestHead): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(head.headers.authorization ?? '')?.[1]
}

export function checkToken(token: string | undefined, tokens: DirectLineTokens): Access {
  if (!token) return { kind: 'refused', code: 'token.missing' }
  const checked = tokens.check(token)
  if (checked.kind === 'invalid') return { kind: 'refused', code: 'token.invalid' }
  if (checked.kind === 'expired') return { kind: 'refused', code: 'token.expired' }
  return { kind: 'granted', grant: checked.grant }
}

/** The token must be for the conversation named in the path. */
export function checkConversation(token: string | undefined, conversation: string, tokens: DirectLineTokens): Access {
  const access = checkToken(token, tokens)
  if (access.kind === 'refused' || access.grant.conversation === conversation) return access
  const looksOurs = /^conversation_[a-z0-9]{1,40}$/.test(conversation)
  return { kind: 'refused', code: looksOurs ? 'conversation.forbidden' : 'conversation.unknown' }
}

export async function overPace(limit: RateLimit, key: string): Promise<HttpResponse | undefined> {
  const taken = await limit.take(key)
  return taken.ok ? undefined : refuse('rate.tooMany', { 'retry-after': String(taken.retryAfterSeconds) })
}

/** `undefined`, empty and `-` mean from the beginning; anything but a whole number the store can hold is refused. */
export function parseWatermark(written: string | null): number | undefined {
  if (written === null || written === '' || written === '-') return 0
  return /^\d{1,9}$/.test(written) ? Number(written) : undefined
}
