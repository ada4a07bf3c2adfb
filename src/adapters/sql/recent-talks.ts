/** The transcripts touched last, newest conversation first: to find what content was shown, and what was not answered well. */
import type { ConversationStore, Entry } from '../../assistant/conversation'
import type { Database } from './tables'

export async function* recentTalks(
  database: Database,
  conversations: ConversationStore,
  atMost: number,
): AsyncGenerator<readonly Entry[]> {
  const recent = await database
    .selectFrom('conversation')
    .select('id')
    .orderBy('touched_at', 'desc')
    .orderBy('id')
    .limit(atMost)
    .execute()
  for (const { id } of recent) yield conversations.history(id, 0)
}
