/**
 * A resident after the intake: how does it stand, take it back, bring papers, go on with a form from another device.
 * In the case's own conversation it is theirs; anywhere else they prove it by number and phone, or by the code.
 */
import type { KeptCase } from '../cases/case-store'
import { LOCK_MS, MOST_TRIES, MOST_TRIES_ON_ONE } from '../cases/errands'
import { leftPhone, namesPhone, sayCaseStatus, sayStageOnly } from './case-status'
import { beginVisitErrand, goOnWithVisit, visitLine } from './change-visit'
import type { Conversation, Errand, ErrandKind } from './conversation'
import { beginCorrection, goOnCorrecting, moveWished } from './correct-errand'
import { amend, ask, close, eventHead } from './errand-replies'
import { ERRAND, ERRAND_CHOICES } from './errand-words'
import { type HeardErrand, hearErrand } from './hear-errand'
import { codeSaid, draftOf } from './resume-codes'
import { takeUp } from './start-intake'
import type { Done, Turn } from './turn'

export async function caseErrand(turn: Turn): Promise<Done | undefined> {
  const heard = hearErrand(turn.message.text)
  if (heard.saysCode) return byCode(turn)
  const own = ownWish(turn, heard)
  if (own) return own
  const open = openErrand(turn)
  if (open?.caseId && heard.wish === open.kind && !heard.number) return goOn(turn, { ...open, caseId: open.caseId })
  if (heard.wish || heard.number) return begin(turn, heard, heard.wish ?? open?.kind ?? 'status')
  if (open?.caseId) return goOn(turn, { ...open, caseId: open.caseId })
  return open?.number && heard.isTail ? prove(turn, open.kind, { ...heard, number: open.number }) : undefined
}

/** Said loosely, it is heard only of a case filed in this conversation; 编号忘了 is answered to anybody. */
function ownWish(turn: Turn, heard: HeardErrand): Promise<Done> | Done | undefined {
  const { ownWish: kind, number, wish } = heard
  if (kind === undefined || number !== undefined || openErrand(turn) !== undefined) return undefined
  if (kind === 'number' && turn.conversation.cases.length === 0) return close(turn, ERRAND.numberLost)
  const isHeard = kind === 'number' || (wish === undefined && turn.conversation.cases.length > 0)
  return isHeard ? begin(turn, heard, kind) : undefined
}

function openErrand({ conversation, deps }: Turn): Errand | undefined {
  const { errand } = conversation
  return errand && Date.parse(errand.since) > deps.clock.now().getTime() - LOCK_MS ? errand : undefined
}

async function begin(turn: Turn, heard: HeardErrand, kind: ErrandKind): Promise<Done> {
  const own = turn.conversation.cases.at(-1)?.number
  const number = heard.number ?? own
  if (number === undefined) return ask(turn, { kind }, ERRAND.whichCase(kind))
  return prove(turn, kind, { ...heard, number })
}

async function prove(turn: Turn, kind: ErrandKind, said: HeardErrand & { number: string }): Promise<Done> {
  const { conversation, deps } = turn
  const { number, tails } = said
  const kept = await deps.cases.find(number)
  if (kept && kept.caseFile.conversation === conversation.id) return act(turn, kind, kept, 'own')
  if (tails.length === 0) return ask(turn, { kind, number }, ERRAND.needsTail)
  // Counted before it is looked at, and for numbers nobody has just the same.
  const [phone] = said.phones
  const [asker, subject] = [`asker:${conversation.id}`, `number:${number}`]
  const at = deps.clock.now()
  const tries = await deps.errands.countTry(asker, at)
  if (tries > MOST_TRIES) return close(turn, ERRAND.locked)
  if (phone === undefined && (await deps.errands.countTry(subject, at)) > MOST_TRIES_ON_ONE)
    return close(turn, ERRAND.lockedTails)
  const isTheirs = kept && (phone ? leftPhone(kept, phone) : namesPhone(kept, tails.slice(0, 1)))
  if (!isTheirs) {
    const left = MOST_TRIES - tries
    return left > 0 ? ask(turn, { kind, number }, ERRAND.mismatch(left)) : close(turn, ERRAND.locked)
  }
  await deps.errands.forgetTries(asker)
  await deps.errands.forgetTries(subject)
  return act(turn, kind, kept, 'asked')
}

async function byCode(turn: Turn): Promise<Done> {
  const { conversation, deps } = turn
  const subject = `code:${conversation.id}`
  if ((await deps.errands.countTry(subject, deps.clock.now())) > MOST_TRIES) return close(turn, ERRAND.codesLocked)
  const found = await codeSaid(turn, turn.message.text)
  if (found === undefined || found === 'unknown') return close(turn, ERRAND.codeUnknown)
  await deps.errands.forgetTries(subject)
  if (found.kind === 'case') {
    const kept = await deps.cases.find(found.caseId)
    return kept ? act(turn, 'supplement', kept, 'asked') : close(turn, ERRAND.codeUnknown)
  }
  const draft = await draftOf(turn, found)
  if (!draft) return close(turn, ERRAND.draftGone)
  return takeUp({ ...turn, conversation: withPapers(conversation, draft.attachments) }, draft.state, ERRAND.takenUp)
}

