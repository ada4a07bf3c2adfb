/** Held and booked visits in SQL. Every change is one transaction; the unique key of a place decides who has it. */
import type { AppointmentStore, Changed } from '../../cases/appointments/appointment-store'
import type { TakenPlaces } from '../../cases/appointments/slots'
import type { AppointmentEvent } from '../../cases/case-event'
import type { Appointment, Slot } from '../../domain/appointment'
import { changeOwn, takePlace } from './appointment-places'
import { amend } from './case-store'
import type { FieldCipher } from './field-cipher'
import type { Database } from './tables'
import { transact } from './transact'

export function sqlAppointmentStore(database: Database, cipher: FieldCipher): AppointmentStore {
  return {
    taken: (office, days) => taken(database, office, days),
    hold: (holder, slot, times) => transact(database, (trx) => hold(trx, holder, slot, times)),
    release: async (holder) => {
      await database.deleteFrom('appointment').where('holder', '=', holder).where('state', '=', 'held').execute()
    },
    find: (caseId) => find(database, caseId),
    change: (event, how) => transact(database, (trx) => change(trx, cipher, event, how)),
  }
}

async function taken(
  database: Database,
  office: string,
  { from, to, at, besides = '' }: Parameters<AppointmentStore['taken']>[1],
): Promise<readonly TakenPlaces[]> {
  return database
    .selectFrom('appointment')
    .select((eb) => ['date', 'from_time as from', eb.fn.countAll<number>().as('count')] as const)
    .where('office', '=', office)
    .where('date', '>=', from)
    .where('date', '<=', to)
    .where((eb) =>
      eb.or([eb('state', '=', 'booked'), eb.and([eb('held_until', '>', at.getTime()), eb('holder', '!=', besides)])]),
    )
    .groupBy(['date', 'from_time'])
    .execute()
}

async function hold(
  trx: Database,
  holder: string,
  slot: Slot,
  { at, until }: { at: Date; until: Date },
): Promise<'held' | 'taken'> {
  const held_until = until.getTime()
  if (await changeOwn(trx, holder, slot, { held_until })) return 'held'
  const place = await takePlace(trx, slot, { state: 'held', holder, case_id: null, held_until }, at)
  if (place === undefined) return 'taken'
  await trx
    .deleteFrom('appointment')
    .where('holder', '=', holder)
    .where('state', '=', 'held')
    .where((eb) =>
      eb.or([eb('office', '!=', slot.office), eb('date', '!=', slot.date), eb('from_time', '!=', slot.from)]),
    )
    .execute()
  return 'held'
}

async function find(database: Database, caseId: string): Promise<Appointment | undefined> {
  const row = await database.selectFrom('appointment').selectAll().where('case_id', '=', caseId).executeTakeFirst()
  if (!row) return undefined
  return { office: row.office, officeName: row.office_name, date: row.date, from: row.from_time, to: row.to_time }
}

/** The new place first: when there is none the old one was never let go. */
async function change(
  trx: Database,
  cipher: FieldCipher,
  event: AppointmentEvent,
  { to, handOff, at }: Parameters<AppointmentStore['change']>[1],
): Promise<Changed> {
  const told = trx.selectFrom('hand_off').select('id').where('id', '=', handOff)
  if (await told.executeTakeFirst()) return 'changed'
  const passing = { state: 'held', holder: handOff, case_id: null, held_until: at.getTime() } as const
  if (to && (await takePlace(trx, to, passing, at)) === undefined) return 'taken'
  const left = await trx
    .deleteFrom('appointment')
    .where('case_id', '=', event.case)
    .where('office', '=', event.before.office)
    .where('date', '=', event.before.date)
    .where('from_time', '=', event.before.from)
    .returning('holder')
    .executeTakeFirst()
  if (!left) {
    await trx.deleteFrom('appointment').where('holder', '=', handOff).execute()
    return 'changedBefore'
  }
  await trx
    .updateTable('appointment')
    .set({ state: 'booked', holder: left.holder, case_id: event.case, held_until: null })
    .where('holder', '=', handOff)
    .execute()
  await amend(trx, cipher, { event, handOff, at })
  return 'changed'
}
