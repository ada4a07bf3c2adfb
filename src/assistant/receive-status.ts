/** A status the backend calls back: verified and recorded once by the cases room, then told to the resident. */
import { type ApplyStatusDeps, applyStatus, REFUSAL_STATUS } from '../cases/apply-status'
import type { WebhookHeaders } from '../cases/webhook'
import { type NotifyDeps, notifyOfCase } from './notify'

export async function receiveStatus(
  deps: ApplyStatusDeps & NotifyDeps,
  headers: WebhookHeaders,
  body: Uint8Array,
): Promise<{ status: number; code?: string }> {
  const applied = await applyStatus(deps, headers, body)
  if (applied.kind === 'refused') return { status: REFUSAL_STATUS[applied.code], code: applied.code }
  if (applied.kind === 'applied') {
    const kept = await deps.store.find(applied.caseFile.id)
    if (kept) await notifyOfCase(deps, kept, applied.event.id)
  }
  return { status: 204 }
}
