/** What every case store keeps to. Called with a fresh store per test. */
import type { CaseFile } from '../../src/cases/case-file'
import type { CaseStore } from '../../src/cases/case-store'
import { caseFileOf, later, noon } from '../cases/sample'

export function caseStoreContract(fresh: () => CaseStore): void {
  const open = async (caseFile = caseFileOf(), at = noon) => {
    await fresh().open({ caseFile, handOff: `handoff_of_${caseFile.id}`, at })
    return caseFile
  }

  it('gives a case back whole, by id and by number', async () => {
    const caseFile = await open()
    const byId = await fresh().find(caseFile.id)
    expect(byId).toEqual({ caseFile, state: { stage: 'accepted', attempts: 0 } })
    expect(await fresh().find(caseFile.number)).toEqual(byId)
  })

  it('knows no case nobody opened, whatever is asked for', async () => {
    await open()
    for (const asked of ['case_none', '', '\0', "' or 1=1 --", '😀'.repeat(500)]) {
      expect(await fresh().find(asked)).toBeUndefined()
    }
  })

  it('opens one case when the resident confirms twice', async () => {
    const first = await open(caseFileOf({ intake: 'intake_twice' }))
    const second = caseFileOf({ intake: 'intake_twice' })
    const opening = await fresh().open({ caseFile: second, handOff: 'handoff_second', at: later(1) })
    expect(opening).toEqual({ kind: 'openedBefore', caseFile: first })
    expect(await fresh().list(10)).toHaveLength(1)
  })

  it('writes nothing under a number another case has', async () => {
    const first = await open()
    const rival = caseFileOf({ number: first.number })
    expect(await fresh().open({ caseFile: rival, handOff: 'handoff_rival', at: noon })).toEqual({ kind: 'numberTaken' })
    expect(await fresh().find(rival.id)).toBeUndefined()
  })

  it('writes no case when its hand-off cannot be written', async () => {
    const first = await open()
    const second = caseFileOf()
    const handOff = `handoff_of_${first.id}`
    await expect(fresh().open({ caseFile: second, handOff, at: noon })).rejects.toThrow()
    expect(await fresh().find(second.id)).toBeUndefined()
  })

  it('opens one case of fifty parallel confirmations of one intake', async () => {
    const drafts = Array.from({ length: 50 }, () => caseFileOf({ intake: 'intake_fifty' }))
    const openings = await Promise.all(
      drafts.map((caseFile) => fresh().open({ caseFile, handOff: `handoff_of_${caseFile.id}`, at: noon })),
    )
    expect(openings.filter((opening) => opening.kind === 'opened')).toHaveLength(1)
    expect(new Set(openings.map((opening) => 'caseFile' in opening && opening.caseFile.id)).size).toBe(1)
    expect(await fresh().list(100)).toHaveLength(1)
  })

  it('lists the newest first, and no more than asked', async () => {
    const old = await open(caseFileOf(), noon)
    const newer = await open(caseFileOf(), later(1))
    const newest = await open(caseFileOf(), later(2))
    const listed = async (atMost: number) => (await fresh().list(atMost)).map((kept) => kept.caseFile.id)
    expect(await listed(10)).toEqual([newest.id, newer.id, old.id])
    expect(await listed(2)).toEqual([newest.id, newer.id])
  })

  it('keeps what a resident typed, down to a NUL and half an emoji', async () => {
    const typed = 'a\0b \ud83d 𠮷 "\'\\ <b>'
    const caseFile = await open(caseFileOf({ documents: [typed] }))
    expect((await fresh().find(caseFile.id))?.caseFile.documents).toEqual([typed])
  })

  describe('statuses from the backend', () => {
    const event = (id: string, caseId: string, status: string, at = noon) => ({ id, caseId, status, note: '', at })

    it('take effect once', async () => {
      const { id } = await open()
      expect(await fresh().recordStatus(event('e1', id, '入户调查'))).toEqual({ first: true })
      expect(await fresh().recordStatus(event('e1', id, '另一个状态', later(5)))).toEqual({ first: false })
      expect((await fresh().find(id))?.state.latestStatus).toEqual({
        status: '入户调查',
        note: '',
        at: noon.toISOString(),
      })
    })

    it('take effect once of fifty parallel arrivals', async () => {
      const { id } = await open()
      const arrivals = Array.from({ length: 50 }, () => fresh().recordStatus(event('e1', id, '公示')))
      expect((await Promise.all(arrivals)).filter(({ first }) => first)).toHaveLength(1)
    })

    it('do not go back when an older one arrives late', async () => {
      const { id } = await open()
      await fresh().recordStatus(event('e2', id, '审核确认', later(10)))
      expect(await fresh().recordStatus(event('e1', id, '入户调查', noon))).toEqual({ first: true })
      expect((await fresh().find(id))?.state.latestStatus?.status).toBe('审核确认')
    })

    it('keep to their own case', async () => {
      const [one, other] = [await open(), await open()]
      await fresh().recordStatus(event('e1', one.id, '公示'))
      expect((await fresh().find(other.id))?.state.latestStatus).toBeUndefined()
    })

    it('are refused for a case that does not exist', async () => {
      await expect(fresh().recordStatus(event('e1', 'case_none', '公示'))).rejects.toThrow()
    })
  })

  describe('events', () => {
    const paper = {
      reference: 'upload_1',
      name: '诊断书.jpg',
      contentType: 'image/jpeg',
      bytes: 9,
      sha256: 'a'.repeat(64),
    }
    const withdrawn = (caseFile: CaseFile) =>
      ({ type: 'case.withdrawn', case: caseFile.id, number: caseFile.number, at: noon.toISOString() }) as const
    const supplemented = (caseFile: CaseFile, attachments = [paper]) => ({
      ...withdrawn(caseFile),
      type: 'case.supplemented' as const,
      attachments,
    })

    it('adds papers brought later to the case, once however often they are told', async () => {
      const caseFile = await open()
      const amendment = { event: supplemented(caseFile), handOff: 'handoff_more', at: later(1) }
      expect(await fresh().amend(amendment)).toBe('amended')
      expect(await fresh().amend(amendment)).toBe('amended')
      expect((await fresh().find(caseFile.id))?.caseFile.attachments).toEqual([paper])
    })

    it('lets a case be withdrawn once, and nothing be added afterwards', async () => {
      const caseFile = await open()
      expect(await fresh().amend({ event: withdrawn(caseFile), handOff: 'handoff_w', at: later(1) })).toBe('amended')
      expect((await fresh().find(caseFile.id))?.state.withdrawnAt).toBe(noon.toISOString())
      const late = { event: supplemented(caseFile), handOff: 'handoff_late', at: later(2) }
      expect(await fresh().amend(late)).toBe('withdrawn')
      expect(await fresh().amend({ ...late, event: withdrawn(caseFile), handOff: 'handoff_w2' })).toBe('withdrawn')
    })

    it('withdraws once of twenty parallel wishes', async () => {
      const caseFile = await open()
      const wishes = Array.from({ length: 20 }, (_, i) =>
        fresh().amend({ event: withdrawn(caseFile), handOff: `handoff_w${i}`, at: later(1) }),
      )
      expect((await Promise.all(wishes)).filter((each) => each === 'amended')).toHaveLength(1)
    })

    it('know no case nobody opened', async () => {
      const event = withdrawn(caseFileOf())
      expect(await fresh().amend({ event, handOff: 'handoff_none', at: noon })).toBe('unknown')
    })
  })
}
