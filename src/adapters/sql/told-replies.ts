/** What residents were told, of the conversations touched last: to find content that nobody was ever shown. */
import type { ConversationStore } from '../../assistant/conversation'
import { recentTalks } from './recent-talks'
import type { Database } from './tables'

export async function toldReplies(
  database: Database,
  conversations: ConversationStore,
  atMost: number,
): Promise<readonly string[]> {
  const told: string[] = []
  for await (const { entries } of recentTalks(database, conversations, atMost))
    told.push(...entries.filter((entry) => entry.from === 'assistant').map((entry) => entry.text))
  return told
}
