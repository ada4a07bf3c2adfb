/** The backend's call-back: `POST /cases/status`. What it means and whether it is genuine is judged by `receive`. */
import type { Route } from './http'

/** The HTTP status to answer, and the code of a refusal. */
export type StatusReceiver = (
  headers: Readonly<Record<string, string | undefined>>,
  body: Buffer,
) => Promise<{ status: number; code?: string }>

export function caseStatusRoute(receive: StatusReceiver): Route {
  return {
    method: 'POST',
    path: '/cases/status',
    accepts: 'bytes',
    maxBytes: 16 * 1024,
    async handle({ headers, body }) {
      const { status, code } = await receive(headers, Buffer.isBuffer(body) ? body : Buffer.alloc(0))
      return code ? { status, json: { error: { code } } } : { status }
    },
  }
}
