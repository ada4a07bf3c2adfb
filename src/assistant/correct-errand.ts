/** The errand of putting one answer right after the case was submitted: which, what it is now, and telling the backend. */
import type { CaseFile } from '../cases/case-file'
import type { Errand } from './conversation'
import { answersNamed, type Corrected, readCorrected } from './correct-case'
import { amend, ask, close, eventHead } from './errand-replies'
import { ERRAND, ERRAND_CHOICES } from './errand-words'
import type { Done, Turn } from './turn'
import { needOfCase } from './visit-need'

type Answer = CaseFile['answers'][number]

/** 改到, 电话改成: what comes after is the new value. */
const NEW_VALUE = /^.*?(?:改到|改成|改为|改期到|改约到|换到|换成|推迟到|提前到|应该是)/
const KEEPS = /^(?:不改了?|算了|不了|不用改?了?|还是原来的?)[吧了。！!]*$/

/** 改一下电话: asked for the new one, or corrected at once when it was said. */
export function beginCorrection(turn: Turn, caseFile: CaseFile): Promise<Done> | Done {
  const said = turn.message.text.normalize('NFKC').trim()
  const [only, second] = answersNamed(said, caseFile, turn)
  if (!only) return close(turn, ERRAND.notHere, caseFile.number)
  if (second) return choose(turn, caseFile, said)
  return takeOrAsk(turn, caseFile, only, said)
}

/** A wished day where nothing is booked and no windows are published: moved like any other answer. */
export async function moveWished(turn: Turn, caseFile: CaseFile): Promise<Done | undefined> {
  const day = turn.library.dialogs.get(caseFile.form.id)?.appointment?.day
  const answer = caseFile.answers.find(({ path }) => path === day)
  const isBooked = await turn.deps.appointments?.find(caseFile.id)
  if (!answer || isBooked || needOfCase(caseFile, turn.library)) return undefined
  return takeOrAsk(turn, caseFile, answer, turn.message.text.normalize('NFKC').trim())
}

export async function goOnCorrecting(turn: Turn, errand: Errand): Promise<Done | undefined> {
  const said = turn.message.text.normalize('NFKC').trim()
  if (KEEPS.test(said)) return close(turn, ERRAND.notCorrected, errand.number)
  const kept = errand.caseId === undefined ? undefined : await turn.deps.cases.find(errand.caseId)
  if (!kept) return close(turn, ERRAND.codeUnknown)
  const { caseFile } = kept
  if (errand.path === undefined) return pick(turn, caseFile, said)
  const answer = caseFile.answers.find(({ path }) => path === errand.path)
  if (!answer || /[?？]|[吗呢]$/.test(said)) return undefined
  return take(turn, caseFile, answer, said)
}

function choose(turn: Turn, caseFile: CaseFile, said: string): Done {
  const labels = answersNamed(said, caseFile, turn).map(({ label }) => label)
  return ask(turn, errandOf(caseFile), ERRAND.whichAnswer(labels), [...labels, ERRAND_CHOICES.keepAnswer])
}

function pick(turn: Turn, caseFile: CaseFile, said: string): Done | undefined {
  const answer = caseFile.answers.find(({ label }) => said.includes(label))
  return answer && askFor(turn, caseFile, answer)
}

function takeOrAsk(turn: Turn, caseFile: CaseFile, answer: Answer, said: string): Promise<Done> | Done {
  const value = NEW_VALUE.test(said) ? said.replace(NEW_VALUE, '') : (/\d{7,}/.exec(said)?.[0] ?? '')
  const words = value.replace(/\d{4}-\d{6}(?:-[0-9A-Z]+)*/gi, ' ').trim()
  return words === '' ? askFor(turn, caseFile, answer) : take(turn, caseFile, answer, words)
}

function askFor(turn: Turn, caseFile: CaseFile, { path, label, shown }: Answer): Done {
  return ask(turn, { ...errandOf(caseFile), path }, ERRAND.askCorrect(label, shown), [ERRAND_CHOICES.keepAnswer])
}

async function take(turn: Turn, caseFile: CaseFile, answer: Answer, said: string): Promise<Done> {
  const { path, label, shown } = answer
  const read = readCorrected(path, said, caseFile, turn)
  if (typeof read === 'string') return ask(turn, { ...errandOf(caseFile), path }, read, [ERRAND_CHOICES.keepAnswer])
  if (read.shown === shown) return close(turn, ERRAND.sameAnswer(label, shown), caseFile.number)
  return correct(turn, caseFile, answer, read)
}

async function correct(turn: Turn, { id, number }: CaseFile, answer: Answer, to: Corrected): Promise<Done> {
  const { path, label, shown } = answer
  const amended = await amend(turn, { type: 'case.corrected', ...eventHead(turn, id, number), path, label, ...to })
  if (amended === 'unknown') return close(turn, ERRAND.codeUnknown)
  if (amended === 'withdrawn') return close(turn, ERRAND.alreadyWithdrawn(number), number)
  return close(turn, ERRAND.corrected(label, shown, to.shown, number), number)
}

const errandOf = ({ id, number }: CaseFile) => ({ kind: 'correct' as const, number, caseId: id })
