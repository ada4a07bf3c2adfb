/** A case as text for the case desk: one line in a list, or the whole sheet with sensitive answers covered or shown. */
import { type CaseFile, STAGE_LABELS } from './case-file'
import type { KeptCase } from './case-store'
import { maskedAnswer } from './mask-answer'
import { DESK_WORDS, OUTCOME_WORDS, WHY_WORDS } from './words'

export function listText(cases: readonly KeptCase[]): string {
  if (cases.length === 0) return DESK_WORDS.none
  const rows = cases.map(({ caseFile, state }) =>
    [
      caseFile.number,
      caseFile.service.title,
      caseFile.region,
      state.withdrawnAt ? DESK_WORDS.withdrawn : STAGE_LABELS[state.stage],
      sayInstant(caseFile.openedAt),
      String(state.attempts),
    ].join('\t'),
  )
  return [DESK_WORDS.columns.join('\t'), ...rows, DESK_WORDS.count(cases.length)].join('\n')
}

/** `covered`: sensitive answers are covered. Whoever sees them in full has stated a purpose, and it is recorded. */
export function sheetText({ caseFile, state }: KeptCase, sensitive: 'covered' | 'revealed'): string {
  const { latestStatus, why, backendNumber } = state
  const { appointment } = caseFile
  const lines = [
    line(DESK_WORDS.number, caseFile.number),
    line(DESK_WORDS.id, caseFile.id),
    line(DESK_WORDS.service, caseFile.service.title),
    line(DESK_WORDS.region, caseFile.region),
    line(DESK_WORDS.stage, STAGE_LABELS[state.stage]),
    line(DESK_WORDS.openedAt, sayInstant(caseFile.openedAt)),
    ...(appointment ? [line(DESK_WORDS.appointment, sayAppointment(appointment))] : []),
    line(DESK_WORDS.channel, caseFile.channel),
    line(DESK_WORDS.attempts, String(state.attempts)),
    ...(backendNumber ? [line(DESK_WORDS.backendNumber, backendNumber)] : []),
    ...(state.withdrawnAt ? [line(DESK_WORDS.withdrawnAt, sayInstant(state.withdrawnAt))] : []),
    ...(why ? [line(DESK_WORDS.why, WHY_WORDS[why] ?? why)] : []),
    ...(latestStatus ? [line(DESK_WORDS.latestStatus, `${latestStatus.status} ${latestStatus.note}`.trim())] : []),
    ...(caseFile.eligibility ? [line(DESK_WORDS.eligibility, OUTCOME_WORDS[caseFile.eligibility.outcome])] : []),
  ]
  const show = sensitive === 'covered' ? maskedAnswer : ({ shown }: Answer) => shown
  return [...lines, '', DESK_WORDS.answers[sensitive], ...answerLines(caseFile, show), ...listLines(caseFile)].join(
    '\n',
  )
}

type Answer = CaseFile['answers'][number]

function answerLines({ answers }: CaseFile, show: (answer: Answer) => string): readonly string[] {
  return answers.map((answer) => {
    const { corrected, by } = answer.provenance
    const marks = (corrected ? DESK_WORDS.corrected : '') + (by === 'operator' ? DESK_WORDS.byOperator : '')
    return `  ${line(answer.label, show(answer))}${marks}`
  })
}

function listLines({ documents, consents }: CaseFile): readonly string[] {
  const notices = consents.map((consent) => `  ${sayInstant(consent.at)} ${sayConsent(consent)}`)
  return [
    ...(documents.length > 0 ? ['', DESK_WORDS.documents, ...documents.map((document) => `  ${document}`)] : []),
    ...(notices.length > 0 ? ['', DESK_WORDS.consents, ...notices] : []),
  ]
}

/** A consent of its own with what was answered; a notice as it was shown. */
function sayConsent({ notice, answer }: CaseFile['consents'][number]): string {
  return answer ? `${notice} ${DESK_WORDS.answered(answer.shown)}` : notice
}

const line = (label: string, text: string) => `${label}：${text}`

export const sayAppointment = ({ officeName, date, from, to }: NonNullable<CaseFile['appointment']>) =>
  `${date} ${from}-${to} ${officeName}`

/** 2026-11-25 09:30, in China's time. */
function sayInstant(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}
