/** Where cases are kept. Every adapter passes tests/contracts/case-store.ts. Their deliveries: hand-off-queue.ts. */
import type { Slot } from '../domain/appointment'
import type { CaseEvent } from './case-event'
import type { CaseFile, CaseStage, CaseState } from './case-file'

export interface KeptCase {
  /** With the papers brought later and the visit as it was moved; what is handed over first stays as it was confirmed. */
  readonly caseFile: CaseFile
  readonly state: CaseState
}

/**
 * `opened`: written now. `openedBefore`: this intake has a case, and this is it. `numberTaken`: another case has this
 * public number, nothing was written, draw another. `placeTaken`: the visit has no place left, nothing was written.
 */
export type Opening =
  | { readonly kind: 'opened' | 'openedBefore'; readonly caseFile: CaseFile }
  | { readonly kind: 'numberTaken' }
  | { readonly kind: 'placeTaken' }

/** The visit to be booked with a case, held or not, by its intake. */
export interface Booking {
  readonly slot: Slot
  readonly holder: string
}

/** What the backend said about a case, as the resident will read it. */
export interface StatusEvent {
  readonly id: string
  readonly caseId: string
  readonly status: string
  readonly note: string
  /** When it became so at the backend: an older event arriving late does not replace a newer one. */
  readonly at: Date
}

/** A case without its contents: enough to compare with the other side, and to replay. */
export interface CaseTrace {
  readonly id: string
  readonly number: string
  readonly stage: CaseStage | 'erased'
  readonly backendNumber?: string | undefined
}

/** `withdrawn`: its resident took the case back before, nothing was changed. */
export type Amended = 'amended' | 'withdrawn' | 'unknown'

export interface CaseStore {
  /**
   * Writes the case file, its hand-off, due at `at`, and its booking, together or not at all. One intake opens one case.
   */
  open(opening: { caseFile: CaseFile; handOff: string; at: Date; booking?: Booking | undefined }): Promise<Opening>
  /** By id or by public number as written. */
  find(idOrNumber: string): Promise<KeptCase | undefined>
  /** By id, those after the given one; erased ones too, by their tombstones. */
  traces(after: string, atMost: number): Promise<readonly CaseTrace[]>
  /** Newest first. */
  list(atMost: number): Promise<readonly KeptCase[]>
  /** Takes effect once: `first` is false when this event id was recorded before. The case must exist. */
  recordStatus(event: StatusEvent): Promise<{ first: boolean }>
  /**
   * Adds an event after everything said of the case before, with its hand-off and its audit record, together or not at
   * all. The same hand-off id again is `amended` and changes nothing.
   */
  amend(amendment: { event: CaseEvent; handOff: string; at: Date }): Promise<Amended>
}
