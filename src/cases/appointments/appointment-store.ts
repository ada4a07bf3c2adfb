/**
 * Where places are held and booked. Every adapter passes tests/contracts/appointment-store.ts. A place is one row with
 * a unique key, so no two people have the same one, whatever the program does. Booking happens with the opening of the
 * case: CaseStore.open.
 */
import type { Appointment, Slot } from '../../domain/appointment'
import type { LegalDay } from '../../domain/legal-day'
import type { AppointmentEvent } from '../case-event'
import type { TakenPlaces } from './slots'

/** Choosing a visit keeps its place this long. */
export const HOLD_MS = 5 * 60_000

export interface AppointmentStore {
  /** Held and booked places of an office from one day to another, both included. The holder's own hold is not counted. */
  taken(
    office: string,
    days: { from: LegalDay; to: LegalDay; at: Date; besides?: string },
  ): Promise<readonly TakenPlaces[]>
  /**
   * Holds one place for this holder (an intake) until `until`, and lets go what it held elsewhere; holding the same
   * visit again prolongs the hold. `taken`: every place is held or booked by others; what it held before stays held.
   */
  hold(holder: string, slot: Slot, times: { at: Date; until: Date }): Promise<'held' | 'taken'>
  /** Lets go of what it holds; a booking stays. */
  release(holder: string): Promise<void>
  /** The visit booked for a case, as it stands now. */
  find(caseId: string): Promise<Appointment | undefined>
  /**
   * Moves a booking to another visit (`to`) or gives it up, and adds the event that tells the backend, together or not
   * at all. The same hand-off id again is `changed` and does nothing. `changedBefore`: the booking is no longer
   * `event.before`, nothing was changed.
   */
  change(event: AppointmentEvent, how: { to?: Slot | undefined; handOff: string; at: Date }): Promise<Changed>
}

export type Changed = 'changed' | 'taken' | 'changedBefore'
