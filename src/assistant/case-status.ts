/** What a resident may hear of a case: where it stands, nothing of what is in it. */
import { STAGE_LABELS } from '../cases/case-file'
import type { KeptCase } from '../cases/case-store'
import { legalDayOf, sayDay } from '../domain/legal-day'
import { SAY } from './replies'

/** A case opened in another conversation is told only with the last four digits of the phone left with it. */
export function mayHear(kept: KeptCase, conversation: string, said: string): 'yes' | 'needsPhoneTail' {
  if (kept.caseFile.conversation === conversation) return 'yes'
  const phones = kept.caseFile.answers.flatMap(({ type, state }) =>
    type === 'phone' && state.kind === 'given' ? [String(state.value).replace(/\D/g, '')] : [],
  )
  const tails: readonly string[] = said.replace(kept.caseFile.number, ' ').match(/(?<!\d)\d{4}(?!\d)/g) ?? []
  return phones.some((phone) => tails.includes(phone.slice(-4))) ? 'yes' : 'needsPhoneTail'
}

export function sayCaseStatus({ caseFile, state }: KeptCase): string {
  const opened = sayDay(legalDayOf(new Date(caseFile.openedAt)))
  const lines = [
    `办件 ${caseFile.number}（${caseFile.service.title}，${opened}登记）：${STAGE_LABELS[state.stage]}。`,
    SAY.stages[state.stage],
  ]
  if (state.backendNumber) lines.push(`民政部门的受理号是 ${state.backendNumber}。`)
  if (state.latestStatus) {
    const { status, note } = state.latestStatus
    lines.push(`最新进展：${status}${note ? `，${note}` : ''}。`)
  }
  return lines.join('\n')
}
