/** What may be told of a case: where it stands and what is next, nothing of what is in it. */
import { STAGE_LABELS } from '../cases/case-file'
import type { KeptCase } from '../cases/case-store'
import { legalDayOf, sayDay } from '../domain/legal-day'
import { SAY } from './replies'

/** The last four digits of a phone left with the case stand in the text. */
export function namesPhone({ caseFile }: KeptCase, tails: readonly string[]): boolean {
  return caseFile.answers.some(
    ({ type, state }) =>
      type === 'phone' && state.kind === 'given' && tails.includes(String(state.value).replace(/\D/g, '').slice(-4)),
  )
}

/** A whole phone number left with the case. */
export function leftPhone({ caseFile }: KeptCase, phone: string): boolean {
  return caseFile.answers.some(
    ({ type, state }) => type === 'phone' && state.kind === 'given' && String(state.value) === phone,
  )
}

/** In its own conversation, and to whoever the case is notified. */
export function sayCaseStatus({ caseFile, state }: KeptCase): string {
  const title = `${caseFile.service.title}，`
  const lines = [sayStage({ caseFile, state }, title)]
  if (state.withdrawnAt) return lines.join('\n')
  if (state.backendNumber) lines.push(`民政部门的受理号是 ${state.backendNumber}。`)
  if (state.latestStatus) {
    const { status, note } = state.latestStatus
    lines.push(`最新进展：${status}${note ? `，${note}` : ''}。`)
  }
  return lines.join('\n')
}

/** To somebody who knows number and phone: stage, day and what is next, not even the service. */
export function sayStageOnly(kept: KeptCase): string {
  const { latestStatus, withdrawnAt } = kept.state
  const progress = latestStatus && !withdrawnAt ? `\n最新进展：${latestStatus.status}。` : ''
  return `${sayStage(kept, '')}${progress}`
}

function sayStage({ caseFile, state }: KeptCase, title: string): string {
  const opened = sayDay(legalDayOf(new Date(caseFile.openedAt)))
  const head = `办件 ${caseFile.number}（${title}${opened}登记）：`
  if (state.withdrawnAt) return `${head}${sayDay(legalDayOf(new Date(state.withdrawnAt)))}${SAY.withdrawnCase}`
  return `${head}${STAGE_LABELS[state.stage]}。\n${SAY.stages[state.stage]}`
}
