/** The backend's call-back: `POST /cases/status`, signed like our own deliveries, in effect once. */
import { type ApplyStatusDeps, applyStatus, REFUSAL_STATUS } from '../cases/apply-status'
import type { KeptCase } from '../cases/case-store'
import type { Route } from './http'

export function caseStatusRoute(deps: ApplyStatusDeps, tell: (kept: KeptCase, event: string) => Promise<void>): Route {
  return {
    method: 'POST',
    path: '/cases/status',
    accepts: 'bytes',
    maxBytes: 16 * 1024,
    async handle({ headers, body }) {
      const applied = await applyStatus(deps, headers, Buffer.isBuffer(body) ? body : '')
      if (applied.kind === 'refused')
        return { status: REFUSAL_STATUS[applied.code], json: { error: { code: applied.code } } }
      if (applied.kind === 'applied') {
        const kept = await deps.store.find(applied.caseFile.id)
        if (kept) await tell(kept, applied.event.id)
      }
      return { status: 204 }
    },
  }
}
