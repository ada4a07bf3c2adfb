/**
 * The built-in case desk: what `npm run cases` does and prints. Staff see every case here, also when no backend is
 * configured; sensitive answers are covered.
 */
import type { Clock } from '../base/clock'
import { STAGE_LABELS } from './case-file'
import { readCaseNumber } from './case-number'
import type { CaseStore, KeptCase } from './case-store'
import type { HandOffQueue } from './hand-off-queue'
import { maskedAnswer } from './mask-answer'
import { DESK_WORDS, OUTCOME_WORDS, WHY_WORDS } from './words'

export interface DeskDeps {
  readonly store: CaseStore
  readonly handOffs: HandOffQueue
  readonly clock: Clock
}

/** `ok` decides the exit code: false for a case that is not there, or a command nobody knows. */
export interface DeskAnswer {
  readonly ok: boolean
  readonly text: string
}

const MOST_LISTED = 200

export async function atDesk(deps: DeskDeps, command: string | undefined, number?: string): Promise<DeskAnswer> {
  if (command === undefined || command === 'list') return listed(await deps.store.list(MOST_LISTED))
  if (!['show', 'replay', 'park'].includes(command) || !number) return { ok: false, text: DESK_WORDS.usage }
  const kept = await deps.store.find(readCaseNumber(number) ?? number)
  if (!kept) return { ok: false, text: DESK_WORDS.unknown(number) }
  if (command === 'show') return { ok: true, text: shown(kept) }
  return command === 'replay' ? replay(deps, kept) : park(deps, kept)
}

async function replay({ handOffs, clock }: DeskDeps, { caseFile }: KeptCase): Promise<DeskAnswer> {
  const ok = await handOffs.replay(caseFile.id, clock.now())
  return { ok, text: (ok ? DESK_WORDS.replayed : DESK_WORDS.notParked)(caseFile.number) }
}

async function park({ handOffs }: DeskDeps, { caseFile }: KeptCase): Promise<DeskAnswer> {
  const ok = await handOffs.park(caseFile.id, 'byOperator')
  return { ok, text: (ok ? DESK_WORDS.parked : DESK_WORDS.notDue)(caseFile.number) }
}

function listed(cases: readonly KeptCase[]): DeskAnswer {
  if (cases.length === 0) return { ok: true, text: DESK_WORDS.none }
  const rows = cases.map(({ caseFile, state }) =>
    [
      caseFile.number,
      caseFile.service.title,
      caseFile.region,
      STAGE_LABELS[state.stage],
      sayInstant(caseFile.openedAt),
      String(state.attempts),
    ].join('\t'),
  )
  return { ok: true, text: [DESK_WORDS.columns.join('\t'), ...rows, DESK_WORDS.count(cases.length)].join('\n') }
}

function shown({ caseFile, state }: KeptCase): string {
  const { latestStatus, why, backendNumber } = state
  const lines = [
    line(DESK_WORDS.number, caseFile.number),
    line(DESK_WORDS.id, caseFile.id),
    line(DESK_WORDS.service, caseFile.service.title),
    line(DESK_WORDS.region, caseFile.region),
    line(DESK_WORDS.stage, STAGE_LABELS[state.stage]),
    line(DESK_WORDS.openedAt, sayInstant(caseFile.openedAt)),
    line(DESK_WORDS.channel, caseFile.channel),
    line(DESK_WORDS.attempts, String(state.attempts)),
    ...(backendNumber ? [line(DESK_WORDS.backendNumber, backendNumber)] : []),
    ...(why ? [line(DESK_WORDS.why, WHY_WORDS[why] ?? why)] : []),
    ...(latestStatus ? [line(DESK_WORDS.latestStatus, `${latestStatus.status} ${latestStatus.note}`.trim())] : []),
    ...(caseFile.eligibility ? [line(DESK_WORDS.eligibility, OUTCOME_WORDS[caseFile.eligibility.outcome])] : []),
  ]
  return [...lines, ...answerLines(caseFile), ...listLines(caseFile)].join('\n')
}

function answerLines({ answers }: KeptCase['caseFile']): readonly string[] {
  const lines = answers.map((answer) => {
    const { corrected, by } = answer.provenance
    const marks = (corrected ? DESK_WORDS.corrected : '') + (by === 'operator' ? DESK_WORDS.byOperator : '')
    return `  ${line(answer.label, maskedAnswer(answer))}${marks}`
  })
  return ['', DESK_WORDS.answers, ...lines]
}

function listLines({ documents, consents }: KeptCase['caseFile']): readonly string[] {
  const notices = consents.map((consent) => `  ${sayInstant(consent.at)} ${consent.notice}`)
  return [
    ...(documents.length > 0 ? ['', DESK_WORDS.documents, ...documents.map((document) => `  ${document}`)] : []),
    ...(notices.length > 0 ? ['', DESK_WORDS.consents, ...notices] : []),
  ]
}

const line = (label: string, text: string) => `${label}：${text}`

/** 2026-11-25 09:30, in China's time. */
function sayInstant(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}
