import { FAULT_CODES, Fault } from '../../src/base/fault'

describe('a fault', () => {
  it('carries its code, its cause and facts for the log', () => {
    const cause = new Error('disk full')
    const fault = new Fault('store.unusable', 'the store cannot be written', { cause, facts: { attempts: 3 } })
    expect(fault).toBeInstanceOf(Error)
    expect(fault).toMatchObject({ name: 'Fault', code: 'store.unusable', cause, facts: { attempts: 3 } })
  })

  it('has an HTTP status for every code, none of them a success', () => {
    const statuses = Object.values(FAULT_CODES)
    expect(statuses.length).toBeGreaterThan(5)
    for (const status of statuses) expect(status).toBeGreaterThanOrEqual(400)
  })
})
