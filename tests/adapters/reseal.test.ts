/** Changing the key: everything is sealed again while the service goes on, and the old key may be thrown away. */
import { sql } from 'kysely'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { sqlConversationStore } from '../../src/adapters/sql/conversation-store'
import { fieldCipher } from '../../src/adapters/sql/field-cipher'
import { sqlHandOffQueue } from '../../src/adapters/sql/hand-off-queue'
import { reseal } from '../../src/adapters/sql/reseal'
import { type Entry, newConversation } from '../../src/assistant/conversation'
import { caseFileOf, later, noon } from '../cases/sample'
import { onEachDatabase } from '../contracts/databases'

const [old, current] = [1, 2].map((fill) => ({ id: `key_${fill}`, key: Buffer.alloc(32, fill) }))
if (!old || !current) throw new Error('two keys are needed')
const [before, both, after] = [fieldCipher([old]), fieldCipher([current, old]), fieldCipher([current])]
const said = (id: string): Entry => ({ id, from: 'resident', text: '王秀英', at: noon.toISOString() })

onEachDatabase((database) => {
  async function fill(count: number) {
    const caseFiles = Array.from({ length: count }, () => caseFileOf())
    for (const [index, caseFile] of caseFiles.entries()) {
      const cases = sqlCaseStore(database(), before)
      await cases.open({ caseFile, handOff: `handoff_${caseFile.id}`, at: noon })
      await sqlHandOffQueue(database(), before).park(caseFile.id, 'byOperator')
      await cases.recordStatus({ id: `e_${caseFile.id}`, caseId: caseFile.id, status: '公示', note: '', at: noon })
      const conversation = newConversation(`c${index}`, 'web', 'r')
      await sqlConversationStore(database(), before).commit(conversation, [said('a'), said('b')])
    }
    return caseFiles
  }

  it('opens everything with the new key alone afterwards', async () => {
    const caseFiles = await fill(3)
    expect(await reseal(database(), both, () => {})).toBe(3 * 7)
    expect(await reseal(database(), both, () => {})).toBe(0)
    const kept = await sqlCaseStore(database(), after).list(10)
    expect(new Set(kept.map(({ caseFile }) => caseFile.id))).toEqual(new Set(caseFiles.map(({ id }) => id)))
    expect(kept.map(({ state }) => state.latestStatus?.status)).toEqual(['公示', '公示', '公示'])
    expect(kept.map(({ state }) => state.why)).toEqual(['byOperator', 'byOperator', 'byOperator'])
    expect(await sqlConversationStore(database(), after).load('c2')).toMatchObject({ resident: 'r', version: 1 })
    expect(await sqlConversationStore(database(), after).history('c2', 0)).toHaveLength(2)
  })

  it('seals what was written before anything was sealed', async () => {
    const [caseFile] = await fill(1)
    await sql`update case_file set body = ${JSON.stringify(caseFile)}`.execute(database())
    await reseal(database(), both, () => {})
    expect((await sqlCaseStore(database(), after).list(1))[0]?.caseFile).toEqual(caseFile)
  })

  it('loses nothing of what is written while it runs', async () => {
    await fill(8)
    const conversations = sqlConversationStore(database(), both)
    const talk = async (id: string) => {
      for (let turn = 0; turn < 10; turn++) {
        const loaded = await conversations.load(id)
        if (!loaded) throw new Error('the conversation is gone')
        expect(await conversations.commit({ ...loaded, unclear: turn }, [said(`t${turn}`)])).toBe('committed')
      }
    }
    const deliver = async () => {
      const queue = sqlHandOffQueue(database(), both)
      for (const { id } of await sqlCaseStore(database(), both).traces('', 99)) await queue.replay(id, noon)
      for (const handOff of await queue.claim({ now: noon, until: later(60_000), atMost: 8 }))
        await queue.settle(handOff, { kind: 'accepted', backendNumber: 'MZ-1' }, noon)
    }
    await Promise.all([talk('c0'), talk('c7'), deliver(), reseal(database(), both, () => {})])
    await reseal(database(), both, () => {})
    const conversation = await sqlConversationStore(database(), after).load('c7')
    expect(conversation).toMatchObject({ version: 11, unclear: 9 })
    expect(await sqlConversationStore(database(), after).history('c7', 0)).toHaveLength(12)
    expect(await sqlHandOffQueue(database(), after).backlog()).toEqual({ due: 0, parked: 0 })
  })
})
