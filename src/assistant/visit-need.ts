/** Which visit an intake, or a case made of one, is about: at which office, between which days, wished when. */
import type { CaseFile } from '../cases/case-file'
import { agesOnNamedDay, birthOf, reachedOn } from '../dialogs/ages'
import type { Dialog } from '../dialogs/dialog'
import type { DialogState } from '../dialogs/dialog-state'
import type { BookingOffice } from '../domain/appointment'
import type { FactValue } from '../domain/facts'
import { type LegalDay, parseLegalDay } from '../domain/legal-day'
import { coolingOff } from '../eligibility/cooling-off'
import type { Library } from './turn'
import type { Wish } from './visit-wish'

export interface VisitNeed {
  /** Its windows are published. */
  readonly office: BookingOffice
  readonly wish: Wish
  /** Divorce certificates are given out within thirty days only (民法典 第一千零七十七条); both days count. */
  readonly within?: { readonly from: LegalDay; readonly until: LegalDay } | undefined
  /** The day on which both are old enough to marry, as far as their birth is told (民法典 第一千零四十七条). */
  readonly oldEnoughOn?: LegalDay | undefined
}

type Given = (field: string) => FactValue | undefined

/** Undefined when nothing can be booked: the form has no visit, or the office's windows are not published. */
export function needOfIntake(state: DialogState, library: Library): VisitNeed | undefined {
  const given: Given = (field) => {
    const answer = state.answers[field]?.state
    return answer?.kind === 'given' ? answer.value : undefined
  }
  return needOf(state.dialog, given, library)
}

export function needOfCase({ form, answers }: CaseFile, library: Library): VisitNeed | undefined {
  const given: Given = (field) => {
    const answer = answers.find((each) => each.path === field)?.state
    return answer?.kind === 'given' ? answer.value : undefined
  }
  return needOf(form.id, given, library)
}

function needOf(form: string, given: Given, { dialogs, knowledge }: Library): VisitNeed | undefined {
  const dialog = dialogs.get(form)
  if (!dialog?.appointment) return undefined
  const { day, half, appliedOn } = dialog.appointment
  const region = given(dialog.region)
  const office = knowledge.bookingOffices.find(
    (each) => each.region === region && each.serves.includes(dialog.programme) && each.windows,
  )
  if (!office) return undefined
  const wished = given(half)
  const applied = appliedOn === undefined ? undefined : parseLegalDay(String(given(appliedOn)))
  return {
    office,
    wish: {
      day: parseLegalDay(String(given(day))),
      half: wished === 'morning' || wished === 'afternoon' ? wished : undefined,
    },
    within: applied === undefined ? undefined : certificateDays(applied, knowledge.calendar),
    oldEnoughOn: lastReached(dialog, given),
  }
}

function lastReached(dialog: Dialog, given: Given): LegalDay | undefined {
  const days = agesOnNamedDay(dialog).flatMap(({ from }) => {
    const birth = birthOf(given(from.birth))
    return birth ? [reachedOn(birth, from.years)] : []
  })
  return days.sort().at(-1)
}

/** The days that are safe under either way of counting the last one. */
function certificateDays(applied: LegalDay, calendar: Library['knowledge']['calendar']) {
  const { certificateFrom, strict } = coolingOff(applied, calendar)
  return { from: certificateFrom, until: strict.certificateUntil }
}
