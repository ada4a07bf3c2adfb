/** Open questions in SQL: read from the transcripts, ticked off in the line they were asked in, so that both go together. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ConversationStore } from '../../assistant/conversation'
import { type OpenQuestion, openQuestions, type Place, type QuestionDesk } from '../../assistant/open-questions'
import { appendAudit } from './audit-log'
import { recentTalks } from './recent-talks'
import type { Database } from './tables'
import { transact } from './transact'

export function sqlQuestionDesk(database: Database, conversations: ConversationStore): QuestionDesk {
  return {
    async list(atMost) {
      const handled = await handledPlaces(database)
      const found: OpenQuestion[] = []
      for await (const talk of recentTalks(database, conversations, atMost)) {
        found.push(...openQuestions(talk).filter((each) => !handled.has(keyOf(each))))
        // SQLite reads at once: residents who write meanwhile are let in between.
        await nextTurn()
      }
      return found
    },
    settle: (places, by) => transact(database, (trx) => settle(trx, places, by)),
  }
}

const keyOf = ({ conversation, entry }: Place) => `${conversation}\n${entry}`

async function handledPlaces(database: Database): Promise<ReadonlySet<string>> {
  const handled = database.selectFrom('entry').select(['conversation_id as conversation', 'id as entry'])
  return new Set((await handled.where('handled_at', 'is not', null).execute()).map(keyOf))
}

/** One record for each conversation: what was done to its lines. */
async function settle(
  trx: Database,
  places: readonly Place[],
  { operator, at }: { readonly operator: string; readonly at: Date },
): Promise<number> {
  let settled = 0
  for (const subject of [...new Set(places.map((each) => each.conversation))].sort()) {
    const entries = places.filter((each) => each.conversation === subject).map((each) => each.entry)
    const marked = await trx
      .updateTable('entry')
      .set({ handled_at: at.getTime() })
      .where('conversation_id', '=', subject)
      .where('id', 'in', entries)
      .where('handled_at', 'is', null)
      .returning('id')
      .execute()
    settled += marked.length
    const detail = { questions: marked.length }
    if (marked.length > 0) await appendAudit(trx, { at, actor: operator, action: 'question.handled', subject, detail })
  }
  return settled
}
