/**
 * Where the bytes of files residents send are kept, sealed before they get here. Every adapter passes
 * tests/contracts/attachment-store.ts.
 */
export interface AttachmentStore {
  /** Durable and whole before it resolves; the same reference again replaces what was there. */
  put(reference: string, bytes: Buffer): Promise<void>
  get(reference: string): Promise<Buffer | undefined>
  /** What is not there is removed already. */
  remove(reference: string): Promise<void>
  /** False when nothing could be kept now: no such place, no way in, nobody answers. */
  isReady(): Promise<boolean>
}
