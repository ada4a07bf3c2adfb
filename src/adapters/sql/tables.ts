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
    /** Sealed JSON of what is told of the case; null where the case itself is handed over. */
    event: string | null
  }
  /** Codes by their hashes: of a case, or of a form set aside in a conversation. */
  readonly resume_code: {
    hash: string
    kind: 'case' | 'draft'
    /** The case's id, or the conversation's. */
    subject: string
    intake: string | null
    expires_at: number | null
  }
  readonly wrong_try: { subject: string; tries: number; last_at: number }
  /** Places of visits, held or booked; days and times of day as text. */
  readonly appointment: {
    office: string
    date: string
    from_time: string
    place: number
    to_time: string
    office_name: string
    state: 'held' | 'booked'
    /** The intake that chose it. */
    holder: string
    case_id: string | null
    held_until: number | null
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
    /** When policy staff had seen to it, if it was a question that was not answered well. */
    handled_at: number | null
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
  /** A file somebody sent; its bytes are kept outside the tables, under its reference. */
  readonly attachment: {
    reference: string
    conversation_id: string
    /** The case it was handed over with; null while it is not part of one. */
    case_id: string | null
    /** Of the file as it was sent. */
    sha256: string
    /** The beginning of what its key seals; the bytes may already be newer, never older. */
    sealed_with: string
    kept_at: number
    /** Set when it was let go: its bytes are removed next, then this row. */
    going_at: number | null
  }
  readonly conversation_reference: { conversation_id: string; body: string; kept_at: number }
  /** When a token bucket will be full again; a bucket without a row is full. */
  readonly pace: { bucket: string; full_at: number }
  /** Tokens taken from a language model's cap, by legal day. */
  readonly model_spend: { day: string; tokens: number }
  readonly audit_head: { id: number; sequence: number; hash: string }
}

export type HandOffState = 'due' | 'delivered' | 'parked'
