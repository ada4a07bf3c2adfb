/** The deliveries owed to the backend. Every adapter passes tests/contracts/hand-off-queue.ts. */
import type { CaseEvent } from './case-event'
import type { CaseFile, CaseState } from './case-file'

/** One claimed delivery of one case. */
export interface HandOff {
  /** Stays the same over retries and replays: the backend tells a repeat by it. */
  readonly id: string
  readonly caseFile: CaseFile
  /** What is to be told of the case; absent when the case itself is. */
  readonly event?: CaseEvent | undefined
  /** Attempts made before this one; also the fencing token of this claim. */
  readonly attempts: number
  /** The first attempt since the case was opened or replayed. */
  readonly firstTriedAt: Date
}

export type Delivery =
  | { readonly kind: 'accepted'; readonly backendNumber: string }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] } // an operator looks, nothing retries
  | { readonly kind: 'unreached'; readonly retryAt: Date; readonly why: string } // due again
  | { readonly kind: 'expired'; readonly why: string } // ten days without success: parked, never dropped

export interface Backlog {
  readonly due: number
  readonly parked: number
  readonly oldestDueAt?: Date | undefined
}

export interface HandOffQueue {
  /**
   * Claims due hand-offs, longest due first, at most one per case and none whose earlier one in the case is not
   * delivered. Two claims never share one. A claim not settled before `until` falls due again.
   */
  claim(due: { now: Date; until: Date; atMost: number }): Promise<readonly HandOff[]>
  /**
   * Records how a claim ended; gives the case's state after it. Undefined: the claim had lapsed and someone else holds
   * or settled it, nothing was changed. An acceptance is a fact and counts even from a lapsed claim, once.
   */
  settle(handOff: Pick<HandOff, 'id' | 'attempts'>, delivery: Delivery, at: Date): Promise<CaseState | undefined>
  /** Takes a case's undelivered hand-offs out of delivery until they are replayed. False: there was none. */
  park(caseId: string, why: string): Promise<boolean>
  /** Makes a case's parked hand-offs due at `at`, with ten new days. False: there was none. */
  replay(caseId: string, at: Date): Promise<boolean>
  backlog(): Promise<Backlog>
}
