/** `npm run cases [-- show|replay|park|reconcile|rotate-secret …]`: the built-in case desk. Runs beside a serving process. */
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { httpReceivedCases } from '../src/adapters/http/received-cases'
import { sqlAuditLog } from '../src/adapters/sql/audit-log'
import { sqlCaseStore } from '../src/adapters/sql/case-store'
import { sqlHandOffQueue } from '../src/adapters/sql/hand-off-queue'
import { systemClock as clock } from '../src/base/clock'
import { atDesk, type DeskAnswer } from '../src/cases/case-desk'
import { rotateSecret } from '../src/cases/rotate-secret'
import { readConfig } from '../src/config'
import { actor, openStores } from './stores'
import { runCommand } from './terminal-assistant'

runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { reveal: { type: 'boolean' }, purpose: { type: 'string' }, all: { type: 'boolean' } },
  })
  const [command, number] = positionals
  if (command === 'rotate-secret') {
    tell(rotateSecret(readConfig(process.env).backend?.secrets ?? [], randomBytes(32)))
    return
  }
  const { config, database, cipher } = await openStores()
  const desk = {
    ...{ clock, actor: actor(), audit: sqlAuditLog(database) },
    store: sqlCaseStore(database, cipher),
    handOffs: sqlHandOffQueue(database, cipher),
    received: config.backend && httpReceivedCases(config.backend, clock),
  }
  const answer = await atDesk(desk, { command, number, ...values }).finally(() => database.destroy())
  tell(answer)
})

function tell({ ok, text }: DeskAnswer): void {
  console[ok ? 'log' : 'error'](text)
  process.exitCode = ok ? 0 : 1
}
