/** The transcripts touched last, newest conversation first: to find what content was shown, and what was not answered well. */
import type { ConversationStore } from '../../assistant/conversation'
import type { Transcript } from '../../assistant/open-questions'
import type { Database } from './tables'

export async function* recentTalks(
  database: Database,
  conversations: ConversationStore,
  atMost: number,
): AsyncGenerator<Transcript> {
  const recent = await database
    .selectFrom('conversation')
    .select('id')
    .orderBy('touched_at', 'desc')
    .orderBy('id')
    .limit(atMost)
    .execute()
  for (const { id } of recent) yield { conversation: id, entries: await conversations.history(id, 0) }
}
