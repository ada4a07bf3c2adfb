/** Runs `deliver` again and again while the service runs. The one catch of a tick is here: the next tick tries again. */
import { setTimeout as sleep } from 'node:timers/promises'
import { BATCH, type DeliverDeps, deliver } from './deliver'

export interface Poller {
  /** Resolves when the tick under way has recorded its deliveries: no claim is left to lapse. */
  stop(): Promise<void>
}

export function startPoller(deps: DeliverDeps, everyMs = 1_000): Poller {
  const stopping = new AbortController()
  const ended = poll(deps, everyMs, stopping.signal)
  return {
    stop: () => {
      stopping.abort()
      return ended
    },
  }
}

async function poll(deps: DeliverDeps, everyMs: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const tried = await tick(deps)
    // A full batch means more may be waiting. The sleep rejects only when it is told to stop.
    if (tried < BATCH) await sleep(everyMs, undefined, { signal }).catch(() => undefined)
  }
}

async function tick(deps: DeliverDeps): Promise<number> {
  try {
    return await deliver(deps)
  } catch (cause) {
    deps.log.error('handOff.tickFailed', {}, cause)
    return 0
  }
}
