/**
 * Token buckets all processes share, one row each: the instant at which it will be full again. One statement takes a
 * token or finds none, so two processes never take the same one. An address is kept as a pseudonym.
 */
import { sql } from 'kysely'
import type { SharedPace } from '../../channels/rate-limit'
import type { FieldCipher } from './field-cipher'
import type { Database } from './tables'

export function sqlSharedPace(database: Database, cipher: FieldCipher): SharedPace {
  return {
    async take(key, { burst, perMinute }, at) {
      const [bucket, now] = [cipher.pseudonym(key), at.getTime()]
      const eachMs = Math.ceil(60_000 / perMinute)
      const fullest = now + burst * eachMs
      const next = sql<number>`(case when pace.full_at > ${now} then pace.full_at else ${now} end) + ${eachMs}`
      const taken = await database
        .insertInto('pace')
        .values({ bucket, full_at: now + eachMs })
        .onConflict((conflict) => conflict.column('bucket').doUpdateSet({ full_at: next }).where(next, '<=', fullest))
        .returning('full_at')
        .executeTakeFirst()
      if (taken) return { ok: true }
      const found = database.selectFrom('pace').select('full_at').where('bucket', '=', bucket)
      const fullAt = (await found.executeTakeFirst())?.full_at ?? now
      return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil((fullAt + eachMs - fullest) / 1000)) }
    },
  }
}
