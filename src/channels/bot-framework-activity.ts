/** A Bot Framework activity, as far as we rely on it. Parsed before the adapter, which takes anything for an activity. */
import { z } from 'zod'
import type { RefusalCode } from './refusals'

/** Printable: it names rows of ours, and PostgreSQL holds no NUL. */
const id = z.string().regex(/^\P{Cc}{1,500}$/u)
const account = z.looseObject({ id })

const botActivitySchema = z.looseObject({
  type: z.string().min(1).max(60),
  id: id.optional(),
  channelId: z.string().regex(/^[a-z0-9-]{1,40}$/i),
  serviceUrl: z.string().max(500),
  conversation: account,
  from: account,
  recipient: account,
  deliveryMode: z.string().max(40).optional(),
})

export type BotActivity = z.infer<typeof botActivitySchema>

export function parseBotActivity(
  body: unknown,
): { kind: 'parsed'; activity: BotActivity } | { kind: 'refused'; code: RefusalCode } {
  if (body === undefined) return { kind: 'refused', code: 'body.missing' }
  const parsed = botActivitySchema.safeParse(body)
  return parsed.success ? { kind: 'parsed', activity: parsed.data } : { kind: 'refused', code: 'activity.invalid' }
}
