/** Places of visits keep their contract on SQLite and on PostgreSQL, also between two processes. */
import { sqlAppointmentStore } from '../../src/adapters/sql/appointment-store'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { sqlHandOffQueue } from '../../src/adapters/sql/hand-off-queue'
import { sqlPersonalData } from '../../src/adapters/sql/personal-data'
import { testCipher } from '../cases/sample'
import { appointmentStoreContract } from '../contracts/appointment-store'
import { onEachDatabase } from '../contracts/databases'

onEachDatabase((database, rival) => {
  appointmentStoreContract(() => ({
    appointments: sqlAppointmentStore(database(), testCipher),
    cases: sqlCaseStore(database(), testCipher),
    handOffs: sqlHandOffQueue(database(), testCipher),
    personalData: sqlPersonalData(database(), testCipher, async () => {}),
    rival: sqlAppointmentStore(rival(), testCipher),
    rivalCases: sqlCaseStore(rival(), testCipher),
  }))
})
