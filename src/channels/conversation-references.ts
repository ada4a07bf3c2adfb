/**
 * Where a Bot Framework conversation can be reached later: kept per conversation, without the resident's name. Every
 * adapter passes tests/contracts/conversation-references.ts.
 */
export interface StoredReference {
  readonly channelId: string
  readonly serviceUrl: string
  readonly conversation: string
  readonly bot: string
  readonly resident: string
}

export interface ReferenceStore {
  /** The latest wins, whichever process kept it. */
  keep(conversation: string, reference: StoredReference): Promise<void>
  find(conversation: string): Promise<StoredReference | undefined>
}
