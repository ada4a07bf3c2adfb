/** Reads a request's body up to a limit and as one type; anything else is refused before it fills the memory. */
import type { IncomingMessage } from 'node:http'
import type { RefusalCode } from './refusals'

export type ReadBody = { kind: 'read'; body: unknown } | { kind: 'refused'; code: RefusalCode }

export interface BodyRules {
  readonly accepts: 'json' | 'bytes'
  readonly maxBytes: number
}

export async function readBody(request: IncomingMessage, rules: BodyRules): Promise<ReadBody> {
  if (Number(request.headers['content-length'] ?? 0) > rules.maxBytes) return refused('body.tooLarge')
  const chunks: Buffer[] = []
  let size = 0
  // Not `for await`: leaving that loop destroys the socket before the refusal is written.
  const complete = await new Promise<boolean>((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > rules.maxBytes) {
        request.removeAllListeners('data').pause()
        resolve(false)
      } else chunks.push(chunk)
    })
    request.on('end', () => resolve(true))
    request.on('error', reject)
  })
  if (!complete) return refused('body.tooLarge')
  const bytes = Buffer.concat(chunks)
  return rules.accepts === 'bytes' ? { kind: 'read', body: bytes } : readJson(bytes, request.headers['content-type'])
}

function readJson(bytes: Buffer, contentType: string | undefined): ReadBody {
  if (bytes.length === 0) return { kind: 'read', body: undefined }
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(contentType ?? '')) return refused('body.wrongType')
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { kind: 'read', body: JSON.parse(text) }
  } catch {
    return refused('body.notJson')
  }
}

function refused(code: RefusalCode): ReadBody {
  return { kind: 'refused', code }
}
