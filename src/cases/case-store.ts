/** Where cases are kept. Every adapter passes tests/contracts/case-store.ts. Their deliveries: hand-off-queue.ts. */
import type { CaseFile, CaseState } from './case-file'

export interface KeptCase {
  readonly caseFile: CaseFile
  readonly state: CaseState
}

/**
 * `opened`: written now. `openedBefore`: this intake has a case, and this is it. `numberTaken`: another case has this
 * public number, nothing was written, draw another.
 */
export type Opening =
  | { readonly kind: 'opened' | 'openedBefore'; readonly caseFile: CaseFile }
  | { readonly kind: 'numberTaken' }

/** What the backend said about a case, as the resident will read it. */
export interface StatusEvent {
  readonly id: string
  readonly caseId: string
  readonly status: string
  readonly note: string
  /** When it became so at the backend: an older event arriving late does not replace a newer one. */
  readonly at: Date
}

export interface CaseStore {
  /** Writes the case file and its hand-off, due at `at`, together or not at all. One intake opens one case. */
  open(opening: { caseFile: CaseFile; handOff: string; at: Date }): Promise<Opening>
  /** By id or by public number as written. */
  find(idOrNumber: string): Promise<KeptCase | undefined>
  /** Newest first. */
  list(atMost: number): Promise<readonly KeptCase[]>
  /** Takes effect once: `first` is false when this event id was recorded before. The case must exist. */
  recordStatus(event: StatusEvent): Promise<{ first: boolean }>
}
