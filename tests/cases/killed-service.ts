/**
 * A child process for kill.test.ts: opens a case every few milliseconds, printing its number once it is committed,
 * while its poller delivers. It never ends by itself.
 */
import { httpCaseBackend } from '../../src/adapters/http/case-backend'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { openDatabase } from '../../src/adapters/sql/database'
import { sqlHandOffQueue } from '../../src/adapters/sql/hand-off-queue'
import { systemClock as clock } from '../../src/base/clock'
import { randomIds } from '../../src/base/ids'
import { silentLog as log } from '../../src/base/log'
import { newBreaker } from '../../src/cases/breaker'
import { openCase } from '../../src/cases/open-case'
import { startPoller } from '../../src/cases/poller'
import { intakeOf, regions, testCipher } from './sample'

async function main(file: string, url: string, secret: string): Promise<void> {
  const database = await openDatabase({ file })
  const ids = randomIds(clock)
  const [store, handOffs] = [sqlCaseStore(database, testCipher), sqlHandOffQueue(database, testCipher)]
  const backend = httpCaseBackend({ url, secrets: [secret] })
  const onStatus = async () => {}
  startPoller({ handOffs, backend, breaker: newBreaker(), clock, log, onStatus, leaseMs: 300 }, 10)
  for (;;) {
    const intake = intakeOf(ids.next('intake'))
    const request = { intake, conversation: 'c1', channel: 'web', region: '灵璧县', serviceTitle: '高龄津贴' }
    const { number } = await openCase({ store, regions, ids, clock, log }, request)
    process.stdout.write(`${number}\n`)
    await new Promise((wake) => setTimeout(wake, 10))
  }
}

const [file = '', url = '', secret = ''] = process.argv.slice(2)
void main(file, url, secret)
