/** A backup taken while the service writes is whole, and a restore brings it back without destroying what was there. */
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backUp, restore } from '../../src/adapters/sql/backup'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { openDatabase } from '../../src/adapters/sql/database'
import { caseFileOf, noon, testCipher } from '../cases/sample'

const folder = mkdtempSync(join(tmpdir(), 'backup-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const [file, copy] = [join(folder, 'assistant.db'), join(folder, 'copy.db')]

async function withStore<T>(work: (store: ReturnType<typeof sqlCaseStore>) => Promise<T>): Promise<T> {
  const database = await openDatabase({ file })
  return work(sqlCaseStore(database, testCipher)).finally(() => database.destroy())
}

it('brings back every case of the backup, and keeps the database it replaces', async () => {
  const [before, after] = [caseFileOf(), caseFileOf()]
  await withStore(async (store) => {
    await store.open({ caseFile: before, handOff: 'h1', at: noon })
    expect(backUp(file, copy).bytes).toBeGreaterThan(0)
    await store.open({ caseFile: after, handOff: 'h2', at: noon })
  })
  expect(statSync(copy).mode & 0o077).toBe(0)
  restore(copy, file)
  await withStore(async (store) => {
    expect((await store.list(9)).map(({ caseFile }) => caseFile)).toEqual([before])
    expect((await store.open({ caseFile: after, handOff: 'h2', at: noon })).kind).toBe('opened')
  })
  expect(existsSync(`${file}.before-restore`)).toBe(true)
})

it('overwrites no backup, and restores nothing that is not one', async () => {
  expect(() => backUp(file, copy)).toThrow(expect.objectContaining({ code: 'store.unusable' }))
  const torn = join(folder, 'torn.db')
  writeFileSync(torn, 'not a database')
  expect(() => restore(torn, file)).toThrow()
  expect(() => restore(join(folder, 'none.db'), file)).toThrow(expect.objectContaining({ code: 'store.unusable' }))
  expect(await withStore((store) => store.list(9))).toHaveLength(2)
})
