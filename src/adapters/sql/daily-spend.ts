/** The day's tokens in SQL, one row a day. One statement takes or finds too few left: two processes never take the same. */
import type { DailySpend } from '../../assistant/model/daily-spend'
import type { Database } from './tables'

export function sqlDailySpend(database: Database): DailySpend {
  return {
    async take(day, tokens, cap) {
      if (tokens > cap) return false
      const taken = await database
        .insertInto('model_spend')
        .values({ day, tokens })
        .onConflict((conflict) =>
          conflict
            .column('day')
            .doUpdateSet((eb) => ({ tokens: eb('model_spend.tokens', '+', tokens) }))
            .where('model_spend.tokens', '<=', cap - tokens),
        )
        .returning('tokens')
        .executeTakeFirst()
      return taken !== undefined
    },
    async correct(day, by) {
      await database
        .updateTable('model_spend')
        .set((eb) => ({ tokens: eb('tokens', '+', by) }))
        .where('day', '=', day)
        .execute()
    },
  }
}
