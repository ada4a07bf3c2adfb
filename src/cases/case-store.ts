/** Where cases are kept. Every adapter passes tests/contracts/case-store.ts. Their deliveries: hand-off-queue.ts. */
import type { CaseFile, CaseStage, CaseState } from './case-file'

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

/** A case without its contents: enough to compare with the other side, and to replay. */
export interface CaseTrace {
  readonly id: string
  readonly number: string
  readonly stage: CaseStage | 'erased'
  readonly backendNumber?: string | undefined
}

export interface CaseStore {
  /** Writes the case file and its hand-off, due at `at`, together or not at all. One intake opens one case. */
  open(opening: { caseFile: CaseFile; handOff: string; at: Date }): Promise<Opening>
  /** By id or by public number as written. */
  find(idOrNumber: string): Promise<KeptCase | undefined>
  /** By id, those after the given one; erased ones too, by their tombstones. */
  traces(after: string, atMost: number): Promise<readonly CaseTrace[]>
  /** Newest first. */
  list(atMost: number): Promise<readonly KeptCase[]>
  /** Takes effect once: `first` is false when this event id was recorded before. The case must exist. */
  recordStatus(event: StatusEvent): Promise<{ first: boolean }>
}
