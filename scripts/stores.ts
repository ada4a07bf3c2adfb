/** The service's own database and keys, opened by the commands that run beside it. */
import { userInfo } from 'node:os'
import { localDataKeys } from '../src/adapters/files/local-secret'
import { databaseFile, openDatabase } from '../src/adapters/sql/database'
import { fieldCipher } from '../src/adapters/sql/field-cipher'
import { readConfig } from '../src/config'

export async function openStores() {
  const config = readConfig(process.env)
  const database = await openDatabase({ databaseUrl: config.databaseUrl, file: databaseFile(config.dataDir) })
  return { config, database, cipher: fieldCipher(config.dataKeys ?? localDataKeys(config.dataDir)) }
}

/** Who is at the keyboard, for the audit log: the system's own account name. */
export const actor = () => userInfo().username
