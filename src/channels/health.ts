/** /healthz: the process lives. /readyz: each part it needs answers. Neither says more than names. */
import type { Route } from './http'

export interface Readiness {
  readonly name: string
  isReady(): Promise<boolean> | boolean
}

type Facts = Readonly<Record<string, string | number | boolean>>

export function healthRoutes(parts: readonly Readiness[], facts: () => Facts): Route[] {
  return [
    { method: 'GET', path: '/healthz', handle: () => ({ status: 200, json: { status: 'ok', ...facts() } }) },
    {
      method: 'GET',
      path: '/readyz',
      async handle() {
        const waiting = await notReady(parts)
        if (waiting.length === 0) return { status: 200, json: { status: 'ready' } }
        return { status: 503, json: { status: 'waiting', waiting } }
      },
    },
  ]
}

async function notReady(parts: readonly Readiness[]): Promise<string[]> {
  const asked = await Promise.allSettled(parts.map(async (part) => part.isReady()))
  return parts.flatMap((part, index) => {
    const answer = asked[index]
    return answer?.status === 'fulfilled' && answer.value ? [] : [part.name]
  })
}
