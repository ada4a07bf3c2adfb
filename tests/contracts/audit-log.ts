/** What every audit log keeps to: one chain without gaps, however many write at once. */
import { type AuditEvent, type AuditLog, verifyAudit } from '../../src/cases/audit-log'
import { noon } from '../cases/sample'

const event = (subject: string): AuditEvent => ({
  ...{ at: noon, actor: 'wang', action: 'case.revealed', subject, detail: { purpose: '核对身份' } },
})

export function auditLogContract(fresh: () => AuditLog): void {
  it('is whole while it is empty', async () => {
    expect(await verifyAudit(fresh())).toEqual({ kind: 'whole', sequence: 0, hash: '' })
  })

  it('gives back what was appended, numbered from one', async () => {
    await fresh().append(event('case_1'))
    await fresh().append(event('case_2'))
    const records = await fresh().read(0, 10)
    expect(records.map(({ sequence, subject }) => [sequence, subject])).toEqual([
      [1, 'case_1'],
      [2, 'case_2'],
    ])
    expect(records[0]).toMatchObject(event('case_1'))
    expect(await fresh().read(1, 10)).toEqual(records.slice(1))
    expect(await verifyAudit(fresh())).toEqual({ kind: 'whole', sequence: 2, hash: records[1]?.hash })
  })

  it('keeps one chain under fifty parallel appends', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, index) => fresh().append(event(`case_${index}`))))
    expect(await verifyAudit(fresh())).toMatchObject({ kind: 'whole', sequence: 50 })
  })
}
