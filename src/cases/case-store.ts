/** Where cases and their hand-offs are kept. Every adapter passes tests/contracts/case-store.ts. */
import type { CaseFile, CaseState } from './case-file'

/** One due delivery of one case to the backend. */
export interface HandOff {
  readonly id: string
  readonly caseFile: CaseFile
  /** Attempts made before this one. */
  readonly attempts: number
  readonly firstDueAt: Date
}

export type Delivery =
  | { readonly kind: 'accepted'; readonly backendNumber: string }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] } // an operator looks, nothing retries
  | { readonly kind: 'unreached'; readonly retryAt: Date; readonly why: string } // due again
  | { readonly kind: 'expired'; readonly why: string } // ten days without success: parked, never dropped

export interface CaseStore {
  /** Writes the case file and its hand-off together or not at all. Opening one intake twice returns the first file. */
  open(caseFile: CaseFile, at: Date): Promise<CaseFile>
  find(idOrNumber: string): Promise<{ caseFile: CaseFile; state: CaseState } | undefined>
  list(atMost: number): Promise<readonly { caseFile: CaseFile; state: CaseState }[]>
  /** Claims due hand-offs, oldest first, at most one per case. A claim not settled before `until` falls due again. */
  claim(due: { now: Date; until: Date; atMost: number }): Promise<readonly HandOff[]>
  settle(id: string, delivery: Delivery, at: Date): Promise<void>
  /** Records a status the backend sent; `first` is false when this event id was applied before. */
  recordStatus(event: {
    id: string
    caseId: string
    status: string
    note: string
    at: Date
  }): Promise<{ first: boolean }>
}
