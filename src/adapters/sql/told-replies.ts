/** What residents were told, of the conversations touched last: to find content that nobody was ever shown. */
import type { ConversationStore } from '../../assistant/conversation'
import type { Database } from './tables'

export async function toldReplies(
  database: Database,
  conversations: ConversationStore,
  atMost: number,
): Promise<readonly string[]> {
  const recent = await database
    .selectFrom('conversation')
    .select('id')
    .orderBy('touched_at', 'desc')
    .orderBy('id')
    .limit(atMost)
    .execute()
  const told: string[] = []
  for (const { id } of recent) {
    const entries = await conversations.history(id, 0)
    told.push(...entries.filter((entry) => entry.from === 'assistant').map((entry) => entry.text))
  }
  return told
}
