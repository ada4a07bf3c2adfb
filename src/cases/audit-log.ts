/**
 * Who did what to people's data, append-only and chained: each record carries the hash of the one before it, so a
 * record changed, left out or put in afterwards is found by anyone who reads from the start.
 */
import { createHash } from 'node:crypto'

export type AuditAction =
  | 'case.revealed'
  | 'case.replayed'
  | 'case.parked'
  | 'case.withdrawn'
  | 'case.supplemented'
  | 'case.corrected'
  | 'appointment.moved'
  | 'appointment.cancelled'
  | 'question.handled'
  | 'data.exported'
  | 'data.erased'
  | 'retention.ran'
  | 'keys.rotated'

export interface AuditEvent {
  readonly at: Date
  /** The staff member, or `service` for what runs by itself. */
  readonly actor: string
  readonly action: AuditAction
  /** The id of the case or conversation; empty when it concerns none. */
  readonly subject: string
  /** Purposes, counts and proofs: nothing a person told us. */
  readonly detail: Readonly<Record<string, string | number>>
}

export interface AuditRecord extends AuditEvent {
  /** From one, without gaps. */
  readonly sequence: number
  readonly hash: string
}

export interface AuditLog {
  /** Appends after the newest record: parallel appends follow one another. */
  append(event: AuditEvent): Promise<void>
  /** Oldest first, after the given sequence number. */
  read(after: number, atMost: number): Promise<readonly AuditRecord[]>
  /** What the newest record must be; kept apart from the records, so that their end cannot be cut off unseen. */
  head(): Promise<AuditHead>
}

export interface AuditHead {
  readonly sequence: number
  readonly hash: string
}

export const EMPTY_HEAD: AuditHead = { sequence: 0, hash: '' }

export function chainHash(previous: AuditHead, event: AuditEvent): string {
  const { at, actor, action, subject, detail } = event
  const chained = [previous.hash, previous.sequence + 1, at.toISOString(), actor, action, subject, detail]
  return createHash('sha256').update(JSON.stringify(chained)).digest('hex')
}

export type AuditVerdict =
  | ({ readonly kind: 'whole' } & AuditHead)
  /** The first record that does not follow from the one before it. */
  | { readonly kind: 'broken'; readonly sequence: number }

const PAGE = 500

export async function verifyAudit(log: AuditLog): Promise<AuditVerdict> {
  const end = await log.head()
  let head = EMPTY_HEAD
  for (;;) {
    const page = await log.read(head.sequence, PAGE)
    for (const record of page) {
      const hash = chainHash(head, record)
      if (record.sequence !== head.sequence + 1 || record.hash !== hash) {
        return { kind: 'broken', sequence: head.sequence + 1 }
      }
      head = { sequence: record.sequence, hash }
    }
    // What was appended since we asked for the end may be longer, never other.
    if (page.length === 0) break
  }
  return head.sequence >= end.sequence && (await isOn(log, end))
    ? { kind: 'whole', ...head }
    : { kind: 'broken', sequence: head.sequence + 1 }
}

async function isOn(log: AuditLog, end: AuditHead): Promise<boolean> {
  if (end.sequence === 0) return true
  const [record] = await log.read(end.sequence - 1, 1)
  return record?.hash === end.hash
}
