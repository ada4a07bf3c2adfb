/** A booked visit moved or given up by its resident, once the case is proven theirs (case-errands.ts). */
import { createHash } from 'node:crypto'
import { appointmentOf, isSameVisit, startOf } from '../cases/appointments/slots'
import type { AppointmentEvent } from '../cases/case-event'
import type { CaseFile } from '../cases/case-file'
import type { Appointment, Slot } from '../domain/appointment'
import type { Conversation, Errand, VisitErrand } from './conversation'
import { CHOICES } from './replies'
import type { Done, Turn } from './turn'
import { needOfCase } from './visit-need'
import { nearest, offerText, outOfTime, visitsFor } from './visit-offer'
import { hearWish, pickIn, type Wish } from './visit-wish'
import { sayVisit, VISIT, VISIT_CHOICES } from './visit-words'

/** 约的是哪天: for the case's own conversation; empty when nothing is booked. */
export async function visitLine({ deps }: Turn, caseId: string): Promise<string> {
  const visit = await deps.appointments?.find(caseId)
  return visit ? `\n${VISIT.visit(sayVisit(visit), visit.officeName)}。` : ''
}

export async function beginVisitErrand(turn: Turn, kind: VisitErrand, caseFile: CaseFile): Promise<Done> {
  const { id: caseId, number } = caseFile
  const visit = await turn.deps.appointments?.find(caseId)
  if (!visit) return close(turn, VISIT.noVisit(number), number)
  if (startOf(visit) <= turn.deps.clock.now()) return close(turn, VISIT.over(sayVisit(visit)), number)
  const errand: Open = { kind, number, caseId }
  if (kind === 'moveVisit') return offer(turn, errand, { caseFile, visit }, wishOf(turn))
  const text = VISIT.askCancel(sayVisit(visit), visit.officeName)
  return ask(turn, errand, text, [VISIT_CHOICES.confirmCancel, VISIT_CHOICES.keep])
}

type Open = Omit<Errand, 'since' | 'kind'> & {
  readonly kind: VisitErrand
  readonly number: string
  readonly caseId: string
}
interface Booked {
  readonly caseFile: CaseFile
  readonly visit: Appointment
}

async function offer(turn: Turn, errand: Open, { caseFile, visit }: Booked, wish?: Wish): Promise<Done> {
  const need = needOfCase(caseFile, turn.library)
  if (!need) return close(turn, VISIT.windowsGone, errand.number)
  const free = (await visitsFor(turn, need, '')).filter(({ slot }) => !isSameVisit(slot, visit))
  const { met, offers } = nearest(free, wish ?? { day: visit.date })
  if (offers.length === 0) return close(turn, outOfTime(need) ?? VISIT.nowhereToMove, errand.number)
  const now = VISIT.now(sayVisit(visit), visit.officeName)
  const text = offerText([now, ...(wish && !met ? [VISIT.noneThen] : [])], offers, VISIT.howToMove)
  const offered = offers.map(({ slot }) => slot)
  const conversation: Conversation = { ...turn.conversation, visit: { kind: 'moving', offered } }
  return ask({ ...turn, conversation }, errand, text, [...offered.map(sayVisit), VISIT_CHOICES.stay])
}

const CONFIRMS = /^(?:确认|确定|是的?|对|(?:确认|确定)?取消(?:预约)?)[吧了。！!]*$/
const KEEPS = /^(?:不取消了?|不改了?|算了|不了|不用了?|还是原来的?|还按原来的?)[吧了。！!]*$/

/** Undefined: the message is about something else. */
export async function goOnWithVisit(turn: Turn, errand: Errand): Promise<Done | undefined> {
  const { deps, masked, conversation } = turn
  const text = masked.text.trim()
  const { kind, caseId } = errand
  if (caseId === undefined || (kind !== 'cancelVisit' && kind !== 'moveVisit')) return undefined
  if (KEEPS.test(text)) return close(turn, kind === 'moveVisit' ? VISIT.notMoved : VISIT.notCancelled, errand.number)
  const picked = conversation.visit?.kind === 'moving' ? pickIn(text, conversation.visit.offered) : undefined
  const wish = kind === 'moveVisit' ? wishOf(turn) : undefined
  if (kind === 'cancelVisit' ? !CONFIRMS.test(text) : !picked && !wish) return undefined
  const [kept, visit] = [await deps.cases.find(caseId), await deps.appointments?.find(caseId)]
  if (!kept || !visit) return close(turn, VISIT.noVisit(errand.number ?? ''), errand.number)
  const booked: Booked = { caseFile: kept.caseFile, visit }
  if (kind === 'cancelVisit') return change(turn, booked)
  if (picked) return change(turn, booked, picked)
  return offer(turn, { kind, caseId, number: kept.caseFile.number }, booked, wish)
}

async function change(turn: Turn, { caseFile, visit }: Booked, to?: Slot): Promise<Done> {
  const { deps } = turn
  const { id, number } = caseFile
  if (to && isSameVisit(to, visit)) return close(turn, VISIT.sameVisit, number)
  const at = deps.clock.now()
  const common = { case: id, number, at: at.toISOString(), before: visit }
  const event: AppointmentEvent = to
    ? { type: 'appointment.moved', ...common, after: appointmentOf(to) }
    : { type: 'appointment.cancelled', ...common }
  const end = await deps.appointments?.change(event, { to, handOff: handOffOf(turn), at })
  deps.log.info('appointment.changing', { caseId: id, type: event.type, end: end ?? 'none' })
  if (end === 'taken') {
    const errand: Open = { kind: 'moveVisit', caseId: id, number }
    const again = await offer(turn, errand, { caseFile, visit }, { day: to?.date })
    return { ...again, reply: { ...again.reply, text: `${VISIT.justTaken}\n${again.reply.text}` } }
  }
  if (end !== 'changed') return close(turn, VISIT.changedBefore, number)
  const before = sayVisit(visit)
  return close(turn, to ? VISIT.moved(before, sayVisit(to)) : VISIT.cancelled(before), number)
}

/** Named by the message: a turn tried again, or a message sent twice, changes it once. */
function handOffOf({ conversation, message }: Turn): string {
  const digest = createHash('sha256').update(`${conversation.id}\n${message.id}`).digest('hex')
  return `handoff_${digest.slice(0, 26)}`
}

/** 改到周五上午 · 换到12月3日: the words around the wish are ours. */
function wishOf({ message, today, library }: Turn): Wish | undefined {
  const text = message.text.normalize('NFKC').replace(/\d{4}-\d{6}(?:-[0-9A-Z]+)*/gi, ' ')
  const wished = text
    .replace(/^.*?(?:改到|改成|改期到|改约到|换到|推迟到|提前到)/, '')
    .replace(/(?<!\d)\d{4}(?!\d)/g, ' ')
  return hearWish(wished, today, library.knowledge.regions)
}

function ask(turn: Turn, errand: Omit<Errand, 'since'>, text: string, choices: readonly string[]): Done {
  const since = turn.deps.clock.now().toISOString()
  const conversation: Conversation = { ...turn.conversation, errand: { ...errand, since } }
  return { reply: { kind: 'status', text, citations: [], choices, caseNumber: errand.number }, conversation }
}

function close(turn: Turn, text: string, caseNumber?: string): Done {
  const conversation: Conversation = { ...turn.conversation, errand: undefined, visit: undefined }
  return { reply: { kind: 'status', text, citations: [], choices: [CHOICES.human], caseNumber }, conversation }
}
