/** The bureau's own system, as we see it. Its wire is in adapters/http/case-backend.ts. */
import type { CaseEvent } from './case-event'
import type { CaseFile } from './case-file'

export interface CaseBackend {
  /**
   * Hands the case over once, or tells one event of it. `key` is the same at every attempt: the backend applies it once. Every way the other
   * side or the line can fail is an outcome; it throws only when the program itself is wrong.
   */
  submit(caseFile: CaseFile, sending: { key: string; at: Date; event?: CaseEvent | undefined }): Promise<Submission>
}

export type Submission =
  /** The backend named our case in its receipt. */
  | { readonly kind: 'accepted'; readonly backendNumber: string }
  /** It answered no. `endpointOff`: it is gone for good and nothing more should be sent. */
  | { readonly kind: 'refused'; readonly reasons: readonly string[]; readonly endpointOff: boolean }
  /** Nobody answered, or nobody who could say it has the case (`unconfirmed`). Not sooner than `retryAfter`. */
  | { readonly kind: 'unreached'; readonly why: string; readonly retryAfter?: Date | undefined }
