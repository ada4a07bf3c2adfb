/** What becomes of a file somebody sent: sealed while it is kept, gone with its conversation or its case, and not before. */
import { createHash } from 'node:crypto'
import type { SqlAttachments } from '../../src/adapters/sql/attachments'
import type { AttachmentStore } from '../../src/assistant/attachment-store'
import { newConversation } from '../../src/assistant/conversation'
import type { Attachment } from '../../src/assistant/message'
import type { Deed } from '../../src/assistant/personal-data'
import { limitsAt } from '../../src/assistant/retention'
import { caseFileOf, later, noon } from '../cases/sample'
import type { DataUnderTest } from './personal-data'

export interface AttachmentsUnderTest extends DataUnderTest {
  readonly attachments: SqlAttachments
  readonly store: AttachmentStore
}

const DAY = 24 * 3_600_000
const DAYS = { drafts: 30, delivered: 30, questions: 90 }
const deed: Deed = { actor: 'wang', purpose: '本人申请删除', at: noon }
let count = 0

export function attachmentsContract(fresh: () => AttachmentsUnderTest): void {
  const on = () => fresh()

  async function send(conversation: string, at = noon): Promise<Attachment> {
    const reference = `upload_${++count}`
    const bytes = Buffer.from(`%PDF-1.7 户口簿 ${reference}`)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    await on().attachments.keep({ reference, conversation, sha256, bytes, at })
    return { reference, name: '户口簿.pdf', contentType: 'application/pdf', bytes: bytes.length, sha256 }
  }
  async function talk(id: string, given: object = {}) {
    const said = { id: 'a', from: 'resident', text: '材料', at: noon.toISOString() } as const
    const conversation = { ...newConversation(id, 'web', 'resident_1'), ...given }
    expect(await on().conversations.commit(conversation, [said])).toBe('committed')
  }
  async function open(...attachments: Attachment[]) {
    const caseFile = caseFileOf({ attachments })
    await on().cases.open({ caseFile, handOff: `handoff_${caseFile.id}`, at: noon })
    return caseFile
  }
  async function deliver() {
    for (const handOff of await on().handOffs.claim({ now: noon, until: later(1), atMost: 99 }))
      await on().handOffs.settle(handOff, { kind: 'accepted', backendNumber: 'MZ-1' }, noon)
  }
  async function expire(days: number) {
    const limits = limitsAt(later(days * DAY), DAYS)
    await on().personalData.expire(limits, later(days * DAY))
    return on().attachments.expire(limits.questions, later(days * DAY))
  }
  const kept = async (...sent: Attachment[]) => {
    const read = await Promise.all(sent.map(({ reference }) => on().attachments.read(reference)))
    const stored = await Promise.all(sent.map(({ reference }) => on().store.get(reference)))
    // Readable or gone for good: never a file nobody can reach.
    expect(read.map((bytes) => bytes !== undefined)).toEqual(stored.map((bytes) => bytes !== undefined))
    return read.map((bytes) => bytes !== undefined)
  }

  it('keeps it sealed, bound to its reference, and gives it back as it was sent', async () => {
    const [first, second] = [await send('c1'), await send('c1')]
    expect(String(await on().attachments.read(first.reference))).toBe(`%PDF-1.7 户口簿 ${first.reference}`)
    const sealed = await on().store.get(first.reference)
    expect(sealed?.includes('%PDF')).toBe(false)
    await on().store.put(second.reference, sealed ?? Buffer.alloc(0))
    await expect(on().attachments.read(second.reference)).rejects.toMatchObject({ code: 'data.unreadable' })
    expect(await on().attachments.read('upload_none')).toBeUndefined()
  })

  it('goes when its conversation is erased, and is counted and proved', async () => {
    const [mine, other] = [await send('c1'), await send('c2')]
    await talk('c1')
    const erasure = await on().personalData.erase({ kind: 'conversation', id: 'c1' }, deed)
    expect(erasure).toMatchObject({ kind: 'erased' })
    expect(await kept(mine, other)).toEqual([false, true])
    expect((await on().audit.read(0, 9)).map(({ detail }) => detail.attachments)).toEqual([1])
  })

  it('goes when its case is erased, whatever became of the conversation', async () => {
    const [handedOver, loose] = [await send('conversation_1'), await send('conversation_1')]
    const caseFile = await open(handedOver)
    await deliver()
    await on().personalData.erase({ kind: 'case', id: caseFile.number }, deed)
    expect(await kept(handedOver, loose)).toEqual([false, true])
    expect((await on().audit.read(0, 9)).map(({ detail }) => detail.attachments)).toEqual([1])
  })

  it('is part of the proof: with another file the proof is another', async () => {
    const proofs: unknown[] = []
    for (const papers of [0, 1]) {
      const sent = await Promise.all(Array.from({ length: papers }, () => send('c1')))
      await talk('c1')
      const erasure = await on().personalData.erase({ kind: 'conversation', id: 'c1' }, deed)
      proofs.push('proof' in erasure && erasure.proof)
      expect(await kept(...sent)).toEqual(sent.map(() => false))
    }
    expect(new Set(proofs).size).toBe(2)
  })

  it('stays while its case is still to be handed off, and goes thirty days after the receipt', async () => {
    const paper = await send('c1')
    await talk('c1', { attachments: [paper] })
    const caseFile = await open(paper)
    expect(await on().personalData.erase({ kind: 'case', id: caseFile.id }, deed)).toEqual({ kind: 'underWay' })
    expect(await expire(200)).toBe(0)
    expect(await on().conversations.load('c1')).toBeUndefined()
    expect(await kept(paper)).toEqual([true])
    await deliver()
    expect(await expire(29)).toBe(0)
    expect(await expire(31)).toBe(1)
    expect(await kept(paper)).toEqual([false])
  })

  it('goes with the draft it was sent for, and when nobody came back at all', async () => {
    const [draft, orphan] = [await send('c1'), await send('c-never')]
    await talk('c1', { attachments: [draft], facts: { age: 80 } })
    expect(await expire(29)).toBe(0)
    expect(await expire(31)).toBe(1)
    expect(await kept(draft, orphan)).toEqual([false, true])
    expect(await expire(91)).toBe(1)
    expect(await kept(orphan)).toEqual([false])
  })
}
