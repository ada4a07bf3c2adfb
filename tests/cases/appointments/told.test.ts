/** The backend hears of a booked visit with the case, and of its changes after it, in order: over the real wire. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Backend, startBackend } from '../../../scripts/backend'
import { httpCaseBackend } from '../../../src/adapters/http/case-backend'
import { sqlAppointmentStore } from '../../../src/adapters/sql/appointment-store'
import { sqlCaseStore } from '../../../src/adapters/sql/case-store'
import { openDatabase } from '../../../src/adapters/sql/database'
import { sqlHandOffQueue } from '../../../src/adapters/sql/hand-off-queue'
import type { Database } from '../../../src/adapters/sql/tables'
import { fixedClock } from '../../../src/base/clock'
import { countingIds } from '../../../src/base/ids'
import { silentLog } from '../../../src/base/log'
import { appointmentOf } from '../../../src/cases/appointments/slots'
import { newBreaker } from '../../../src/cases/breaker'
import { sheetText } from '../../../src/cases/case-sheet'
import { deliver } from '../../../src/cases/deliver'
import { openBooked } from '../../../src/cases/open-case'
import { slotAt } from '../../contracts/appointment-store'
import { intakeOf, noon, regions, testCipher } from '../sample'

const secrets = [`whsec_${Buffer.alloc(32, 1).toString('base64')}`]
const [nine, ten] = [slotAt('09:00'), slotAt('10:00')]
const clock = fixedClock(noon)

let folder: string
let database: Database
let backend: Backend
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'told-'))
  database = await openDatabase({ file: join(folder, 'test.db') })
  backend = await startBackend({ dataDir: folder, secrets, clock })
})
afterEach(async () => {
  await backend.close()
  await database.destroy()
  rmSync(folder, { recursive: true, force: true })
})

function service() {
  const handOffs = sqlHandOffQueue(database, testCipher)
  const endpoint = httpCaseBackend({ url: backend.url, secrets })
  const rest = { breaker: newBreaker(), clock, log: silentLog, onStatus: async () => {} }
  return {
    store: sqlCaseStore(database, testCipher),
    appointments: sqlAppointmentStore(database, testCipher),
    tick: () => deliver({ handOffs, backend: endpoint, ...rest }),
  }
}

it('hands the visit over in the case file, then the move, then the cancellation', async () => {
  const { store, appointments, tick } = service()
  const request = { intake: intakeOf('intake_1'), conversation: 'c1', channel: 'web', region: '灵璧县' }
  const opened = await openBooked(
    { store, regions, ids: countingIds(), clock, log: silentLog },
    { ...request, serviceTitle: '高龄津贴' },
    { slot: nine, holder: 'intake_1' },
  )
  if (opened === 'placeTaken') throw new Error(opened)
  const common = { case: opened.id, number: opened.number, at: noon.toISOString() }
  const [before, after] = [appointmentOf(nine), appointmentOf(ten)]
  const moved = { type: 'appointment.moved', ...common, before, after } as const
  const cancelled = { type: 'appointment.cancelled', ...common, before: after } as const
  await appointments.change(moved, { to: ten, handOff: 'h2', at: noon })
  expect((await store.find(opened.id))?.caseFile.appointment).toEqual(after)

  while ((await tick()) > 0);
  expect(backend.cases().map(({ caseFile }) => caseFile.appointment)).toEqual([before])
  await appointments.change(cancelled, { handOff: 'h3', at: noon })
  while ((await tick()) > 0);
  expect(backend.events().map(({ event }) => event)).toEqual([moved, cancelled])
  expect((await store.find(opened.id))?.caseFile.appointment).toBeUndefined()
})

it('shows staff the visit as it stands', async () => {
  const { store } = service()
  await openBooked(
    { store, regions, ids: countingIds(), clock, log: silentLog },
    {
      ...{
        intake: intakeOf('intake_2'),
        conversation: 'c1',
        channel: 'web',
        region: '灵璧县',
        serviceTitle: '高龄津贴',
      },
    },
    { slot: nine, holder: 'intake_2' },
  )
  const [kept] = await store.list(1)
  expect(kept && sheetText(kept, 'covered')).toContain('预约：2026-12-03 09:00-09:30 埇桥区婚姻登记处')
})
