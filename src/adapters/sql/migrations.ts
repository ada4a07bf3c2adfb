/**
 * How the tables came to be: numbered, forward only, never edited once released. Plain SQL that both databases read:
 * `text`, `integer`, `bigint` (epoch milliseconds), no defaults that differ, no database-specific types.
 */
export interface Migration {
  readonly name: string
  readonly statements: readonly string[]
}

/** The first is number 1. */
export const MIGRATIONS: readonly Migration[] = [
  {
    name: 'cases and their hand-offs',
    statements: [
      `create table case_file (
        id text primary key,
        number text not null unique,
        intake text not null unique,
        body text not null,
        opened_at bigint not null,
        backend_number text,
        latest_status text,
        latest_status_at bigint
      )`,
      'create index case_file_by_opening on case_file (opened_at)',
      `create table hand_off (
        id text primary key,
        case_id text not null references case_file (id),
        sequence integer not null,
        state text not null check (state in ('due', 'delivered', 'parked')),
        due_at bigint not null,
        created_at bigint not null,
        first_tried_at bigint,
        attempts integer not null,
        why text,
        settled_at bigint,
        unique (case_id, sequence)
      )`,
      'create index hand_off_by_due on hand_off (state, due_at)',
      `create table status_event (
        id text primary key,
        case_id text not null references case_file (id),
        body text not null,
        at bigint not null
      )`,
      'create index status_event_by_case on status_event (case_id)',
    ],
  },
  {
    name: 'conversations and form versions',
    statements: [
      `create table conversation (
        id text primary key,
        version integer not null,
        state text not null,
        entries integer not null,
        touched_at bigint not null,
        waiting_since bigint
      )`,
      'create index conversation_by_waiting on conversation (waiting_since)',
      `create table entry (
        conversation_id text not null references conversation (id),
        sequence integer not null,
        id text not null,
        body text not null,
        primary key (conversation_id, sequence),
        unique (conversation_id, id)
      )`,
      'create table form_version (digest text primary key, definition text not null)',
    ],
  },
  {
    name: 'retention, tombstones and the audit log',
    statements: [
      // Sealed from here on, bound to its case: the backend's words may name a person.
      'update hand_off set why = null',
      'alter table conversation add column draft integer',
      'update conversation set draft = 1',
      'create index conversation_by_touch on conversation (touched_at)',
      'alter table entry add column at bigint',
      `update entry set at = (select touched_at from conversation where conversation.id = entry.conversation_id)`,
      'create index entry_by_time on entry (at)',
      `create table tombstone (
        kind text not null,
        id text not null,
        number text,
        erased_at bigint not null,
        proof text not null,
        primary key (kind, id)
      )`,
      'create index tombstone_by_number on tombstone (number)',
      `create table audit (
        sequence bigint primary key,
        at bigint not null,
        actor text not null,
        action text not null,
        subject text not null,
        detail text not null,
        hash text not null
      )`,
      'create table audit_head (id integer primary key, sequence bigint not null, hash text not null)',
    ],
  },
  {
    name: 'attachments, ways back to residents, and a pace all processes share',
    statements: [
      `create table attachment (
        reference text primary key,
        conversation_id text not null,
        case_id text,
        sha256 text not null,
        sealed_with text not null,
        kept_at bigint not null,
        going_at bigint
      )`,
      'create index attachment_by_conversation on attachment (conversation_id)',
      'create index attachment_by_case on attachment (case_id)',
      'create index attachment_by_going on attachment (going_at)',
      `create table conversation_reference (
        conversation_id text primary key,
        body text not null,
        kept_at bigint not null
      )`,
      'create table pace (bucket text primary key, full_at bigint not null)',
      'create index pace_by_full on pace (full_at)',
    ],
  },
  {
    name: 'events of a case, codes to go on with, wrong tries',
    statements: [
      // Sealed, bound to its hand-off; null where the case itself is handed over.
      'alter table hand_off add column event text',
      `create table resume_code (
        hash text primary key,
        kind text not null check (kind in ('case', 'draft')),
        subject text not null,
        intake text,
        expires_at bigint
      )`,
      'create index resume_code_by_subject on resume_code (subject)',
      `create table wrong_try (
        subject text primary key,
        tries integer not null,
        last_at bigint not null
      )`,
    ],
  },
  {
    name: 'appointments',
    statements: [
      // No reference to the case: a place stays taken when the case is let go before the day of the visit.
      `create table appointment (
        office text not null,
        date text not null,
        from_time text not null,
        place integer not null,
        to_time text not null,
        office_name text not null,
        state text not null check (state in ('held', 'booked')),
        holder text not null,
        case_id text unique,
        held_until bigint,
        primary key (office, date, from_time, place)
      )`,
      'create index appointment_by_holder on appointment (holder)',
    ],
  },
  {
    name: 'questions seen to, and what a model costs a day',
    statements: [
      'alter table entry add column handled_at bigint',
      'create index entry_by_handling on entry (handled_at)',
      'create table model_spend (day text primary key, tokens bigint not null)',
    ],
  },
]
