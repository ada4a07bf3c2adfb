/** What every store of personal data keeps to: given whole, erased whole, let go in time and not before. */

import {
  type Conversation,
  type ConversationStore,
  type Entry,
  newConversation,
} from '../../src/assistant/conversation'
import type { Deed, PersonalData } from '../../src/assistant/personal-data'
import { limitsAt } from '../../src/assistant/retention'
import type { AuditLog } from '../../src/cases/audit-log'
import type { CaseStore } from '../../src/cases/case-store'
import type { HandOffQueue } from '../../src/cases/hand-off-queue'
import { caseFileOf, later, noon } from '../cases/sample'

export interface DataUnderTest {
  readonly personalData: PersonalData
  readonly cases: CaseStore
  readonly conversations: ConversationStore
  readonly handOffs: HandOffQueue
  readonly audit: AuditLog
}

const DAY = 24 * 3_600_000
const DAYS = { drafts: 30, delivered: 30, questions: 90 }
const deed: Deed = { actor: 'wang', purpose: '本人申请删除', at: noon }
const said = (id: string, at: Date): Entry => ({
  id,
  from: 'resident',
  text: `低保怎么申请 ${id}`,
  at: at.toISOString(),
})

export function personalDataContract(fresh: () => DataUnderTest): void {
  const on = () => fresh()
  const expireOn = (day: number) => on().personalData.expire(limitsAt(later(day * DAY), DAYS), later(day * DAY))
  const open = async () => {
    const caseFile = caseFileOf()
    await on().cases.open({ caseFile, handOff: `handoff_of_${caseFile.id}`, at: noon })
    return caseFile
  }
  const deliver = async () => {
    for (const handOff of await on().handOffs.claim({ now: noon, until: later(1), atMost: 99 }))
      await on().handOffs.settle(handOff, { kind: 'accepted', backendNumber: 'MZ-1' }, noon)
  }
  const talk = async (id: string, given: Partial<Conversation> = {}, at = noon) => {
    const conversation = { ...newConversation(id, 'web', 'resident_1'), ...given }
    expect(await on().conversations.commit(conversation, [said('a', at), said('b', at)])).toBe('committed')
    return { ...conversation, version: 1 }
  }

  it('collects a conversation with its transcript and its cases', async () => {
    const caseFile = await open()
    await talk('c1', { cases: [{ id: caseFile.id, number: caseFile.number }] })
    const holding = await on().personalData.collect({ kind: 'conversation', id: 'c1' })
    expect(holding?.conversation?.id).toBe('c1')
    expect(holding?.transcript.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(holding?.cases.map((kept) => kept.caseFile)).toEqual([caseFile])
    const byNumber = await on().personalData.collect({ kind: 'case', id: caseFile.number })
    expect(byNumber?.cases).toEqual(holding?.cases)
    expect(await on().personalData.collect({ kind: 'case', id: 'case_none' })).toBeUndefined()
    expect(await on().personalData.collect({ kind: 'conversation', id: 'none' })).toBeUndefined()
  })

  it('finds every conversation of one resident, and nobody else’s', async () => {
    for (const id of ['c3', 'c1']) await talk(id)
    await talk('c2', { resident: 'resident_10' })
    expect(await on().personalData.conversationsOf('resident_1')).toEqual(['c1', 'c3'])
    expect(await on().personalData.conversationsOf('resident_none')).toEqual([])
  })

  it('erases a conversation and its cases once, and proves it', async () => {
    const caseFile = await open()
    await on().cases.recordStatus({ id: 'e1', caseId: caseFile.id, status: '公示', note: '', at: noon })
    await talk('c1', { cases: [{ id: caseFile.id, number: caseFile.number }] })
    await deliver()
    const erasure = await on().personalData.erase({ kind: 'conversation', id: 'c1' }, deed)
    expect(erasure).toEqual({ kind: 'erased', at: noon, proof: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(await on().cases.find(caseFile.id)).toBeUndefined()
    expect(await on().conversations.load('c1')).toBeUndefined()
    expect(await on().conversations.history('c1', 0)).toEqual([])
    expect(await on().personalData.erase({ kind: 'conversation', id: 'c1' }, deed)).toMatchObject({
      kind: 'erasedBefore',
    })
    expect(await on().personalData.erase({ kind: 'case', id: caseFile.number }, deed)).toMatchObject({
      kind: 'erasedBefore',
    })
    expect((await on().audit.read(0, 9)).map(({ action, subject }) => [action, subject])).toEqual([
      ['data.erased', 'c1'],
    ])
    expect(await on().cases.traces('', 9)).toEqual([{ id: caseFile.id, number: caseFile.number, stage: 'erased' }])
  })

  it('erases nothing while a case is still to be handed off', async () => {
    const caseFile = await open()
    await talk('c1', { cases: [{ id: caseFile.id, number: caseFile.number }] })
    for (const subject of [{ kind: 'conversation', id: 'c1' } as const, { kind: 'case', id: caseFile.id } as const]) {
      expect(await on().personalData.erase(subject, deed)).toEqual({ kind: 'underWay' })
    }
    expect(await on().conversations.history('c1', 0)).toHaveLength(2)
    expect((await on().cases.find(caseFile.id))?.caseFile).toEqual(caseFile)
    await on().handOffs.park(caseFile.id, 'byOperator')
    expect(await on().personalData.erase({ kind: 'case', id: caseFile.id }, deed)).toMatchObject({ kind: 'erased' })
    expect(await on().handOffs.claim({ now: later(DAY), until: later(2 * DAY), atMost: 9 })).toEqual([])
  })

  it('knows nothing of what was never there', async () => {
    expect(await on().personalData.erase({ kind: 'case', id: 'case_none' }, deed)).toEqual({ kind: 'unknown' })
    expect(await on().audit.read(0, 9)).toEqual([])
  })

  it('lets a conversation begin again after it was erased, under the eyes of a turn that was under way', async () => {
    const old = await talk('c1')
    await on().personalData.erase({ kind: 'conversation', id: 'c1' }, deed)
    expect(await on().conversations.commit(old, [said('c', noon)])).toBe('conflict')
    await talk('c1')
    expect(await on().personalData.erase({ kind: 'conversation', id: 'c1' }, { ...deed, at: later(1) })).toMatchObject({
      kind: 'erased',
    })
  })

  describe('in time', () => {
    const nothing = { cases: 0, conversations: 0, drafts: 0, entries: 0 }

    it('lets a delivered case go thirty days after its receipt, and no other', async () => {
      const delivered = await open()
      await deliver()
      const [due, parked] = [await open(), await open()]
      await on().handOffs.park(parked.id, 'byOperator')
      expect(await expireOn(30)).toEqual(nothing)
      expect(await expireOn(30.01)).toEqual({ ...nothing, cases: 1 })
      expect(await on().cases.find(delivered.id)).toBeUndefined()
      for (const { id } of [due, parked]) expect((await on().cases.find(id))?.caseFile.id).toBe(id)
      expect(await expireOn(400)).toEqual(nothing)
    })

    it('drops half-filled forms and told facts after thirty quiet days, and keeps the conversation', async () => {
      await talk('c1', { facts: { age: 80 }, region: '灵璧县' })
      await talk('c2', { facts: { age: 81 } }, later(DAY))
      expect(await expireOn(30)).toEqual(nothing)
      expect(await expireOn(30.5)).toEqual({ ...nothing, drafts: 1 })
      expect(await on().conversations.load('c1')).toMatchObject({ facts: {}, region: '灵璧县' })
      expect(await on().conversations.load('c2')).toMatchObject({ facts: { age: 81 } })
      expect(await on().conversations.history('c1', 0)).toHaveLength(2)
      expect(await expireOn(30.6)).toEqual(nothing)
    })

    it('lets the words go after ninety days, and the whole conversation once nobody came back', async () => {
      const living = await talk('living')
      await talk('left')
      await on().conversations.commit(living, [said('new', later(60 * DAY))])
      expect(await expireOn(90.1)).toEqual({ ...nothing, conversations: 1, entries: 2 })
      expect(await on().conversations.load('left')).toBeUndefined()
      const lines = (await on().conversations.history('living', 0)).map(({ sequence, text }) => [sequence, text])
      expect(lines).toEqual([
        [1, '（已过保存期限，内容已删除）'],
        [2, '（已过保存期限，内容已删除）'],
        [3, '低保怎么申请 new'],
      ])
      expect(await expireOn(90.2)).toEqual(nothing)
    })

    it('is written into the audit log when anything went', async () => {
      await talk('c1', { facts: { age: 80 } })
      await expireOn(1)
      await expireOn(31)
      expect((await on().audit.read(0, 9)).map(({ action, detail }) => [action, detail])).toEqual([
        ['retention.ran', { ...nothing, drafts: 1 }],
      ])
    })
  })
}
