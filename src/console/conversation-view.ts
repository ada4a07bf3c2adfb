/** One conversation as an operator sees it: transcript, who holds it, the half-filled intake, what is known so far. */
import type { Conversation, ConversationStore, Entry } from '../assistant/conversation'
import type { DescribeIntake } from '../assistant/intake-view'
import { SAY } from '../assistant/replies'
import { REPLY_LABELS } from '../assistant/reply'
import type { Clock } from '../base/clock'
import type { FactDefinition, FactValue } from '../domain/facts'
import { sayYuan } from '../domain/fen'
import { sayDay } from '../domain/legal-day'
import { maskNumbers } from '../domain/mask'
import type { Knowledge } from '../knowledge/knowledge'
import { channelLabel, tagOf } from './inbox'
import { liveLease } from './lease'
import type { ConversationView, EntryView } from './views'
import { CONSOLE_WORDS, WHY_WAITING } from './words'

export interface ViewDeps {
  readonly conversations: ConversationStore
  readonly knowledge: () => Knowledge
  readonly describeIntake: DescribeIntake
  readonly clock: Clock
}

export async function viewConversation(
  deps: ViewDeps,
  id: string,
  { operator, after }: { operator: string; after: number },
): Promise<ConversationView | undefined> {
  const conversation = await deps.conversations.load(id)
  if (!conversation) return undefined
  const now = deps.clock.now()
  const lease = liveLease(conversation, now)
  const { attention, topic } = conversation
  const entries = await deps.conversations.history(id, after)
  return {
    now: now.toISOString(),
    id,
    tag: tagOf(id),
    channel: channelLabel(conversation.channel),
    why: attention,
    whyLabel: attention === 'none' ? undefined : WHY_WAITING[attention],
    lease: lease && { operator: lease.operator, until: lease.until, mine: lease.operator === operator },
    topic: topic && deps.knowledge().programmes.get(topic.programme)?.title,
    region: conversation.region,
    facts: factsOf(conversation, deps.knowledge()),
    intake: await deps.describeIntake(conversation),
    paused: conversation.paused.length,
    cases: conversation.cases,
    sequence: entries.at(-1)?.sequence ?? after,
    entries: entries.filter((entry) => !isRelayed(entry)).map(entryView),
  }
}

/** Behind every message a held resident writes, and never news to the operator. */
function isRelayed({ from, text }: Entry): boolean {
  return from === 'assistant' && text === SAY.relayed
}

function entryView(entry: Entry & { readonly sequence: number }): EntryView {
  const { sequence, id, from, at, reply } = entry
  // Said by the assistant about a person: no answer of its own, so a quiet line.
  const isNotice = from === 'assistant' && reply?.kind === 'takeover'
  return {
    sequence,
    id,
    from: isNotice ? 'notice' : from,
    text: maskNumbers(shownText(entry)).text,
    at,
    kind: reply?.kind,
    label: reply && REPLY_LABELS[reply.kind],
    operator: from === 'operator' && reply?.kind === 'takeover' ? reply.operator : undefined,
    citations: reply?.citations ?? [],
  }
}

/** A review repeats every answer in full; beside it stands the intake, with what is sensitive covered. */
function shownText({ text, reply }: Entry): string {
  if (!reply) return text
  return reply.kind === 'review' ? (reply.text.split('\n')[0] ?? '') : reply.text
}

function factsOf({ facts }: Conversation, knowledge: Knowledge): ConversationView['facts'] {
  return Object.entries(facts).flatMap(([name, value]) => {
    const definition = knowledge.facts.get(name)
    return value === undefined || !definition ? [] : [{ label: definition.label, shown: shownFact(definition, value) }]
  })
}

function shownFact({ kind, choices, sensitive }: FactDefinition, value: FactValue): string {
  if (sensitive) return CONSOLE_WORDS.covered
  if (typeof value === 'boolean') return value ? CONSOLE_WORDS.yes : CONSOLE_WORDS.no
  if (kind === 'fen' && typeof value === 'number') return sayYuan(value)
  if (kind === 'date') return sayDay(String(value))
  return choices?.[String(value)] ?? maskNumbers(String(value)).text
}
