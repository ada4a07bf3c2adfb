/** A reply as one plain text with its sources: for terminals and for channels that show nothing but text. */
import { sayCitation } from '../domain/source'
import { SAY } from './replies'
import type { Reply } from './reply'

export function replyText(reply: Reply): string {
  if (reply.citations.length === 0) return reply.text
  return `${reply.text}\n\n${SAY.sources}\n${reply.citations.map((each) => `• ${sayCitation(each)}`).join('\n')}`
}
