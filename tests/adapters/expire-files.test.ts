/** Files residents sent go when their time is over, and no other file does. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expireFiles } from '../../src/adapters/files/expire-files'
import { later, noon } from '../cases/sample'

it('deletes what is older than the limit, and leaves newer files and folders', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'uploads-'))
  for (const [name, at] of [
    ['old', later(-1_000)],
    ['new', later(1_000)],
  ] as const) {
    writeFileSync(join(folder, name), 'a photograph')
    utimesSync(join(folder, name), at, at)
  }
  mkdirSync(join(folder, 'inside'))
  utimesSync(join(folder, 'inside'), later(-9_000), later(-9_000))
  expect(await expireFiles(folder, noon)).toBe(1)
  expect(readdirSync(folder).sort()).toEqual(['inside', 'new'])
  rmSync(folder, { recursive: true })
})

it('finds nothing in a folder that is not there', async () => {
  expect(await expireFiles(join(tmpdir(), 'no-such-folder-of-uploads'), noon)).toBe(0)
})
