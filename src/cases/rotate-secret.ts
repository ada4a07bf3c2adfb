/** Changing the secret both sides sign with, without a gap: a fresh one and what to do with it. Nothing is stored. */
import { isWebhookSecret } from '../domain/webhook-secret'
import type { DeskAnswer } from './case-desk'
import { DESK_WORDS } from './words'

/** `live`: the secrets in use. With two of them the last change is not finished, and a third would be refused. */
export function rotateSecret(live: readonly string[], random: Buffer): DeskAnswer {
  if (live.length > 1) return { ok: false, text: DESK_WORDS.rotationUnfinished }
  const secret = `whsec_${random.toString('base64')}`
  if (!isWebhookSecret(secret)) throw new RangeError('too few random bytes for a secret')
  return { ok: true, text: DESK_WORDS.rotation(secret) }
}
