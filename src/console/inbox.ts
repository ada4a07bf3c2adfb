/** The inbox: who waits for a person, why, since when, with the last line; and what operators hold now. */
import type { Attention, Conversation, ConversationStore, Entry } from '../assistant/conversation'
import type { Clock } from '../base/clock'
import { maskNumbers } from '../domain/mask'
import type { Knowledge } from '../knowledge/knowledge'
import { isHelped, liveLease } from './lease'
import type { InboxLine, InboxView } from './views'
import { CHANNEL_LABELS, WHY_WAITING } from './words'

export interface InboxDeps {
  readonly conversations: ConversationStore
  readonly knowledge: () => Knowledge
  readonly clock: Clock
}

const MOST_SHOWN = 500
const URGENCY: readonly Attention[] = ['crisis', 'fault', 'asked', 'none']

export type Inbox = (operator: string) => Promise<Pick<InboxView, 'now' | 'waiting' | 'mine' | 'others'>>

export function inbox({ conversations, knowledge, clock }: InboxDeps): Inbox {
  const glimpse = glimpses(conversations)
  return async (operator) => {
    const now = clock.now()
    const lines = await Promise.all(
      (await conversations.waiting(MOST_SHOWN)).map(async (conversation) => ({
        holder: liveLease(conversation, now)?.operator,
        line: lineOf(conversation, await glimpse(conversation), knowledge()),
      })),
    )
    lines.sort((a, b) => byUrgency(a.line, b.line))
    const held = (by: (holder: string | undefined) => boolean): InboxLine[] =>
      lines.filter(({ holder }) => by(holder)).map(({ line, holder }) => ({ ...line, operator: holder }))
    return {
      now: now.toISOString(),
      waiting: held((holder) => holder === undefined),
      mine: held((holder) => holder === operator),
      others: held((holder) => holder !== undefined && holder !== operator),
    }
  }
}

function byUrgency(a: InboxLine, b: InboxLine): number {
  return URGENCY.indexOf(a.why) - URGENCY.indexOf(b.why) || a.since.localeCompare(b.since)
}

function lineOf(conversation: Conversation, { since, last }: Glimpse, knowledge: Knowledge): InboxLine {
  const { id, attention, topic } = conversation
  return {
    id,
    tag: tagOf(id),
    channel: channelLabel(conversation.channel),
    why: attention,
    whyLabel: attention === 'none' ? '' : WHY_WAITING[attention],
    since,
    topic: topic && knowledge.programmes.get(topic.programme)?.short,
    ...(last && { last }),
  }
}

export function tagOf(id: string): string {
  return id
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(-4)
    .toUpperCase()
}

export function channelLabel(channel: string): string {
  return CHANNEL_LABELS[channel] ?? channel
}

interface Glimpse {
  readonly since: string
  readonly last?: InboxLine['last']
}

/** The transcript is read again only when its conversation has a newer version. */
function glimpses(conversations: ConversationStore): (conversation: Conversation) => Promise<Glimpse> {
  const known = new Map<string, { version: number; glimpse: Glimpse }>()
  return async (conversation) => {
    const before = known.get(conversation.id)
    if (before?.version === conversation.version) return before.glimpse
    const glimpse = glimpseOf(conversation, await conversations.history(conversation.id, 0))
    known.set(conversation.id, { version: conversation.version, glimpse })
    const oldest = known.size > 2 * MOST_SHOWN ? known.keys().next().value : undefined
    if (oldest !== undefined) known.delete(oldest)
    return glimpse
  }
}

function glimpseOf({ attention }: Conversation, entries: readonly Entry[]): Glimpse {
  const begun = entries.findLastIndex(isHelped)
  const recent = entries.slice(begun + 1)
  const first = recent.find((entry) => isCallFor(attention, entry)) ?? recent.find((entry) => entry.from === 'resident')
  const last = entries.findLast(({ from }) => from === 'resident') ?? entries.at(-1)
  return {
    since: (first ?? entries[begun] ?? entries.at(-1))?.at ?? '',
    ...(last && { last: { from: last.from, text: oneLine(last.text), at: last.at } }),
  }
}

/** The reply with which the waiting began. */
function isCallFor(attention: Attention, { from, reply }: Entry): boolean {
  if (from !== 'assistant') return false
  return attention === 'crisis' ? reply?.kind === 'crisis' : attention === 'asked' && reply?.kind === 'takeover'
}

const oneLine = (text: string) => maskNumbers(text).text.replace(/\s+/g, ' ').trim().slice(0, 120)
