/**
 * A Reply or a line of the transcript as a Bot Framework activity. `channelData` carries what the resident's page
 * draws (sources, review, step, case number); a channel that knows nothing of it still has the text and the buttons.
 */
import type { Entry } from '../assistant/conversation'
import { SAY } from '../assistant/replies'
import type { Reply, ReplyKind, ReviewSection } from '../assistant/reply'
import { replyText } from '../assistant/reply-text'
import type { Citation } from '../domain/source'

export interface ReplyChannelData {
  readonly kind: ReplyKind | 'operator'
  /** The text without what a page draws its own way: sources, the review's lines, numbered choices. */
  readonly body: string
  readonly citations: readonly Citation[]
  readonly choices: readonly string[]
  readonly sections?: readonly ReviewSection[]
  readonly step?: { readonly done: number; readonly of: number }
  readonly field?: string
  readonly caseNumber?: string
  readonly generated?: true
}

export interface ReplyActivity {
  readonly type: 'message'
  readonly text: string
  readonly textFormat: 'plain'
  readonly locale: 'zh-CN'
  readonly inputHint: 'acceptingInput' | 'expectingInput'
  readonly suggestedActions?: {
    readonly to: string[]
    readonly actions: { readonly type: 'imBack'; readonly title: string; readonly value: string }[]
  }
  readonly channelData: ReplyChannelData
  readonly entities?: readonly object[]
}

/** How Bot Framework channels are told that words are a model's: those that know it draw their own label. */
const GENERATED = {
  type: 'https://schema.org/Message',
  '@type': 'Message',
  '@context': 'https://schema.org',
  additionalType: ['AIGeneratedContent'],
} as const

export function renderReply(reply: Reply): ReplyActivity {
  const actions = reply.choices.map((choice) => ({ type: 'imBack' as const, title: choice, value: choice }))
  return {
    type: 'message',
    text: replyText(reply),
    textFormat: 'plain',
    locale: 'zh-CN',
    inputHint: reply.kind === 'question' || reply.kind === 'clarify' ? 'expectingInput' : 'acceptingInput',
    ...(actions.length > 0 && { suggestedActions: { to: [], actions } }),
    ...(reply.generated && { entities: [GENERATED] }),
    channelData: {
      kind: reply.kind,
      body: bodyOf(reply),
      citations: reply.citations,
      choices: reply.choices,
      ...(reply.generated && { generated: true }),
      ...particulars(reply),
    },
  }
}

/** Plain channels need the lines that a page draws as buttons, tables and labels; there they would stand twice. */
function bodyOf(reply: Reply): string {
  const sections = reply.kind === 'review' ? reply.sections : []
  const drawn = new Set(
    sections.flatMap(({ title, lines }) => [`【${title}】`, ...lines.map((line) => `${line.label}：${line.shown}`)]),
  )
  if (reply.generated) drawn.add(SAY.generated)
  const isDrawn = (line: string) => drawn.has(line) || reply.choices.includes(/^\d+\. (.+)$/.exec(line)?.[1] ?? '')
  return reply.text
    .split('\n')
    .filter((line) => !isDrawn(line))
    .join('\n')
    .replace(/^\n+/, '')
}

function particulars(reply: Reply): Partial<ReplyChannelData> {
  switch (reply.kind) {
    case 'question':
      return { step: reply.step, field: reply.field }
    case 'review':
      return { sections: reply.sections }
    case 'receipt':
      return { caseNumber: reply.caseNumber }
    case 'status':
      return reply.caseNumber === undefined ? {} : { caseNumber: reply.caseNumber }
    default:
      return {}
  }
}

/** One line of the transcript as a Direct Line client reads it. Our message ids hold the client's own id after `|`. */
export function renderEntry(entry: Entry, conversation: string, resident: string): object {
  const shared = { id: entry.id, timestamp: entry.at, channelId: 'directline', conversation: { id: conversation } }
  switch (entry.from) {
    case 'resident': {
      const clientActivityID = clientIdOf(entry.id, conversation)
      const channelData = clientActivityID === undefined ? {} : { clientActivityID }
      return { type: 'message', ...shared, from: { id: resident, role: 'user' }, text: entry.text, channelData }
    }
    case 'assistant': {
      const activity = entry.reply ? renderReply(entry.reply) : plainReply(entry.text, 'notice')
      return { ...activity, ...shared, from: { id: 'assistant', role: 'bot' } }
    }
    case 'operator':
      return { ...plainReply(entry.text, 'operator'), ...shared, from: { id: 'operator', role: 'bot' } }
  }
}

function plainReply(text: string, kind: 'notice' | 'operator'): ReplyActivity {
  return {
    type: 'message',
    text,
    textFormat: 'plain',
    locale: 'zh-CN',
    inputHint: 'acceptingInput',
    channelData: { kind, body: text, citations: [], choices: [] },
  }
}

export function messageId(conversation: string, clientId: string): string {
  return `${conversation}|${clientId}`
}

function clientIdOf(messageId: string, conversation: string): string | undefined {
  return messageId.startsWith(`${conversation}|`) ? messageId.slice(conversation.length + 1) : undefined
}
