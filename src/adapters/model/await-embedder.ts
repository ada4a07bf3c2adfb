/**
 * Looks for the embedding server until the content is served with its vectors, and again whenever it no longer is: the
 * service starts and goes on with the local ones, and nobody waits.
 */
import type { RemoteEmbedder } from '../../knowledge/remote-vectors'

export interface Awaited {
  /** Asks the server; undefined when it does not answer. */
  open(): Promise<RemoteEmbedder | undefined>
  /** Whether the content is served with a server's vectors. */
  isServed(): boolean
  use(found: RemoteEmbedder): Promise<void>
  readonly everyMs: number
}

export function awaitEmbedder({ open, isServed, use, everyMs }: Awaited): { close(): void } {
  let timer: NodeJS.Timeout | undefined
  let closed = false
  const look = async () => {
    const found = isServed() ? undefined : await open()
    if (found && !closed) await use(found)
    if (!closed) timer = setTimeout(() => void look(), everyMs)
  }
  void look()
  return {
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}
