/** What the reference receiver keeps, in an SQLite file of its own: each case applied once, every arrival counted. */
import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import type { CaseEvent } from '../src/cases/case-event'
import type { CaseFile } from '../src/cases/case-file'

/** `conflict`: this key, or this case, was received before with other content. `unknown`: an event of no case we have. */
export type Received =
  | { readonly kind: 'received'; readonly number: string }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'unknown' }

export interface ReceivedEvent {
  readonly event: CaseEvent
  readonly arrivals: number
}

export interface ReceivedCase {
  readonly number: string
  readonly caseFile: CaseFile
  readonly arrivals: number
}

export interface ReceivedLine {
  readonly sequence: number
  readonly case: string
  readonly number: string
}

export interface Ledger {
  receive(key: string, caseFile: CaseFile, body: Buffer): Received
  cases(): readonly ReceivedCase[]
  /** An event counts only after its case. */
  receiveEvent(key: string, event: CaseEvent, body: Buffer): Received
  events(): readonly ReceivedEvent[]
  /** Ids and numbers alone, in order of arrival: what reconciliation asks for. */
  received(after: number, atMost: number): readonly ReceivedLine[]
  close(): void
}

const TABLE = `create table if not exists received (
  sequence integer primary key, key text not null unique, case_id text not null unique,
  digest text not null, body text not null, arrivals integer not null)`
const EVENTS = `create table if not exists event (
  sequence integer primary key, key text not null unique, case_id text not null references received (case_id),
  digest text not null, body text not null, arrivals integer not null)`

export function openLedger(file: string): Ledger {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const sqlite = new DatabaseSync(file)
  sqlite.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  sqlite.exec(TABLE)
  sqlite.exec(EVENTS)
  return {
    receive: (key, caseFile, body) => receive(sqlite, key, caseFile, body),
    cases: () => sqlite.prepare('select sequence, body, arrivals from received order by sequence').all().map(decode),
    receiveEvent: (key, event, body) => receiveEvent(sqlite, key, event, body),
    events: () =>
      sqlite
        .prepare('select body, arrivals from event order by sequence')
        .all()
        .map(({ body, arrivals }) => ({ event: JSON.parse(body) as CaseEvent, arrivals })),
    received: (after, atMost) =>
      sqlite
        .prepare('select sequence, case_id from received where sequence > ? order by sequence limit ?')
        .all(after, atMost)
        .map(({ sequence, case_id }) => ({ sequence, case: case_id, number: numberOf(sequence) })),
    close: () => sqlite.close(),
  }
}

/** One statement: inserts, or counts a repeat of the very same message, or touches nothing. */
function receive(sqlite: DatabaseSyncInstance, key: string, caseFile: CaseFile, body: Buffer): Received {
  const digest = createHash('sha256').update(body).digest('hex')
  const row = sqlite
    .prepare(
      `insert into received (key, case_id, digest, body, arrivals) values (?, ?, ?, ?, 1)
       on conflict do update set arrivals = arrivals + 1
       where key = excluded.key and case_id = excluded.case_id and digest = excluded.digest
       returning sequence`,
    )
    .get(key, caseFile.id, digest, body.toString('utf8'))
  return row ? { kind: 'received', number: numberOf(row.sequence) } : { kind: 'conflict' }
}

/** As `receive`: a repeat is counted, other content under the same key is not taken. */
function receiveEvent(sqlite: DatabaseSyncInstance, key: string, event: CaseEvent, body: Buffer): Received {
  const known = sqlite.prepare('select sequence from received where case_id = ?').get(event.case)
  if (!known) return { kind: 'unknown' }
  const digest = createHash('sha256').update(body).digest('hex')
  const row = sqlite
    .prepare(
      `insert into event (key, case_id, digest, body, arrivals) values (?, ?, ?, ?, 1)
       on conflict do update set arrivals = arrivals + 1
       where key = excluded.key and case_id = excluded.case_id and digest = excluded.digest
       returning sequence`,
    )
    .get(key, event.case, digest, body.toString('utf8'))
  return row ? { kind: 'received', number: numberOf(known.sequence) } : { kind: 'conflict' }
}

function decode(row: { sequence: number; body: string; arrivals: number }): ReceivedCase {
  return { number: numberOf(row.sequence), caseFile: JSON.parse(row.body) as CaseFile, arrivals: row.arrivals }
}

const numberOf = (sequence: number) => `MZ-${String(sequence).padStart(6, '0')}`
