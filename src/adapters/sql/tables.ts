/**
 * The tables as the query code sees them. The same on SQLite and PostgreSQL: ids and JSON as text, instants as
 * epoch milliseconds. Whatever a person wrote is inside JSON, where a NUL or half a surrogate pair is escaped.
 */
import type { Kysely } from 'kysely'

export type Database = Kysely<Tables>

export interface Tables {
  readonly migration: { number: number; name: string }
  readonly case_file: {
    id: string
    number: string
    intake: string
    body: string
    opened_at: number
    backend_number: string | null
    /** JSON of the newest status the backend sent, and the backend's own instant of it. */
    latest_status: string | null
    latest_status_at: number | null
  }
  readonly hand_off: {
    id: string
    case_id: string
    /** Order within the case: a later one waits until every earlier one is delivered. */
    sequence: number
    state: HandOffState
    /** When it may be claimed. A claim moves it to the end of its lease. */
    due_at: number
    created_at: number
    /** First attempt since it was opened or replayed: where the ten days begin. */
    first_tried_at: number | null
    /** Rises with every claim; doubles as the fencing token of that claim. */
    attempts: number
    why: string | null
    settled_at: number | null
  }
  readonly status_event: { id: string; case_id: string; body: string; at: number }
  readonly conversation: {
    id: string
    version: number
    state: string
    /** Number of entries in the transcript: the next one gets this plus one. */
    entries: number
    /** The instant of the newest entry. */
    touched_at: number
    /** Since when an operator should look; null when nobody needs to. */
    waiting_since: number | null
    /** 1 while it holds a half-filled form or what somebody told of themselves. */
    draft: number | null
  }
  readonly entry: {
    conversation_id: string
    sequence: number
    id: string
    body: string
    /** Null once its words are gone. */
    at: number | null
  }
  readonly form_version: { digest: string; definition: string }
  readonly tombstone: {
    kind: 'case' | 'conversation'
    id: string
    number: string | null
    erased_at: number
    /** SHA-256 of what was stored. */
    proof: string
  }
  readonly audit: {
    sequence: number
    at: number
    actor: string
    action: string
    subject: string
    detail: string
    hash: string
  }
  readonly audit_head: { id: number; sequence: number; hash: string }
}

export type HandOffState = 'due' | 'delivered' | 'parked'
