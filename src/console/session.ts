/**
 * An operator's session: name and times in a signed cookie, nothing kept here. It lasts half an hour after the last
 * request and one shift at most; a page that is closed is soon signed out, one that polls stays in.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../base/clock'

export interface Session {
  readonly operator: string
  /** Seconds since 1970. */
  readonly began: number
  readonly until: number
}

export interface Sessions {
  /** A fresh cookie value, or a later one of the same shift. */
  issue(operator: string, began?: number): { value: string; maxAgeSeconds: number }
  read(cookies: string | undefined): Session | undefined
  isToken(offered: string): boolean
  /** Worth a new cookie: half of its time is gone. */
  isAgeing(session: Session): boolean
}

export const COOKIE = 'operator'
const IDLE_SECONDS = 30 * 60
const SHIFT_SECONDS = 12 * 60 * 60

const claimsSchema = z.strictObject({ n: z.string().min(1), b: z.number().int(), e: z.number().int() })

export function operatorSessions(secret: string, clock: Clock): Sessions {
  // Derived, so that the shared token itself is never used for two purposes.
  const key = createHmac('sha256', secret).update('operator-session/1').digest()
  const sign = (text: string) => createHmac('sha256', key).update(text).digest()
  const now = () => Math.floor(clock.now().getTime() / 1000)

  return {
    issue(operator, began = now()) {
      const until = Math.min(now() + IDLE_SECONDS, began + SHIFT_SECONDS)
      const payload = Buffer.from(JSON.stringify({ n: operator, b: began, e: until })).toString('base64url')
      return { value: `${payload}.${sign(payload).toString('base64url')}`, maxAgeSeconds: Math.max(0, until - now()) }
    },
    read(cookies) {
      const [payload, signature, ...rest] = cookieOf(cookies)?.split('.') ?? []
      if (!payload || !signature || rest.length > 0) return undefined
      if (!areEqual(sign(payload), Buffer.from(signature, 'base64url'))) return undefined
      const { n: operator, b: began, e: until } = claimsSchema.parse(JSON.parse(fromBase64(payload)))
      return now() < until ? { operator, began, until } : undefined
    },
    isToken: (offered) => areEqual(sign(offered), sign(secret)),
    isAgeing: ({ until }) => until - now() < IDLE_SECONDS / 2,
  }
}

function cookieOf(cookies: string | undefined): string | undefined {
  const pairs = (cookies ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1)
}

const fromBase64 = (text: string) => Buffer.from(text, 'base64url').toString('utf8')

function areEqual(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
