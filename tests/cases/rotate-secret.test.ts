/** Changing the signing secret: at every step of it, what one side signs the other believes. */
import { randomBytes } from 'node:crypto'
import { rotateSecret } from '../../src/cases/rotate-secret'
import { signWebhook, verifyWebhook } from '../../src/cases/webhook'
import { isWebhookSecret } from '../../src/domain/webhook-secret'
import { noon } from './sample'

const old = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const fresh = () => rotateSecret([old], randomBytes(32)).text.split('\n')[0] ?? ''

it('gives a new secret and four steps, and never the old one', () => {
  const { ok, text } = rotateSecret([old], randomBytes(32))
  expect(ok).toBe(true)
  expect(isWebhookSecret(text.split('\n')[0] ?? '')).toBe(true)
  expect(text.match(/^\d\. /gm)).toEqual(['1. ', '2. ', '3. ', '4. '])
  expect(text).not.toContain(old)
  expect(fresh()).not.toBe(fresh())
})

it('is finished before it begins again', () => {
  const { ok, text } = rotateSecret([old, fresh()], randomBytes(32))
  expect([ok, text.includes('whsec_')]).toEqual([false, false])
})

it('leaves no step at which a message is refused', () => {
  const secret = fresh()
  // Ours to sign and to verify with, then the backend's to sign with and to verify with, after each step.
  const steps = [
    { ours: [old], theirs: { sign: [old], verify: [old, secret] } },
    { ours: [secret, old], theirs: { sign: [old], verify: [old, secret] } },
    { ours: [secret, old], theirs: { sign: [secret], verify: [secret] } },
    { ours: [secret], theirs: { sign: [secret], verify: [secret] } },
  ]
  const arrives = (signing: readonly string[], secrets: readonly string[]) =>
    verifyWebhook(signWebhook({ id: 'm', at: noon, body: '{}', secrets: signing }), '{}', { secrets, now: noon }).kind
  for (const { ours, theirs } of steps) {
    expect(arrives(ours, theirs.verify)).toBe('verified')
    expect(arrives(theirs.sign, ours)).toBe('verified')
  }
  expect(arrives([old], [secret])).toBe('refused')
})
