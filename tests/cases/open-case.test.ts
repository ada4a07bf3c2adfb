/** Opening a case from a confirmed intake. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { openDatabase } from '../../src/adapters/sql/database'
import type { Database } from '../../src/adapters/sql/tables'
import { fixedClock } from '../../src/base/clock'
import { countingIds, type Ids } from '../../src/base/ids'
import { silentLog } from '../../src/base/log'
import { caseFileSchema } from '../../src/cases/case-file'
import { readCaseNumber } from '../../src/cases/case-number'
import { type CaseRequest, openCase } from '../../src/cases/open-case'
import { intakeOf, regions, testCipher } from './sample'

const folder = mkdtempSync(join(tmpdir(), 'open-case-'))
let database: Database
beforeAll(async () => {
  database = await openDatabase({ file: join(folder, 'test.db') })
})
afterAll(async () => {
  await database.destroy()
  rmSync(folder, { recursive: true, force: true })
})

const ids = countingIds()
const newYear = fixedClock('2026-12-31T16:00:00.000Z') // already 2027 in China

const open = (request: Partial<CaseRequest> = {}, drawing: Ids = ids) =>
  openCase(
    { store: sqlCaseStore(database, testCipher), regions, ids: drawing, clock: newYear, log: silentLog },
    {
      intake: intakeOf(ids.next('intake')),
      conversation: 'c1',
      channel: 'web',
      region: '灵璧县',
      serviceTitle: '高龄津贴',
      ...request,
    },
  )

it('writes the whole intake into the case file of the schema', async () => {
  const intake = intakeOf('intake_whole')
  const caseFile = await open({ intake })
  expect(caseFileSchema.parse(caseFile)).toEqual(caseFile)
  expect(caseFile).toMatchObject({
    intake: 'intake_whole',
    service: { programme: 'old-age-allowance', title: '高龄津贴' },
    region: '灵璧县',
    answers: intake.answers,
    consents: intake.consents,
    documents: intake.documents,
    openedAt: '2026-12-31T16:00:00.000Z',
  })
})

it("numbers a case by China's year and the region's code", async () => {
  const { number } = await open()
  expect(number).toMatch(/^2027-341323-/)
  expect(readCaseNumber(number)).toBe(number)
})

it('draws another number when the first is taken', async () => {
  const first = await open()
  const drawn = first.number.slice(12, 21).replace('-', '')
  let draws = 0
  const unlucky: Ids = { next: ids.next, code: (length) => (draws++ === 0 ? drawn : ids.code(length)) }
  const second = await open({}, unlucky)
  expect(draws).toBeGreaterThan(1)
  expect(second.number).not.toBe(first.number)
})

it('gives up with a fault when every number drawn is taken', async () => {
  const first = await open()
  const drawn = first.number.slice(12, 21).replace('-', '')
  await expect(open({}, { next: ids.next, code: () => drawn })).rejects.toMatchObject({ code: 'case.invalid' })
})

it('refuses a region the bureau does not list', async () => {
  await expect(open({ region: '某市' })).rejects.toMatchObject({ code: 'case.invalid' })
})

it('refuses an intake that does not fit, without quoting it', async () => {
  const intake = intakeOf('intake_bad')
  const broken = { ...intake, answers: [{ ...intake.answers[0], shown: 13900001111 }] } as unknown as typeof intake
  const fault = await open({ intake: broken }).catch((cause: unknown) => cause)
  expect(fault).toMatchObject({ code: 'case.invalid', facts: { intake: 'intake_bad', where: 'answers.0.shown' } })
  expect(JSON.stringify(fault)).not.toContain('13900001111')
})
