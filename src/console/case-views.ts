/** Cases as operators see them: those that need a person first, sensitive answers covered, why a hand-off stopped. */
import type { CaseFile } from '../cases/case-file'
import { STAGE_LABELS } from '../cases/case-file'
import { readCaseNumber } from '../cases/case-number'
import { sayAppointment } from '../cases/case-sheet'
import type { CaseStore, KeptCase } from '../cases/case-store'
import type { HandOffQueue } from '../cases/hand-off-queue'
import { maskedAnswer } from '../cases/mask-answer'
import { DESK_WORDS, OUTCOME_WORDS, WHY_WORDS } from '../cases/words'
import { channelLabel } from './inbox'
import type { CaseLine, CasesView, CaseView } from './views'

export interface CaseDeps {
  readonly cases: CaseStore
  readonly handOffs: HandOffQueue
}

const MOST_LISTED = 300

export async function listCases({ cases, handOffs }: CaseDeps): Promise<CasesView> {
  const lines = (await cases.list(MOST_LISTED)).map(caseLine)
  const { parked, due } = await handOffs.backlog()
  const needsPerson = (line: CaseLine) => line.stage === 'needsPerson'
  return { cases: [...lines.filter(needsPerson), ...lines.filter((line) => !needsPerson(line))], parked, due }
}

export async function viewCase({ cases }: CaseDeps, idOrNumber: string): Promise<CaseView | undefined> {
  const kept = await cases.find(readCaseNumber(idOrNumber) ?? idOrNumber)
  return kept && caseView(kept)
}

function caseLine({ caseFile, state }: KeptCase): CaseLine {
  const { id, number, service, region, openedAt } = caseFile
  const { stage, attempts } = state
  return { id, number, service: service.title, region, stage, stageLabel: stageLabel(state), openedAt, attempts }
}

/** Taken back by its resident: that stands first, and what still needs a person is not hidden by it. */
function stageLabel({ stage, withdrawnAt }: KeptCase['state']): string {
  if (withdrawnAt === undefined) return STAGE_LABELS[stage]
  return stage === 'needsPerson' ? `${DESK_WORDS.withdrawn}，${STAGE_LABELS[stage]}` : DESK_WORDS.withdrawn
}

function caseView(kept: KeptCase): CaseView {
  const { caseFile, state } = kept
  const { why, backendNumber, latestStatus, withdrawnAt } = state
  const { eligibility, conversation, documents, consents } = caseFile
  return {
    ...caseLine(kept),
    channel: channelLabel(caseFile.channel),
    conversation,
    backendNumber,
    withdrawnAt,
    appointment: caseFile.appointment && sayAppointment(caseFile.appointment),
    why: why && (WHY_WORDS[why] ?? why),
    latestStatus: latestStatus && `${latestStatus.status} ${latestStatus.note}`.trim(),
    eligibility: eligibility && { outcome: OUTCOME_WORDS[eligibility.outcome], on: eligibility.on },
    answers: caseFile.answers.map((answer) => ({
      path: answer.path,
      label: answer.label,
      shown: maskedAnswer(answer),
      covered: answer.sensitive && answer.state.kind === 'given',
      marks: marksOf(answer),
    })),
    papers: caseFile.attachments.map(({ reference, name, bytes }) => ({ reference, name, bytes })),
    documents,
    consents: consents.map((consent) => consentLine(consent, caseFile)),
  }
}

/** Who gave it is a name like any other: covered. */
function consentLine(
  { notice, at, answer, by }: CaseFile['consents'][number],
  { answers }: CaseFile,
): CaseView['consents'][number] {
  const named = answers.find(({ path }) => path === by)
  return { notice, at, answer: answer?.shown, by: named && `${named.label} ${maskedAnswer(named)}` }
}

function marksOf({ provenance }: CaseFile['answers'][number]): string[] {
  const marks = [
    ...(provenance.corrected ? [DESK_WORDS.corrected] : []),
    ...(provenance.by === 'operator' ? [DESK_WORDS.byOperator] : []),
  ]
  return marks.map((mark) => mark.replace(/[（）]/g, ''))
}
