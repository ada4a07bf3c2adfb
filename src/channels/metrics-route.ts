/** `GET /metrics`: for the bureau's own monitoring. With a token, only for who brings it. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Route } from './http'

export interface MetricsPage {
  text(): Promise<string>
  readonly contentType: string
}

export function metricsRoute(page: MetricsPage, token: string | undefined): Route {
  return {
    method: 'GET',
    path: '/metrics',
    admit: ({ headers }) =>
      token === undefined || isSame(headers.authorization ?? '', `Bearer ${token}`)
        ? undefined
        : { status: 401, json: { error: { code: 'metrics.unauthorized' } } },
    handle: async () => ({ status: 200, headers: { 'content-type': page.contentType }, bytes: await page.text() }),
  }
}

/** Compares digests: of equal length whatever was given, in the same time whatever is in them. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
