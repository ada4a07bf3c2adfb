/**
 * Standard Webhooks signatures, for every message between us and the backend, in both directions:
 * HMAC-SHA256 over `id.timestamp.body`, base64, one `v1,…` per live secret, so that secrets change without a gap.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { Fault } from '../base/fault'
import { isWebhookSecret } from '../domain/webhook-secret'

export const TOLERANCE_MS = 5 * 60_000
/** More than two live secrets on both sides make no sense; an attacker's list is not read to its end. */
const MOST_SIGNATURES = 8

export interface SignedMessage {
  readonly id: string
  readonly at: Date
  readonly body: string | Uint8Array
  readonly secrets: readonly string[]
}

export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

export type Verification =
  | { readonly kind: 'verified'; readonly id: string }
  | { readonly kind: 'refused'; readonly code: 'unsigned' | 'untimely' | 'badSignature' }

export function signWebhook({ id, at, body, secrets }: SignedMessage): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signatures = secrets.map((secret) => `v1,${mac(secret, id, timestamp, body).toString('base64')}`)
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}

/** Header names in lower case, as Node gives them. The body as it arrived, before any parsing. */
export function verifyWebhook(
  headers: WebhookHeaders,
  body: string | Uint8Array,
  { secrets, now }: { secrets: readonly string[]; now: Date },
): Verification {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    single(headers[name]),
  )
  if (!id || !timestamp || !signatures || id.length > 200) return { kind: 'refused', code: 'unsigned' }
  if (!isTimely(timestamp, now)) return { kind: 'refused', code: 'untimely' }
  const given = signatures.split(' ').slice(0, MOST_SIGNATURES).map(signatureBytes)
  const isOurs = secrets.some((secret) => {
    const expected = mac(secret, id, timestamp, body)
    return given.some((bytes) => bytes.length === expected.length && timingSafeEqual(bytes, expected))
  })
  return isOurs ? { kind: 'verified', id } : { kind: 'refused', code: 'badSignature' }
}

function mac(secret: string, id: string, timestamp: string, body: string | Uint8Array): Buffer {
  // A text used as it stands here and as base64 by the other side's library would never agree.
  if (!isWebhookSecret(secret))
    throw new Fault('config.invalid', 'a webhook secret is not whsec_ and 24 bytes in base64')
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest()
}

function isTimely(timestamp: string, now: Date): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false
  return Math.abs(now.getTime() - Number(timestamp) * 1000) <= TOLERANCE_MS
}

function signatureBytes(signature: string): Buffer {
  const [version, encoded] = signature.split(',')
  return version === 'v1' && encoded ? Buffer.from(encoded, 'base64') : Buffer.alloc(0)
}

function single(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined
}
