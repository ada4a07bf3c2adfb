/**
 * Choosing a visit at the end of an intake: when the review is reached, and the office's windows are published, real
 * places are offered; the chosen one is held for five minutes and booked with the case (submit-intake.ts).
 */
import { HOLD_MS } from '../cases/appointments/appointment-store'
import type { Slot } from '../domain/appointment'
import type { Conversation, IntakeVisit } from './conversation'
import { showAgain } from './show-intake'
import type { Done, Step, Turn } from './turn'
import { needOfIntake, type VisitNeed } from './visit-need'
import { nearest, offerAgain, offerVisits, outOfTime, visitsFor, wishKey } from './visit-offer'
import { hearWish, pickIn, type Wish } from './visit-wish'
import { sayTime, sayVisit, VISIT, VISIT_CHOICES } from './visit-words'

const NONE = /^(?:都不合适|都不行|没有合适的?|不选了?|都不要|不选时段)[吧了。！!]*$/
const ANOTHER =
  /^(?:我想|我要|想|要)?(?:换|改|修改|重选|重新选|选)(?:一?个|一下)?(?:预约)?(?:时段|时间|号)[吧了。！!]*$/

/** What is said to the offer: one of the visits, another time, none of them. Anything else belongs to the form. */
export async function chooseVisit(turn: Turn): Promise<Done | undefined> {
  const { dialog } = turn.conversation
  const visit = visitOf(turn.conversation)
  if (!dialog || visit?.intake !== dialog.intake) return undefined
  const text = turn.masked.text.trim()
  if (visit.kind !== 'choosing') return ANOTHER.test(text) ? offerVisits(turn) : undefined
  if (NONE.test(text)) return settle(turn, { ...visit, kind: 'declined' }, VISIT.declined)
  const picked = pickIn(text, visit.offered)
  if (picked) return hold(turn, picked)
  const wish = hearWish(text, turn.today, turn.library.knowledge.regions)
  return wish && comeAt(turn, wish)
}

/** A time that fits one visit chooses it; a day or half of a day shows what there is. */
async function comeAt(turn: Turn, wish: Wish): Promise<Done | undefined> {
  const { dialog } = turn.conversation
  const need = dialog && needOfIntake(dialog, turn.library)
  if (!dialog || !need) return undefined
  const asked = { ...wish, day: wish.day ?? (wish.time ? need.wish.day : undefined) }
  const { met, offers } = nearest(await visitsFor(turn, need, dialog.intake), asked)
  const [only, second] = offers
  return met && wish.time && only && !second ? hold(turn, only.slot) : offerVisits(turn, { wish: asked })
}

async function hold(turn: Turn, slot: Slot): Promise<Done> {
  const { deps, conversation, library } = turn
  const { dialog } = conversation
  const need = dialog && needOfIntake(dialog, library)
  const at = deps.clock.now()
  const until = new Date(at.getTime() + HOLD_MS)
  const end = dialog && need && (await deps.appointments?.hold(dialog.intake, slot, { at, until }))
  if (!dialog || !need || end !== 'held') return offerAgain(turn, VISIT.justTaken)
  const visit: IntakeVisit = {
    ...{ kind: 'held', intake: dialog.intake, wish: wishKey(need), slot },
    until: until.toISOString(),
  }
  return settle(turn, visit)
}

/** Back to the review, with what was decided about the visit. */
async function settle(turn: Turn, visit: IntakeVisit, lead?: string): Promise<Done> {
  const conversation: Conversation = { ...turn.conversation, visit }
  return withHeld(await showAgain({ ...turn, conversation }, lead ? [lead] : []))
}

function visitOf({ visit }: Conversation): IntakeVisit | undefined {
  return visit?.kind === 'moving' ? undefined : visit
}

/** Around a step that may end at an intake's review, or leave the intake. */
export function withVisit(step: Step): Step {
  return async (turn) => {
    const done = await step(turn)
    if (!done || !turn.deps.appointments) return done
    const kept = await letGo(turn, done)
    return kept.reply.kind === 'review' ? atReview({ ...turn, conversation: kept.conversation }, kept) : kept
  }
}

/** The intake was given up or set aside: others may have the place. While a question is answered anew, no visit is chosen. */
async function letGo({ deps }: Turn, done: Done): Promise<Done> {
  const { dialog } = done.conversation
  const visit = visitOf(done.conversation)
  if (!visit) return done
  const left = dialog?.intake !== visit.intake
  if (left && visit.kind === 'held') await deps.appointments?.release(visit.intake)
  const isElsewhere = visit.kind === 'choosing' && done.reply.kind === 'question' && done.reply.field !== 'visit'
  return left || isElsewhere ? { ...done, conversation: { ...done.conversation, visit: undefined } } : done
}

async function atReview(turn: Turn, done: Done): Promise<Done> {
  const { dialog } = turn.conversation
  const visit = visitOf(turn.conversation)
  const need = dialog && needOfIntake(dialog, turn.library)
  if (!dialog || !need) return done
  const isSame = visit?.intake === dialog.intake && visit.wish === wishKey(need)
  if (isSame && visit.kind !== 'choosing') return withHeld(done)
  if (visit?.kind === 'held') await turn.deps.appointments?.release(visit.intake)
  return (await offerVisits(turn)) ?? nothingFree(done, need, dialog.intake)
}

function nothingFree(done: Done, need: VisitNeed, intake: string): Done {
  const text = `${outOfTime(need) ?? VISIT.full}\n${done.reply.text}`
  const visit: IntakeVisit = { kind: 'declined', intake, wish: wishKey(need) }
  return { reply: { ...done.reply, text }, conversation: { ...done.conversation, visit } }
}

function withHeld(done: Done): Done {
  const { reply, conversation } = done
  const { visit } = conversation
  if (visit?.kind !== 'held' || reply.kind !== 'review') return done
  const { slot, until } = visit
  const shown = sayVisit(slot)
  const clock = new Date(Date.parse(until) + 8 * 3_600_000).toISOString().slice(11, 16)
  const section = { title: VISIT.section, lines: [{ label: VISIT.label, shown, path: 'visit' }] }
  return {
    reply: {
      ...reply,
      text: `${VISIT.visit(shown, slot.officeName)}\n${VISIT.held(sayTime(clock))}\n\n${reply.text}`,
      sections: [...reply.sections, section],
      choices: [...reply.choices, VISIT_CHOICES.another],
    },
    conversation,
  }
}
