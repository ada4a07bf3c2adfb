/** The service's own database, keys and attachments, opened by the commands that run beside it. */
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { localDataKeys } from '../src/adapters/files/local-secret'
import { openAttachments } from '../src/adapters/files/open-attachments'
import { sqlAttachments } from '../src/adapters/sql/attachments'
import { databaseFile, openDatabase } from '../src/adapters/sql/database'
import { fieldCipher } from '../src/adapters/sql/field-cipher'
import { readConfig } from '../src/config'

export async function openStores() {
  const config = readConfig(process.env)
  const database = await openDatabase({ databaseUrl: config.databaseUrl, file: databaseFile(config.dataDir) })
  const cipher = fieldCipher(config.dataKeys ?? localDataKeys(config.dataDir))
  const store = openAttachments({ bucket: config.bucket, folder: join(config.dataDir, 'uploads') })
  return { config, database, cipher, attachments: sqlAttachments(database, store, cipher) }
}

/** Who is at the keyboard, for the audit log: the system's own account name. */
export const actor = () => userInfo().username
