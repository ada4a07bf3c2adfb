/**
 * What a resident may ask of a case from anywhere: the codes to come back with, and the limit on guessing. Kept by
 * adapters/sql/errands.ts; every adapter passes tests/contracts/errands.ts.
 */
export type Resumable =
  | { readonly kind: 'case'; readonly caseId: string }
  /** A form set aside in a conversation. */
  | { readonly kind: 'draft'; readonly conversation: string; readonly intake: string }

export interface Errands {
  /** By hash. A case's code goes with the case; a draft's ends at `until`. Keeping it again is keeping it once. */
  keepCode(code: { hash: string; of: Resumable; until?: Date | undefined }): Promise<void>
  findCode(hash: string, at: Date): Promise<Resumable | undefined>
  /**
   * Counts one try on a subject before it is looked at, and gives the count: of parallel guesses each has its own.
   * Past `MOST_TRIES` nothing is looked at until `LOCK_MS` after the last one that counted; then it begins anew.
   */
  countTry(subject: string, at: Date): Promise<number>
  /** After a right one. */
  forgetTries(subject: string): Promise<void>
}

export const MOST_TRIES = 3
/** Guesses at one case from all askers together: a stranger's three lock the stranger, not the owner. */
export const MOST_TRIES_ON_ONE = 9
export const LOCK_MS = 30 * 60_000
