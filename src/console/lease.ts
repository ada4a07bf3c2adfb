/**
 * An operator's hold on a conversation, as pure rules. The fencing token is the version the taking commit makes: it
 * rises with every hold, also after the last one was given back and its lease is gone.
 */
import type { Conversation, Entry, Lease } from '../assistant/conversation'
import type { Reply } from '../assistant/reply'
import { ANNOUNCE } from './words'

/** Renewed every minute or so by an open page; one that was closed lets go soon. */
const LEASE_MS = 2 * 60_000

export function liveLease({ lease }: Conversation, now: Date): Lease | undefined {
  return lease && lease.until > now.toISOString() ? lease : undefined
}

/** The same operator may take anew from another window: the older window's token is then worth nothing. */
export function newLease(conversation: Conversation, operator: string, now: Date): Lease {
  return { operator, token: conversation.version + 1, until: leaseEnd(now) }
}

export function leaseEnd(now: Date): string {
  return new Date(now.getTime() + LEASE_MS).toISOString()
}

export interface Holder {
  readonly operator: string
  readonly token: number
}

export function isHeldBy(lease: Lease | undefined, holder: Holder): boolean {
  return lease?.token === holder.token && lease.operator === holder.operator
}

export type Ending = 'helped' | 'backToQueue'

/** Without its lease; one that was not helped, or is in danger unseen, waits for the next operator. */
export function ended(conversation: Conversation, ending: Ending): Conversation {
  const { attention } = conversation
  if (ending === 'helped') return { ...conversation, lease: undefined, attention: 'none', unclear: 0 }
  return { ...conversation, lease: undefined, attention: attention === 'none' ? 'asked' : attention }
}

/**
 * Every announcement has an id of its own: named by its token, one of two rivals would be taken for a repeat of the
 * other instead of losing.
 */
export function joinedEntry(id: string, { operator }: Lease, now: Date): Entry {
  return announcement(`lease-${id}#joined`, ANNOUNCE.joined(operator), now)
}

export function leftEntry(id: string, ending: Ending, now: Date): Entry {
  return ending === 'helped'
    ? announcement(`lease-${id}#left`, ANNOUNCE.left, now)
    : announcement(`lease-${id}#back`, ANNOUNCE.handedBack, now)
}

function announcement(id: string, text: string, now: Date): Entry {
  return { id, from: 'assistant', text, reply: takeoverReply(text), at: now.toISOString() }
}

export function takeoverReply(text: string, operator?: string): Reply {
  return { kind: 'takeover', text, citations: [], choices: [], ...(operator !== undefined && { operator }) }
}

/** Who was helped waits anew when they call again; who was only handed back has been waiting all along. */
export function isHelped({ id }: Entry): boolean {
  return id.startsWith('lease-') && id.endsWith('#left')
}
