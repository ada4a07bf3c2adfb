/** What every desk of open questions keeps to: what was seen to is gone from the list, and the audit log says who did it. */
import { type ConversationStore, type Entry, newConversation } from '../../src/assistant/conversation'
import type { QuestionDesk } from '../../src/assistant/open-questions'
import type { Reply } from '../../src/assistant/reply'
import type { AuditLog } from '../../src/cases/audit-log'
import { later, noon } from '../cases/sample'

interface Stored {
  readonly conversations: ConversationStore
  readonly desk: QuestionDesk
  readonly audit: AuditLog
}

const notFound: Reply = { kind: 'notFound', text: '没有找到', citations: [], choices: [] }
const wang = { operator: '王敏', at: noon }

export function questionDeskContract(fresh: () => Stored): void {
  const ask = (id: string, ...texts: readonly string[]) => {
    const at = noon.toISOString()
    const entries = texts.flatMap((text, i): Entry[] => [
      { id: `m${i}`, from: 'resident', text, at },
      { id: `m${i}#reply`, from: 'assistant', text: notFound.text, reply: notFound, at },
    ])
    return fresh().conversations.commit(newConversation(id, 'web', 'r1'), entries)
  }
  const listed = async () => (await fresh().desk.list(10)).map(({ text }) => text)
  const recorded = async () =>
    (await fresh().audit.read(0, 10)).map(({ actor, action, subject, detail }) => [actor, action, subject, detail])

  it('lists what was not answered, until it is seen to', async () => {
    await ask('c1', '养鸡补贴找谁', '村里修桥找谁')
    expect(await listed()).toEqual(['养鸡补贴找谁', '村里修桥找谁'])
    expect(await fresh().desk.settle([{ conversation: 'c1', entry: 'm0' }], wang)).toBe(1)
    expect(await listed()).toEqual(['村里修桥找谁'])
    expect(await recorded()).toEqual([['王敏', 'question.handled', 'c1', { questions: 1 }]])
  })

  it('ticks off the same line of another conversation for itself', async () => {
    await ask('c1', '养鸡补贴找谁')
    await ask('c2', '村里修桥找谁')
    await fresh().desk.settle([{ conversation: 'c2', entry: 'm0' }], wang)
    expect(await listed()).toEqual(['养鸡补贴找谁'])
  })

  it('counts and records each once, however often it is ticked off', async () => {
    await ask('c1', '养鸡补贴找谁')
    await ask('c2', '村里修桥找谁')
    const both = ['c1', 'c2'].map((conversation) => ({ conversation, entry: 'm0' }))
    const counts = await Promise.all([both, both, [...both].reverse()].map((each) => fresh().desk.settle(each, wang)))
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2)
    expect(await recorded()).toHaveLength(2)
  })

  it('does nothing and records nothing for a line that is not there', async () => {
    expect(await fresh().desk.settle([{ conversation: 'gone', entry: 'm0' }], wang)).toBe(0)
    expect(await recorded()).toEqual([])
  })

  it('shows a question again that is asked again later', async () => {
    await ask('c1', '养鸡补贴找谁')
    await fresh().desk.settle([{ conversation: 'c1', entry: 'm0' }], { ...wang, at: later(1) })
    await ask('c2', '养鸡补贴找谁')
    expect(await listed()).toEqual(['养鸡补贴找谁'])
  })
}
