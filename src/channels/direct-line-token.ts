/**
 * Direct Line tokens: who may read and write one conversation as one user, until when. Signed, not stored, so any
 * replica and a restarted server know them again.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../base/clock'

export interface Grant {
  readonly conversation: string
  readonly resident: string
}

export type CheckedToken = { kind: 'valid'; grant: Grant } | { kind: 'invalid' } | { kind: 'expired' }

export interface DirectLineTokens {
  readonly lifetimeSeconds: number
  issue(grant: Grant): string
  check(token: string): CheckedToken
  isSecret(offered: string): boolean
}

const claimsSchema = z.strictObject({ c: z.string().min(1), u: z.string().min(1), e: z.number().int() })

export function directLineTokens(secret: string, clock: Clock, lifetimeSeconds: number): DirectLineTokens {
  // Derived, so that the shared secret itself is never used for two purposes.
  const key = createHmac('sha256', secret).update('direct-line-token/1').digest()
  const sign = (payload: string) => createHmac('sha256', key).update(payload).digest()

  return {
    lifetimeSeconds,
    issue({ conversation, resident }) {
      const expiry = Math.floor(clock.now().getTime() / 1000) + lifetimeSeconds
      const payload = Buffer.from(JSON.stringify({ c: conversation, u: resident, e: expiry })).toString('base64url')
      return `${payload}.${sign(payload).toString('base64url')}`
    },
    check(token) {
      const [payload, signature, ...rest] = token.split('.')
      if (!payload || !signature || rest.length > 0) return { kind: 'invalid' }
      if (!areEqual(sign(payload), Buffer.from(signature, 'base64url'))) return { kind: 'invalid' }
      const { c: conversation, u: resident, e: expiry } = claimsSchema.parse(decode(payload))
      if (clock.now().getTime() >= expiry * 1000) return { kind: 'expired' }
      return { kind: 'valid', grant: { conversation, resident } }
    },
    isSecret: (offered) => areEqual(sign(offered), sign(secret)),
  }
}

function decode(payload: string): unknown {
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
}

function areEqual(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
