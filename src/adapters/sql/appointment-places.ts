/**
 * Taking one of a visit's places. The key (office, date, time, place) is unique: of two who take the same place at the
 * same time one waits for the other and then finds it taken. Always inside the caller's transaction.
 */
import type { Selectable } from 'kysely'
import type { Appointment, Slot } from '../../domain/appointment'
import { legalDayOf } from '../../domain/legal-day'
import type { Database, Tables } from './tables'

export type AppointmentRow = Selectable<Tables['appointment']>

type Claim = Pick<AppointmentRow, 'state' | 'holder' | 'case_id' | 'held_until'>

/** The first free place, or one whose hold is over; undefined when every place is taken. */
export async function takePlace(trx: Database, slot: Slot, claim: Claim, at: Date): Promise<number | undefined> {
  const live = await livePlaces(trx, slot, at)
  for (let place = 1; place <= slot.places; place++) {
    if (!live.has(place) && (await putOn(trx, { ...visitOf(slot), place }, claim, at))) return place
  }
  return undefined
}

async function livePlaces(trx: Database, slot: Slot, at: Date): Promise<ReadonlySet<number>> {
  const rows = await ofVisit(trx, slot)
    .select('place')
    .where((eb) => eb.or([eb('state', '=', 'booked'), eb('held_until', '>', at.getTime())]))
    .execute()
  return new Set(rows.map(({ place }) => place))
}

/** One statement: writes the row, takes over a hold that is over, or touches nothing. */
async function putOn(
  trx: Database,
  visit: ReturnType<typeof visitOf> & { place: number },
  claim: Claim,
  at: Date,
): Promise<boolean> {
  const put = await trx
    .insertInto('appointment')
    .values({ ...visit, ...claim })
    .onConflict((conflict) =>
      conflict
        .columns(['office', 'date', 'from_time', 'place'])
        .doUpdateSet({ ...claim, to_time: visit.to_time, office_name: visit.office_name })
        .where('appointment.state', '=', 'held')
        .where('appointment.held_until', '<=', at.getTime()),
    )
    .returning('place')
    .executeTakeFirst()
  return put !== undefined
}

/** What the holder holds of this visit, changed; false when nothing of it is theirs any more. */
export async function changeOwn(trx: Database, holder: string, slot: Slot, to: Partial<Claim>): Promise<boolean> {
  const own = await trx
    .updateTable('appointment')
    .set(to)
    .where('holder', '=', holder)
    .where('state', '=', 'held')
    .where('office', '=', slot.office)
    .where('date', '=', slot.date)
    .where('from_time', '=', slot.from)
    .returning('place')
    .executeTakeFirst()
  return own !== undefined
}

/** The holder's own place, held or lapsed but not yet anybody else's, becomes the case's; else any free one. */
export async function bookPlace(
  trx: Database,
  { slot, holder, caseId, at }: { slot: Slot; holder: string; caseId: string; at: Date },
): Promise<boolean> {
  const own = await changeOwn(trx, holder, slot, { state: 'booked', case_id: caseId, held_until: null })
  const booked = { state: 'booked', holder, case_id: caseId, held_until: null } as const
  if (!own && (await takePlace(trx, slot, booked, at)) === undefined) return false
  await trx.deleteFrom('appointment').where('holder', '=', holder).where('state', '=', 'held').execute()
  return true
}

/** Somebody else may have the place of a case that was withdrawn. */
export async function freePlaceOf(trx: Database, caseId: string): Promise<void> {
  await trx.deleteFrom('appointment').where('case_id', '=', caseId).execute()
}

function ofVisit(database: Database, { office, date, from }: Appointment) {
  return database
    .selectFrom('appointment')
    .where('office', '=', office)
    .where('date', '=', date)
    .where('from_time', '=', from)
}

function visitOf({ office, officeName, date, from, to }: Appointment) {
  return { office, office_name: officeName, date, from_time: from, to_time: to }
}

/** A place stays taken when its case is erased before the day: nothing tells any more whose it is. */
export async function unnamePlaces(trx: Database, caseIds: readonly string[]): Promise<void> {
  await trx.updateTable('appointment').set({ case_id: null, holder: '' }).where('case_id', 'in', caseIds).execute()
}

/** Visits that are over, and holds that are: neither says anything any more. */
export async function forgetAppointments(database: Database, at: Date): Promise<void> {
  await database.deleteFrom('appointment').where('date', '<', legalDayOf(at)).execute()
  await database.deleteFrom('appointment').where('state', '=', 'held').where('held_until', '<=', at.getTime()).execute()
}