function withPapers(conversation: Conversation, papers: Conversation['attachments']): Conversation {
  const known = new Set(conversation.attachments.map(({ reference }) => reference))
  const more = papers.filter(({ reference }) => !known.has(reference))
  return { ...conversation, attachments: [...conversation.attachments, ...more] }
}

/** Theirs: what they wanted. */
async function act(turn: Turn, kind: ErrandKind, kept: KeptCase, from: 'own' | 'asked'): Promise<Done> {
  const { id: caseId, number } = kept.caseFile
  if (kind === 'status') {
    const text = from === 'own' ? `${sayCaseStatus(kept)}${await visitLine(turn, caseId)}` : sayStageOnly(kept)
    return close(turn, text, number)
  }
  if (kept.state.withdrawnAt) return close(turn, ERRAND.alreadyWithdrawn(number), number)
  if (kind === 'number') return close(turn, ERRAND.number(number), number)
  if (kind === 'later') return close(turn, ERRAND.later(number), number)
  if (kind === 'correct')
    return from === 'own' ? beginCorrection(turn, kept.caseFile) : close(turn, ERRAND.notHere, number)
  const moved = kind === 'moveVisit' ? await moveWished(turn, kept.caseFile) : undefined
  if (moved) return moved
  if (kind === 'cancelVisit' || kind === 'moveVisit') return beginVisitErrand(turn, kind, kept.caseFile)
  const errand = { kind, number, caseId }
  if (kind === 'withdraw') {
    return ask(turn, errand, ERRAND.askWithdrawal(number), [ERRAND_CHOICES.confirmWithdrawal, ERRAND_CHOICES.keepCase])
  }
  const { length } = turn.conversation.attachments
  const text = length > 0 ? `${ERRAND.bringPapers(number)}\n${ERRAND.papersSoFar(length)}` : ERRAND.bringPapers(number)
  return ask(turn, errand, text, [ERRAND_CHOICES.done, ERRAND_CHOICES.cancel])
}

type Proven = Errand & { readonly caseId: string }

const CONFIRMS = /^(?:确认撤回|确定撤回|确认|确定|是的?|对|撤回|撤吧)[吧了。！!]*$/
const GIVES_UP = /^(?:不撤回?了?|不撤|取消|算了|不补了?|先不补了?|不了|不要|还是不撤)[吧了。！!]*$/
const DONE = /^(?:完成|发完了?|好了|都发了|传完了?|没有了|就这些|提交|完了)[吧了。！!]*$/

function goOn(turn: Turn, errand: Proven): Promise<Done | undefined> | Done | undefined {
  if (errand.kind === 'correct') return goOnCorrecting(turn, errand)
  if (errand.kind === 'cancelVisit' || errand.kind === 'moveVisit') return goOnWithVisit(turn, errand)
  const text = turn.masked.text.trim()
  if (errand.kind === 'withdraw') {
    if (CONFIRMS.test(text)) return withdraw(turn, errand)
    return GIVES_UP.test(text) ? close(turn, ERRAND.notWithdrawn) : undefined
  }
  const count = turn.conversation.attachments.length
  const choices = [ERRAND_CHOICES.done, ERRAND_CHOICES.cancel]
  if (GIVES_UP.test(text)) return close(turn, ERRAND.notSupplemented)
  if (DONE.test(text)) return count > 0 ? supplement(turn, errand) : ask(turn, errand, ERRAND.noPapersYet, choices)
  return turn.message.attachments.length > 0 ? ask(turn, errand, ERRAND.papersSoFar(count), choices) : undefined
}

async function withdraw(turn: Turn, { caseId, number = '' }: Proven): Promise<Done> {
  const amended = await amend(turn, { type: 'case.withdrawn', ...eventHead(turn, caseId, number) })
  if (amended === 'unknown') return close(turn, ERRAND.codeUnknown)
  return close(turn, (amended === 'amended' ? ERRAND.withdrawn : ERRAND.alreadyWithdrawn)(number), number)
}

async function supplement(turn: Turn, { caseId, number = '' }: Proven): Promise<Done> {
  const { attachments } = turn.conversation
  const papers = attachments.map((each) => ({ ...each }))
  const amended = await amend(turn, {
    type: 'case.supplemented',
    ...eventHead(turn, caseId, number),
    attachments: papers,
  })
  if (amended === 'unknown') return close(turn, ERRAND.codeUnknown)
  if (amended === 'withdrawn') return close(turn, ERRAND.alreadyWithdrawn(number), number)
  const handed: Turn = { ...turn, conversation: { ...turn.conversation, attachments: [] } }
  return close(handed, ERRAND.supplemented(number, papers.length), number)
}
