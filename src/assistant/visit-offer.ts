/** The visits that can be offered now, nearest to what was wished, and the question that offers them. */
import { type FreeSlot, freeSlots, slotsOf } from '../cases/appointments/slots'
import type { Booking } from '../cases/case-store'
import type { Slot } from '../domain/appointment'
import { addDays, daysBetween } from '../domain/legal-day'
import type { Conversation, IntakeVisit } from './conversation'
import type { Done, Turn } from './turn'
import { needOfIntake, type VisitNeed } from './visit-need'
import { meets, type Wish } from './visit-wish'
import { sayShortDay, sayVisit, VISIT, VISIT_CHOICES } from './visit-words'

const MOST_OFFERED = 5

/** In order of time; `besides`: whose own hold does not count. */
export async function visitsFor(turn: Turn, need: VisitNeed, besides: string): Promise<readonly FreeSlot[]> {
  const { deps, library, today } = turn
  const { office, within, oldEnoughOn } = need
  if (!deps.appointments) return []
  const at = deps.clock.now()
  const days = { from: today, to: addDays(today, office.latestDays), at, besides }
  const slots = slotsOf(office, library.knowledge.calendar, at).filter(
    ({ date }) =>
      (!within || (within.from <= date && date <= within.until)) && (oldEnoughOn === undefined || oldEnoughOn <= date),
  )
  return freeSlots(slots, await deps.appointments.taken(office.id, days)).filter(({ free }) => free > 0)
}

/** Those that meet the wish; else the nearest to it. */
export function nearest(free: readonly FreeSlot[], wish: Wish): { met: boolean; offers: readonly FreeSlot[] } {
  const meeting = free.filter(({ slot }) => meets(slot, wish))
  const pool = meeting.length > 0 ? meeting : free
  const offers = pool
    .map((each) => ({ each, far: distance(each.slot, wish) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, MOST_OFFERED)
    .map(({ each }) => each)
    .sort((a, b) => (keyOf(a.slot) < keyOf(b.slot) ? -1 : 1))
  return { met: meeting.length > 0, offers }
}

export function offerText(lead: readonly string[], offers: readonly FreeSlot[], how: string): string {
  const lines = offers.map(({ slot, free }, i) => `${i + 1}. ${VISIT.line(sayVisit(slot), free)}`)
  return [...lead, ...lines, how].join('\n')
}

/** The visits of the intake under way as a question; undefined when there is nothing to choose from. */
export async function offerVisits(turn: Turn, say: { lead?: string; wish?: Wish } = {}): Promise<Done | undefined> {
  const { dialog } = turn.conversation
  const need = dialog && needOfIntake(dialog, turn.library)
  if (!dialog || !need) return undefined
  const free = await visitsFor(turn, need, dialog.intake)
  const { met, offers } = nearest(free, say.wish ?? need.wish)
  if (offers.length === 0) return undefined
  const heads = [
    ...(say.lead ? [say.lead] : []),
    ...(met ? [say.wish ? VISIT.chooseOn(need.office.name) : VISIT.choose(need.office.name)] : [VISIT.noneThen]),
  ]
  const offered = offers.map(({ slot }) => slot)
  const visit: IntakeVisit = { kind: 'choosing', intake: dialog.intake, wish: wishKey(need), offered }
  return asked({ ...turn.conversation, visit }, offerText(heads, offers, VISIT.how), offered)
}

/** Somebody else was faster, or nothing was chosen yet: the intake stays at its review. */
export async function offerAgain(turn: Turn, lead: string): Promise<Done> {
  return (await offerVisits(turn, { lead })) ?? asked(turn.conversation, `${lead}\n${VISIT.nothingLeft}`, [])
}

/** What the intake books when it is submitted. `choosing`: a visit was offered and is not chosen yet. */
export function visitToBook({ visit }: Conversation, intake: string): Booking | 'choosing' | undefined {
  if (!visit || visit.kind === 'moving' || visit.kind === 'declined' || visit.intake !== intake) return undefined
  return visit.kind === 'held' ? { slot: visit.slot, holder: intake } : 'choosing'
}

/** Tells whether what was wished has changed since a visit was chosen. */
export function wishKey({ office, wish, within, oldEnoughOn }: VisitNeed): string {
  return [office.id, wish.day, wish.half, within?.from, oldEnoughOn].join(' ')
}

export function outOfTime({ within }: VisitNeed): string | undefined {
  return within && VISIT.outOfTime(sayShortDay(within.from), sayShortDay(within.until))
}

function asked(conversation: Conversation, text: string, offered: readonly Slot[]): Done {
  const { dialog } = conversation
  const done = Object.keys(dialog?.answers ?? {}).length
  const choices = [...offered.map(sayVisit), VISIT_CHOICES.none]
  const step = { done, of: done + 1 }
  return {
    reply: { kind: 'question', text, citations: [], choices, dialog: dialog?.dialog ?? '', field: 'visit', step },
    conversation,
  }
}

const DAY_MINUTES = 24 * 60

/** In minutes, half a day more where the half of the day is another. */
function distance(slot: Slot, { day, half, time }: Wish): number {
  const days = day === undefined ? 0 : Math.abs(daysBetween(day, slot.date)) * DAY_MINUTES
  const otherHalf = half !== undefined && (half === 'morning') !== slot.from < '12:00' ? DAY_MINUTES / 2 : 0
  return days + otherHalf + (time === undefined ? 0 : Math.abs(minuteOf(slot.from) - minuteOf(time)))
}

const minuteOf = (at: string) => Number(at.slice(0, 2)) * 60 + Number(at.slice(3, 5))
const keyOf = ({ date, from }: Slot) => `${date} ${from}`
