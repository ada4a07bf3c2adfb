/** `npm run data -- export|erase|retention|audit|rotate-keys|backup|restore`: people's data, looked after. */
import { parseArgs } from 'node:util'
import { sqlAuditLog } from '../src/adapters/sql/audit-log'
import { backUp, restore } from '../src/adapters/sql/backup'
import { databaseFile } from '../src/adapters/sql/database'
import { sqlPersonalData } from '../src/adapters/sql/personal-data'
import { reseal } from '../src/adapters/sql/reseal'
import { atDataDesk, type DataAnswer, type DataRequest } from '../src/assistant/data-desk'
import { DATA_WORDS } from '../src/assistant/data-words'
import { applyRetention } from '../src/assistant/retention'
import { systemClock as clock } from '../src/base/clock'
import { pinoLog } from '../src/base/log'
import { readConfig } from '../src/config'
import { actor, openStores } from './stores'
import { runCommand } from './terminal-assistant'

runCommand(async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { purpose: { type: 'string' } } })
  const [command, kind, id] = positionals
  const copies = command === 'backup' || command === 'restore'
  const answer = copies ? copied(command, kind) : await atDesk({ command, kind, id, purpose: values.purpose })
  console[answer.ok ? 'log' : 'error'](answer.text)
  process.exitCode = answer.ok ? 0 : 1
})

async function atDesk(request: DataRequest): Promise<DataAnswer> {
  const { config, database, cipher, attachments } = await openStores()
  const personalData = sqlPersonalData(database, cipher, attachments.sweep)
  const log = pinoLog('warn')
  const progress = (count: number) => process.stderr.write(`${DATA_WORDS.resealed(count)}\n`)
  const desk = {
    ...{ personalData, clock, actor: actor(), audit: sqlAuditLog(database) },
    applyRetention: () =>
      applyRetention({
        ...{ personalData, days: config.retention, clock, log },
        expireUploads: (before) => attachments.expire(before, clock.now()),
      }),
    rotateKeys: async () => (await reseal(database, cipher, progress)) + (await attachments.reseal(progress)),
  }
  return atDataDesk(desk, request).finally(() => database.destroy())
}

function copied(command: 'backup' | 'restore', file: string | undefined): DataAnswer {
  const { databaseUrl, dataDir } = readConfig(process.env)
  if (databaseUrl) return { ok: false, text: DATA_WORDS.onlySqlite }
  if (!file) return { ok: false, text: DATA_WORDS.usage }
  const own = databaseFile(dataDir)
  const { bytes } = command === 'backup' ? backUp(own, file) : restore(file, own)
  return { ok: true, text: command === 'backup' ? DATA_WORDS.backedUp(file, bytes) : DATA_WORDS.restored(file, own) }
}
