/** Calls the console's API. A refusal is a value with the server's own sentence; so is a network that is gone. */
import { WORDS } from './words'

export type Called<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: number; readonly code: string; readonly message: string }

/** The page and the server are built together and share the types of console/views.ts. */
export function get<T>(path: string): Promise<Called<T>> {
  return call('GET', path)
}

export function post<T>(path: string, body: object = {}): Promise<Called<T>> {
  return call('POST', path, body)
}

const PATIENCE_MS = 15_000

async function call<T>(method: string, path: string, body?: object): Promise<Called<T>> {
  const stop = new AbortController()
  const late = window.setTimeout(() => stop.abort(), PATIENCE_MS)
  try {
    const response = await fetch(`/console/api/${path}`, {
      method,
      signal: stop.signal,
      credentials: 'same-origin',
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const json: unknown = await response.json()
    if (response.ok) return { ok: true, value: json as T }
    return { ok: false, status: response.status, ...readRefusal(json) }
  } catch {
    return { ok: false, status: 0, code: 'network', message: WORDS.offline }
  } finally {
    window.clearTimeout(late)
  }
}

function readRefusal(json: unknown): { code: string; message: string } {
  const error = (json as { error?: { code?: unknown; message?: unknown } } | null)?.error
  return { code: String(error?.code ?? ''), message: String(error?.message ?? WORDS.offline) }
}
