/** `npm run cases [-- show|replay|park <number>]`: the built-in case desk. Runs beside a serving process. */

import { sqlCaseStore } from '../src/adapters/sql/case-store'
import { databaseFile, openDatabase } from '../src/adapters/sql/database'
import { sqlHandOffQueue } from '../src/adapters/sql/hand-off-queue'
import { systemClock } from '../src/base/clock'
import { Fault } from '../src/base/fault'
import { atDesk } from '../src/cases/case-desk'
import { readConfig } from '../src/config'

async function main([command, number]: readonly string[]): Promise<void> {
  const { databaseUrl, dataDir } = readConfig(process.env)
  const database = await openDatabase({ databaseUrl, file: databaseFile(dataDir) })
  const desk = { store: sqlCaseStore(database), handOffs: sqlHandOffQueue(database), clock: systemClock }
  const answer = await atDesk(desk, command, number)
  await database.destroy()
  console[answer.ok ? 'log' : 'error'](answer.text)
  process.exitCode = answer.ok ? 0 : 1
}

main(process.argv.slice(2)).catch((cause) => {
  console.error(cause instanceof Fault ? cause.message : cause)
  process.exitCode = 1
})
