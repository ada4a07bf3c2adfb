/** Cases as operators see them: those that need a person first, sensitive answers covered, why a hand-off stopped. */
import type { CaseFile } from '../cases/case-file'
import { STAGE_LABELS } from '../cases/case-file'
import { readCaseNumber } from '../cases/case-number'
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
  return { id, number, service: service.title, region, stage, stageLabel: STAGE_LABELS[stage], openedAt, attempts }
}

function caseView(kept: KeptCase): CaseView {
  const { caseFile, state } = kept
  const { why, backendNumber, latestStatus } = state
  const { eligibility, conversation, documents, consents } = caseFile
  return {
    ...caseLine(kept),
    channel: channelLabel(caseFile.channel),
    conversation,
    backendNumber,
    why: why && (WHY_WORDS[why] ?? why),
    latestStatus: latestStatus && `${latestStatus.status} ${latestStatus.note}`.trim(),
    eligibility: eligibility && { outcome: OUTCOME_WORDS[eligibility.outcome], on: eligibility.on },
    answers: caseFile.answers.map((answer) => ({
      label: answer.label,
      shown: maskedAnswer(answer),
      marks: marksOf(answer),
    })),
    documents,
    consents: consents.map(({ notice, at }) => ({ notice, at })),
  }
}

function marksOf({ provenance }: CaseFile['answers'][number]): string[] {
  const marks = [
    ...(provenance.corrected ? [DESK_WORDS.corrected] : []),
    ...(provenance.by === 'operator' ? [DESK_WORDS.byOperator] : []),
  ]
  return marks.map((mark) => mark.replace(/[（）]/g, ''))
}
