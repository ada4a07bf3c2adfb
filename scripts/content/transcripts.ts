/** The service's conversations, opened for reading beside it; undefined where none were ever held. */
import { existsSync } from 'node:fs'
import { localDataKeys } from '../../src/adapters/files/local-secret'
import { sqlConversationStore } from '../../src/adapters/sql/conversation-store'
import { databaseFile, openDatabase } from '../../src/adapters/sql/database'
import { fieldCipher } from '../../src/adapters/sql/field-cipher'
import type { Database } from '../../src/adapters/sql/tables'
import type { ConversationStore } from '../../src/assistant/conversation'
import type { Desk } from './desk'

/** Recent enough to judge by. */
export const CONVERSATIONS = 5_000

interface Transcripts {
  readonly database: Database
  readonly conversations: ConversationStore
}

export async function withTranscripts<T>(
  { config }: Desk,
  read: (transcripts: Transcripts) => Promise<T>,
): Promise<T | undefined> {
  const file = databaseFile(config.dataDir)
  if (!config.databaseUrl && !existsSync(file)) return undefined
  const database = await openDatabase({ databaseUrl: config.databaseUrl, file })
  const cipher = fieldCipher(config.dataKeys ?? localDataKeys(config.dataDir))
  try {
    return await read({ database, conversations: sqlConversationStore(database, cipher) })
  } finally {
    await database.destroy()
  }
}
