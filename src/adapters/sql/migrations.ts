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
]
