/** Changing the key: everything is sealed again while the service goes on, and the old key may be thrown away. */
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { folderAttachments } from '../../src/adapters/files/folder-attachments'
import { sqlAttachments } from '../../src/adapters/sql/attachments'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { sqlConversationReferences } from '../../src/adapters/sql/conversation-references'
import { sqlConversationStore } from '../../src/adapters/sql/conversation-store'
import { fieldCipher } from '../../src/adapters/sql/field-cipher'
import { sqlHandOffQueue } from '../../src/adapters/sql/hand-off-queue'
import { sqlPersonalData } from '../../src/adapters/sql/personal-data'
import { reseal } from '../../src/adapters/sql/reseal'
import { type Entry, newConversation } from '../../src/assistant/conversation'
import { fixedClock } from '../../src/base/clock'
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

  it('opens the ways back to residents with the new key alone', async () => {
    const back = { channelId: 'msteams', serviceUrl: 'https://x', conversation: 'c', bot: 'b', resident: 'r' }
    await sqlConversationReferences(database(), before, fixedClock(noon)).keep('msteams|c', back)
    expect(await reseal(database(), both, () => {})).toBe(1)
    expect(await sqlConversationReferences(database(), after, fixedClock(noon)).find('msteams|c')).toEqual(back)
  })

  describe('files', () => {
    let folder: string
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'reseal-'))
    })
    afterEach(() => rmSync(folder, { recursive: true, force: true }))
    const files = (cipher = both) => sqlAttachments(database(), folderAttachments(folder), cipher)
    const send = async (reference: string, conversation: string, cipher = before) => {
      const bytes = Buffer.from(`%PDF ${reference}`)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      await files(cipher).keep({ reference, conversation, sha256, bytes, at: noon })
    }

    it('open with the new key alone afterwards, once each', async () => {
      for (const reference of ['upload_1', 'upload_2', 'upload_3']) await send(reference, 'c1')
      await expect(files(after).read('upload_1')).rejects.toMatchObject({ code: 'data.unreadable' })
      expect(await files().reseal(() => {})).toBe(3)
      expect(await files().reseal(() => {})).toBe(0)
      expect(String(await files(after).read('upload_3'))).toBe('%PDF upload_3')
    })

    it('that are sent or erased meanwhile are neither lost nor brought back', async () => {
      await sqlConversationStore(database(), both).commit(newConversation('c1', 'web', 'r'), [said('a')])
      const [going, staying] = [0, 1].map((odd) => Array.from({ length: 15 }, (_, index) => `upload_${odd}${index}`))
      if (!going || !staying) throw new Error('two lists are needed')
      for (const reference of going) await send(reference, 'c1')
      for (const reference of staying) await send(reference, 'c2')
      const personalData = sqlPersonalData(database(), both, files().sweep)
      await Promise.all([
        files().reseal(() => {}),
        personalData.erase({ kind: 'conversation', id: 'c1' }, { actor: 'wang', purpose: '本人申请', at: noon }),
        send('upload_new', 'c2', both),
      ])
      await files().reseal(() => {})
      expect(readdirSync(folder).sort()).toEqual([...staying, 'upload_new'].sort())
      for (const reference of readdirSync(folder))
        expect(String(await files(after).read(reference))).toBe(`%PDF ${reference}`)
    })
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
