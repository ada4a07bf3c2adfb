/**
 * The edge: an unknown body becomes a parsed activity or a refusal code. What comes out is bounded plain text; HTML
 * stays as the letters it is, and empty text is let through because the assistant has an answer for it.
 */
import { z } from 'zod'
import { LONGEST_MESSAGE } from '../assistant/message'
import type { RefusalCode } from './refusals'

export type ParsedActivity =
  | { kind: 'message'; text: string; from?: string | undefined; clientActivityId?: string | undefined }
  /** Typing, events, updates: accepted and without effect on the conversation. */
  | { kind: 'signal'; from?: string | undefined }
  | { kind: 'refused'; code: RefusalCode }

const activitySchema = z.looseObject({
  type: z.string().min(1).max(60),
  text: z.string().nullish(),
  from: z.looseObject({ id: z.string().max(200).optional() }).nullish(),
  channelData: z.looseObject({ clientActivityID: z.unknown().optional() }).nullish(),
})

/** Ids a client may choose for its own message: they become part of ours, so they stay short and printable. */
const clientIdSchema = z.string().regex(/^[A-Za-z0-9._:-]{1,100}$/)

export function parseActivity(body: unknown): ParsedActivity {
  if (body === undefined) return { kind: 'refused', code: 'body.missing' }
  const parsed = activitySchema.safeParse(body)
  if (!parsed.success) return { kind: 'refused', code: 'activity.invalid' }
  const from = parsed.data.from?.id
  if (parsed.data.type !== 'message') return { kind: 'signal', from }

  const clientId = clientIdSchema.optional().safeParse(parsed.data.channelData?.clientActivityID)
  if (!clientId.success) return { kind: 'refused', code: 'activity.idInvalid' }
  const text = plainText(parsed.data.text ?? '')
  if (isTooLong(text)) return { kind: 'refused', code: 'activity.tooLong' }
  return { kind: 'message', text, from, clientActivityId: clientId.data }
}

/** Counted as people count: an emoji outside the basic plane is one character. */
export function isTooLong(text: string): boolean {
  return text.length > LONGEST_MESSAGE && [...text].length > LONGEST_MESSAGE
}

/** Without control, invisible and broken characters; line breaks and tabs stay. */
export function plainText(raw: string): string {
  return raw
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (each) => (each === '\n' || each === '\t' ? each : ''))
    .trim()
}
