/** A log that keeps its lines, so that a test can say what was and what was not written. */
import type { Log } from '../../src/base/log'

export function recordingLog(): Log & { readonly lines: readonly string[] } {
  const lines: string[] = []
  const keep = (event: string, fields?: object) => void lines.push(JSON.stringify([event, fields ?? {}]))
  return { lines, info: keep, warn: keep, error: keep }
}
