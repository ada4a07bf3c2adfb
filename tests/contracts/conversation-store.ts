/** What every conversation store keeps to: all or nothing, one winner, a transcript without gaps or repeats. */
import {
  type Conversation,
  type ConversationStore,
  type Entry,
  newConversation,
} from '../../src/assistant/conversation'
import { later, noon } from '../cases/sample'

const entry = (id: string, at = noon, text = '低保怎么申请'): Entry => ({
  id,
  from: 'resident',
  text,
  at: at.toISOString(),
})

export function conversationStoreContract(fresh: () => ConversationStore): void {
  const store = () => fresh()
  const begin = async (id = 'c1', given: Partial<Conversation> = {}, at = noon) => {
    const conversation = { ...newConversation(id, 'web', 'resident_1'), ...given }
    expect(await store().commit(conversation, [entry(`${id}-first`, at)])).toBe('committed')
    return { ...conversation, version: 1 }
  }
  const transcript = async (id: string, after = 0) =>
    (await store().history(id, after)).map((line) => [line.sequence, line.id])

  it('knows no conversation nobody committed', async () => {
    expect(await store().load('none')).toBeUndefined()
    expect(await store().history('none', 0)).toEqual([])
  })

  it('gives back what was committed, one version up', async () => {
    const conversation: Conversation = {
      ...newConversation('c1', 'web', 'resident_1'),
      region: '灵璧县',
      on: '2026-11-25',
      facts: { age: 80, livesAlone: true, name: 'a\0b\ud83d' },
      topic: { programme: 'old-age-allowance', facets: [] },
      cases: [{ id: 'case_1', number: '2026-341323-7K3M-9QXA-H' }],
      unclear: 1,
    }
    expect(await store().commit(conversation, [])).toBe('committed')
    expect(await store().load('c1')).toEqual({ ...conversation, version: 1 })
  })

  it('numbers the transcript from one without gaps, and gives the part asked for', async () => {
    const conversation = await begin()
    await store().commit(conversation, [entry('b'), entry('c')])
    await store().commit({ ...conversation, version: 2 }, [])
    await store().commit({ ...conversation, version: 3 }, [entry('d')])
    expect(await transcript('c1')).toEqual([
      [1, 'c1-first'],
      [2, 'b'],
      [3, 'c'],
      [4, 'd'],
    ])
    expect(await transcript('c1', 2)).toEqual([
      [3, 'c'],
      [4, 'd'],
    ])
  })

  it('keeps an entry whole', async () => {
    const said: Entry = {
      id: 'e1',
      from: 'assistant',
      text: '\0 "\'\\ \ud83d 𠮷',
      reply: { kind: 'notice', text: '您好', citations: [], choices: ['低保'] },
      at: noon.toISOString(),
    }
    await store().commit(newConversation('c1', 'web', 'r'), [said])
    expect(await store().history('c1', 0)).toEqual([{ ...said, sequence: 1 }])
  })

  it('refuses a commit made from an older version, and changes nothing', async () => {
    const conversation = await begin()
    expect(await store().commit({ ...conversation, unclear: 1 }, [entry('b')])).toBe('committed')
    expect(await store().commit({ ...conversation, unclear: 9 }, [entry('x')])).toBe('conflict')
    expect(await store().load('c1')).toMatchObject({ version: 2, unclear: 1 })
    expect(await transcript('c1')).toEqual([
      [1, 'c1-first'],
      [2, 'b'],
    ])
  })

  it('refuses a version of a conversation that does not exist, and a second beginning', async () => {
    expect(await store().commit({ ...newConversation('c1', 'web', 'r'), version: 4 }, [])).toBe('conflict')
    expect(await store().load('c1')).toBeUndefined()
    await begin()
    expect(await store().commit(newConversation('c1', 'web', 'r'), [entry('other')])).toBe('conflict')
  })

  it('tells a replayed entry, from the current version and from an old one, and changes nothing', async () => {
    const conversation = await begin()
    await store().commit(conversation, [entry('b')])
    for (const version of [0, 1, 2]) {
      expect(await store().commit({ ...conversation, version, unclear: 9 }, [entry('new'), entry('b')])).toBe(
        'replayed',
      )
    }
    expect(await store().load('c1')).toMatchObject({ version: 2, unclear: 0 })
    expect(await transcript('c1')).toEqual([
      [1, 'c1-first'],
      [2, 'b'],
    ])
  })

  it('lets two conversations have entries of the same id', async () => {
    await begin('c1')
    expect(await store().commit(newConversation('c2', 'web', 'r'), [entry('c1-first')])).toBe('committed')
  })

  it('lets one of fifty parallel first commits win', async () => {
    const ends = await Promise.all(
      Array.from({ length: 50 }, (_, index) => store().commit(newConversation('c1', 'web', 'r'), [entry(`e${index}`)])),
    )
    expect(ends.filter((end) => end === 'committed')).toHaveLength(1)
    expect(ends.filter((end) => end === 'conflict')).toHaveLength(49)
    expect(await transcript('c1')).toHaveLength(1)
  })

  it('takes one of fifty parallel arrivals of the same message', async () => {
    const conversation = await begin()
    const ends = await Promise.all(Array.from({ length: 50 }, () => store().commit(conversation, [entry('same')])))
    expect(ends.filter((end) => end === 'committed')).toHaveLength(1)
    expect(ends.filter((end) => end === 'replayed')).toHaveLength(49)
    expect(await transcript('c1')).toEqual([
      [1, 'c1-first'],
      [2, 'same'],
    ])
  })

  it('keeps every one of fifty parallel messages when each tries again after a conflict', async () => {
    await begin()
    const send = async (id: string): Promise<void> => {
      const current = await store().load('c1')
      if (!current) throw new Error('the conversation is gone')
      const end = await store().commit({ ...current, unclear: current.unclear + 1 }, [entry(id)])
      if (end === 'conflict') await send(id)
    }
    await Promise.all(Array.from({ length: 50 }, (_, index) => send(`e${index}`)))
    expect(await store().load('c1')).toMatchObject({ version: 51, unclear: 50 })
    const sequences = (await transcript('c1')).map(([sequence]) => sequence)
    expect(sequences).toEqual(Array.from({ length: 51 }, (_, index) => index + 1))
  })

  describe('waiting', () => {
    const ids = async (atMost = 10) => (await store().waiting(atMost)).map((conversation) => conversation.id)

    it('lists whom an operator should look at or holds, the longest waiting first', async () => {
      await begin('calm')
      await begin('second', { attention: 'asked' }, later(20))
      await begin('first', { attention: 'crisis' }, later(10))
      await begin('held', { lease: { operator: 'o1', token: 1, until: later(99).toISOString() } }, later(30))
      expect(await ids()).toEqual(['first', 'second', 'held'])
      expect(await ids(1)).toEqual(['first'])
    })

    it('keeps the place of one who writes on, and forgets one who was helped', async () => {
      const early = await begin('early', { attention: 'asked' }, later(1))
      await begin('late', { attention: 'asked' }, later(2))
      await store().commit(early, [entry('again', later(3))])
      expect(await ids()).toEqual(['early', 'late'])
      await store().commit({ ...early, version: 2, attention: 'none' }, [])
      expect(await ids()).toEqual(['late'])
    })
  })
}
