/** What arrives over Direct Line, read defensively: an activity the page does not understand is left out, not guessed. */
import type { ReplyChannelData } from '../../channels/render'

export type Arrival =
  | { readonly from: 'resident'; readonly id: string; readonly text: string; readonly clientId?: string }
  | { readonly from: 'assistant'; readonly id: string; readonly shown: ReplyChannelData }

export interface Session {
  readonly conversation: string
  readonly resident: string
  readonly token: string
}

type Fields = Readonly<Record<string, unknown>>

export function readActivitySet(body: unknown): { arrivals: readonly Arrival[]; watermark: number } {
  const set = fields(body)
  const activities = Array.isArray(set.activities) ? set.activities : []
  const arrivals = activities.map(readActivity).filter((arrival) => arrival !== undefined)
  return { arrivals, watermark: Number(set.watermark) || 0 }
}

export function readSession(body: unknown): Session | undefined {
  const { conversationId, userId, token } = fields(body)
  if (typeof conversationId !== 'string' || typeof userId !== 'string' || typeof token !== 'string') return undefined
  return { conversation: conversationId, resident: userId, token }
}

export function readRefusal(body: unknown): { code: string; message: string } {
  const { code, message } = fields(fields(body).error)
  return { code: typeof code === 'string' ? code : '', message: typeof message === 'string' ? message : '' }
}

function readActivity(body: unknown): Arrival | undefined {
  const { type, id, text, from, channelData } = fields(body)
  if (type !== 'message' || typeof id !== 'string' || typeof text !== 'string') return undefined
  const data = fields(channelData)
  if (fields(from).role === 'user') {
    const clientId = data.clientActivityID
    return { from: 'resident', id, text, ...(typeof clientId === 'string' && { clientId }) }
  }
  return isReplyData(data) ? { from: 'assistant', id, shown: data } : undefined
}

/** Our own server wrote it; its lists are checked because everything below walks them. */
function isReplyData(data: unknown): data is ReplyChannelData {
  const { kind, body, citations, choices, sections } = fields(data)
  const lists = Array.isArray(citations) && Array.isArray(choices)
  return (
    typeof kind === 'string' && typeof body === 'string' && lists && (sections === undefined || Array.isArray(sections))
  )
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}
