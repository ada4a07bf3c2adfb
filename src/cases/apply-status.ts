/** A status the backend calls back: verified, recorded once, and handed on so that the resident can be told. */
import { z } from 'zod'
import type { Clock } from '../base/clock'
import type { Log } from '../base/log'
import type { CaseFile } from './case-file'
import type { CaseStore, StatusEvent } from './case-store'
import { verifyWebhook, type WebhookHeaders } from './webhook'

/** The body of a status call-back. `case` is our case id; `status` is read to the resident as it is. */
export const statusSchema = z.strictObject({
  case: z.string().min(1).max(100),
  status: z.string().min(1).max(40),
  note: z.string().max(500).default(''),
  at: z.iso.datetime({ offset: true }),
})

export interface ApplyStatusDeps {
  readonly store: CaseStore
  readonly secrets: readonly string[]
  readonly clock: Clock
  readonly log: Log
}

export type StatusRefusal = 'unsigned' | 'untimely' | 'badSignature' | 'badBody' | 'unknownCase'

export type AppliedStatus =
  | { readonly kind: 'applied'; readonly caseFile: CaseFile; readonly event: StatusEvent }
  | { readonly kind: 'replayed' }
  | { readonly kind: 'refused'; readonly code: StatusRefusal }

/** What the backend is answered: 204 when it took effect, now or before. */
export const REFUSAL_STATUS: Readonly<Record<StatusRefusal, number>> = {
  unsigned: 401,
  untimely: 401,
  badSignature: 401,
  badBody: 400,
  unknownCase: 404,
}

export async function applyStatus(
  deps: ApplyStatusDeps,
  headers: WebhookHeaders,
  rawBody: string | Uint8Array,
): Promise<AppliedStatus> {
  const verification = verifyWebhook(headers, rawBody, { secrets: deps.secrets, now: deps.clock.now() })
  if (verification.kind === 'refused') return refused(deps.log, verification.code)
  const body = parseStatus(rawBody)
  if (!body) return refused(deps.log, 'badBody')
  const kept = await deps.store.find(body.case)
  if (!kept) return refused(deps.log, 'unknownCase')

  const { status, note } = body
  const event: StatusEvent = { id: verification.id, caseId: kept.caseFile.id, status, note, at: new Date(body.at) }
  const { first } = await deps.store.recordStatus(event)
  deps.log.info(first ? 'status.applied' : 'status.replayed', { caseId: event.caseId })
  return first ? { kind: 'applied', caseFile: kept.caseFile, event } : { kind: 'replayed' }
}

function refused(log: Log, code: StatusRefusal): AppliedStatus {
  log.warn('status.refused', { code })
  return { kind: 'refused', code }
}

/** PostgreSQL holds no NUL in a text, and refuses to look for one. */
const isStorable = (body: z.infer<typeof statusSchema>) => !Object.values(body).some((text) => text.includes('\u0000'))

function parseStatus(rawBody: string | Uint8Array): z.infer<typeof statusSchema> | undefined {
  try {
    const parsed = statusSchema.safeParse(JSON.parse(Buffer.from(rawBody).toString('utf8')))
    return parsed.success && isStorable(parsed.data) ? parsed.data : undefined
  } catch {
    return undefined // not JSON: the caller is answered badBody
  }
}
