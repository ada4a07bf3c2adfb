/**
 * What we hold of a person, as one thing: to give it to them, to erase it, and to let it go when its time is over.
 * Every adapter passes tests/contracts/personal-data.ts.
 */
import type { KeptCase } from '../cases/case-store'
import type { Conversation, Entry } from './conversation'

/** A case by id or public number; a conversation by id, with the cases it opened. */
export interface Subject {
  readonly kind: 'case' | 'conversation'
  readonly id: string
}

export interface Holding {
  readonly conversation?: Conversation | undefined
  readonly transcript: readonly Entry[]
  readonly cases: readonly KeptCase[]
}

/** Written into the audit log together with the deed. */
export interface Deed {
  readonly actor: string
  readonly purpose: string
  readonly at: Date
}

export type Erasure =
  /** The proof is the SHA-256 of everything erased, as it was stored. */
  | { readonly kind: 'erased' | 'erasedBefore'; readonly at: Date; readonly proof: string }
  /** A case of theirs is still to be handed off: park it first, or nobody decides that it never arrives. */
  | { readonly kind: 'underWay' }
  | { readonly kind: 'unknown' }

/** Instants before which each kind of thing is let go. */
export interface Limits {
  /** Untouched since: half-filled forms and what was told of oneself while asking. */
  readonly drafts: Date
  /** Received by the backend before: the case. */
  readonly delivered: Date
  /** Said before: the words; untouched since: the whole conversation. */
  readonly questions: Date
}

export interface Expired {
  readonly drafts: number
  readonly cases: number
  readonly conversations: number
  readonly entries: number
}

export interface PersonalData {
  /** The conversations of one resident, as their channel names them. Looks into each that is kept: rare, and slow. */
  conversationsOf(resident: string): Promise<readonly string[]>
  collect(subject: Subject): Promise<Holding | undefined>
  /** All or nothing. Leaves a tombstone: kind, id, number, when, proof. Nothing that is still owed to the backend. */
  erase(subject: Subject, deed: Deed): Promise<Erasure>
  /** Lets go what its limit has passed; safe to run from several processes and to stop anywhere. */
  expire(limits: Limits, at: Date): Promise<Expired>
}
