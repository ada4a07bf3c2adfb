/**
 * Visits booked ahead: an office's service windows, and one visit in them. Times of day are 'HH:MM' in China's time,
 * days are legal days: both sort as texts.
 */
import type { LegalDay } from './legal-day'
import type { Period } from './period'
import type { ProgrammeId } from './programme'

export interface ServiceWindow {
  /** 0 Sunday … 6 Saturday. A day of rest among them is served; a public holiday never is. */
  readonly days: readonly number[]
  readonly from: string
  readonly to: string
  /** The window is cut into visits of this length, each with so many places. */
  readonly minutes: number
  readonly places: number
  /** Absent: for as long as it stands there. */
  readonly period?: Period | undefined
}

export interface BookingOffice {
  readonly id: string
  readonly name: string
  readonly region: string
  readonly serves: readonly ProgrammeId[]
  /** Undefined while the bureau has not published them to us: nothing can be booked, wishes are noted. */
  readonly windows?: readonly ServiceWindow[] | undefined
  readonly closed: readonly LegalDay[]
  /** How many days ahead one may book: from the first to the last, 0 being today. */
  readonly earliestDays: number
  readonly latestDays: number
}

/** What travels in the case file. */
export interface Appointment {
  readonly office: string
  readonly officeName: string
  readonly date: LegalDay
  readonly from: string
  readonly to: string
}

/** A visit one may book, and how many may come at the same time. */
export interface Slot extends Appointment {
  readonly places: number
}
