/** The poller's life: it keeps ticking over faults, and stops without leaving a claim behind. */

import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { sqlHandOffQueue } from '../../src/adapters/sql/hand-off-queue'
import { systemClock } from '../../src/base/clock'
import { silentLog } from '../../src/base/log'
import { newBreaker } from '../../src/cases/breaker'
import type { CaseBackend, Submission } from '../../src/cases/case-backend'
import type { CaseFile } from '../../src/cases/case-file'
import type { HandOffQueue } from '../../src/cases/hand-off-queue'
import { type Poller, startPoller } from '../../src/cases/poller'
import { onEachDatabase } from '../contracts/databases'
import { caseFileOf, testCipher } from './sample'

const accepted: Submission = { kind: 'accepted', backendNumber: 'X-1' }

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5_000
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('waited five seconds in vain')
    await new Promise((wake) => setTimeout(wake, 5))
  }
}

onEachDatabase((database) => {
  const stageOf = async (caseFile: CaseFile) =>
    (await sqlCaseStore(database(), testCipher).find(caseFile.id))?.state.stage
  const open = async () => {
    const caseFile = caseFileOf()
    await sqlCaseStore(database(), testCipher).open({
      caseFile,
      handOff: `handoff_of_${caseFile.id}`,
      at: systemClock.now(),
    })
    return caseFile
  }
  const started: Poller[] = []
  const start = (
    backend: CaseBackend,
    handOffs = sqlHandOffQueue(database(), testCipher),
    onStatus = async (_: CaseFile) => {},
  ) => {
    const deps = { handOffs, backend, breaker: newBreaker(), clock: systemClock, log: silentLog, onStatus }
    const poller = startPoller(deps, 5)
    started.push(poller)
    return poller
  }
  afterEach(() => Promise.all(started.map((poller) => poller.stop())))

  it('stops only after the delivery under way is recorded', async () => {
    const caseFile = await open()
    let answer = (_: Submission) => {}
    let isAsked = false
    const poller = start({
      submit: () => {
        isAsked = true
        return new Promise((resolve) => {
          answer = resolve
        })
      },
    })
    await until(async () => isAsked)
    let isStopped = false
    const stopped = poller.stop().then(() => {
      isStopped = true
    })
    await new Promise((wake) => setTimeout(wake, 30))
    expect(isStopped).toBe(false)
    answer(accepted)
    await stopped
    expect(await stageOf(caseFile)).toBe('delivered')
    const late = await open()
    await new Promise((wake) => setTimeout(wake, 30))
    expect(await stageOf(late)).toBe('accepted')
  })

  it('delivers the others when one fails with a fault, and goes on after a tick that failed', async () => {
    const cases = [await open(), await open(), await open()]
    const handOffs = sqlHandOffQueue(database(), testCipher)
    let claims = 0
    const flaky: HandOffQueue = {
      ...handOffs,
      claim: (due) => {
        claims += 1
        if (claims === 1) throw new Error('the database is away')
        return handOffs.claim(due)
      },
    }
    const poller = start(
      {
        submit: async (caseFile) => {
          if (caseFile.id === cases[1]?.id) throw new Error('a bug')
          return accepted
        },
      },
      flaky,
    )
    await until(async () => (await handOffs.backlog()).due === 1)
    await poller.stop()
    expect(await Promise.all(cases.map(stageOf))).toEqual(['delivered', 'handingOff', 'delivered'])
  })

  it('hands each of many cases over once when three pollers share the database', async () => {
    const cases = await Promise.all(Array.from({ length: 60 }, open))
    const sent: string[] = []
    const told: string[] = []
    const backend: CaseBackend = {
      submit: async (caseFile) => {
        sent.push(caseFile.id)
        return accepted
      },
    }
    const onStatus = async (caseFile: CaseFile) => {
      told.push(caseFile.id)
    }
    const pollers = [1, 2, 3].map(() => start(backend, sqlHandOffQueue(database(), testCipher), onStatus))
    await until(async () => (await sqlHandOffQueue(database(), testCipher).backlog()).due === 0)
    await Promise.all(pollers.map((poller) => poller.stop()))
    const all = cases.map((caseFile) => caseFile.id).sort()
    expect([...sent].sort()).toEqual(all)
    expect([...told].sort()).toEqual(all)
  })
})
