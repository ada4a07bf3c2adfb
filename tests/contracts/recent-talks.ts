/** Reading back what was asked and told, as policy staff's lists do: newest first, masked as stored, gone when erased. */
import { recentTalks } from '../../src/adapters/sql/recent-talks'
import type { Database } from '../../src/adapters/sql/tables'
import { type ConversationStore, type Entry, newConversation } from '../../src/assistant/conversation'
import { openQuestions } from '../../src/assistant/open-questions'
import type { Reply } from '../../src/assistant/reply'
import { later } from '../cases/sample'

interface Stored {
  readonly database: Database
  readonly conversations: ConversationStore
}

const notFound: Reply = {
  kind: 'notFound',
  text: '没有找到',
  citations: [],
  choices: [],
  grounds: { passages: [], sure: 0.1 },
}

export function recentTalksContract(fresh: () => Stored): void {
  const ask = (id: string, text: string, ms: number) => {
    const at = later(ms).toISOString()
    const entries: Entry[] = [
      { id: `${id}-1`, from: 'resident', text, at },
      { id: `${id}-1#reply`, from: 'assistant', text: notFound.text, reply: notFound, at },
    ]
    return fresh().conversations.commit(newConversation(id, 'web', 'r1'), entries)
  }
  const texts = async (atMost = 10) => {
    const { database, conversations } = fresh()
    const found: string[] = []
    for await (const talk of recentTalks(database, conversations, atMost))
      found.push(...openQuestions(talk).map((each) => each.text))
    return found
  }

  it('gives the newest conversations first, at most as many as asked for', async () => {
    expect(await texts()).toEqual([])
    await ask('c1', '养鸡补贴找谁', 0)
    await ask('c2', '我的号码是138****0000', 2000)
    await ask('c3', '村里修桥找谁', 1000)
    expect(await texts()).toEqual(['我的号码是138****0000', '村里修桥找谁', '养鸡补贴找谁'])
    expect(await texts(2)).toEqual(['我的号码是138****0000', '村里修桥找谁'])
  })

  it('has nothing of a conversation that is gone', async () => {
    await ask('c1', '养鸡补贴找谁', 0)
    await ask('c2', '村里修桥找谁', 1000)
    await fresh().database.deleteFrom('entry').where('conversation_id', '=', 'c2').execute()
    await fresh().database.deleteFrom('conversation').where('id', '=', 'c2').execute()
    expect(await texts()).toEqual(['养鸡补贴找谁'])
  })
}
