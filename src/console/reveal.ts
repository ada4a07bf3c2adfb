/** One sensitive answer of a case, or one paper sent with it, for a stated purpose. Recorded before it is shown, or not shown. */
import { z } from 'zod'
import type { Clock } from '../base/clock'
import type { AuditLog } from '../cases/audit-log'
import type { CaseStore } from '../cases/case-store'
import { statedPurpose } from '../cases/purpose'
import type { HttpRequest, HttpResponse } from './route'
import type { PaperView, RevealedView } from './views'
import { refuse } from './words'

export interface RevealDeps {
  readonly cases: CaseStore
  readonly audit: AuditLog
  readonly clock: Clock
}

const requestSchema = z.object({ path: z.string().max(200), purpose: z.string().max(200) })

export async function revealAnswer(
  { cases, audit, clock }: RevealDeps,
  { params, body }: HttpRequest,
  operator: string,
): Promise<HttpResponse> {
  const request = requestSchema.safeParse(body)
  if (!request.success) return refuse('request.invalid')
  const purpose = statedPurpose(request.data.purpose)
  if (!purpose) return refuse('purpose.missing')
  const kept = await cases.find(params.id ?? '')
  const answer = kept?.caseFile.answers.find(({ path }) => path === request.data.path)
  if (!kept || !answer) return refuse('case.unknown')
  const detail = { purpose, field: answer.path }
  await audit.append({ at: clock.now(), actor: operator, action: 'case.revealed', subject: kept.caseFile.id, detail })
  const view: RevealedView = { shown: answer.shown }
  return { status: 200, json: view }
}

const paperSchema = z.object({ reference: z.string().max(100), purpose: z.string().max(200) })

export async function revealPaper(
  deps: RevealDeps & { readonly readPaper: (reference: string) => Promise<Buffer | undefined> },
  { params, body }: HttpRequest,
  operator: string,
): Promise<HttpResponse> {
  const request = paperSchema.safeParse(body)
  if (!request.success) return refuse('request.invalid')
  const purpose = statedPurpose(request.data.purpose)
  if (!purpose) return refuse('purpose.missing')
  const kept = await deps.cases.find(params.id ?? '')
  const paper = kept?.caseFile.attachments.find(({ reference }) => reference === request.data.reference)
  if (!kept || !paper) return refuse('case.unknown')
  const event = { at: deps.clock.now(), actor: operator, action: 'case.revealed', subject: kept.caseFile.id } as const
  await deps.audit.append({ ...event, detail: { purpose, field: paper.reference } })
  const bytes = await deps.readPaper(paper.reference)
  if (!bytes) return refuse('paper.gone')
  const view: PaperView = { name: paper.name, contentType: paper.contentType, base64: bytes.toString('base64') }
  return { status: 200, json: view }
}
