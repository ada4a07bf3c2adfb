/** A scanner of the bureau's own decides by its exit code alone, in bounded time, and never through a shell. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { scanCommand } from '../../src/adapters/command/scan-command'

/** As a scanner in Node would be written: exits by what it reads. */
const scanner = (body: string, ...rest: string[]) => ({
  words: [process.execPath, '-e', body, ...rest],
  timeoutMs: 10_000,
})
const BY_CONTENT = (source: string) =>
  `const b = require('fs').readFileSync(${source}); process.exit(b.includes('EICAR') ? 1 : b.length > 5 ? 0 : 2)`

it.each([
  ['its input', scanner(BY_CONTENT('0'))],
  ['a path', scanner(BY_CONTENT('process.argv[1]'), '{file}')],
])('reads the file from %s', async (_name, command) => {
  const scan = scanCommand(command)
  expect(await scan(Buffer.from('a photograph'))).toBe('clean')
  expect(await scan(Buffer.from('EICAR test'))).toBe('infected')
  expect(await scan(Buffer.from('tiny'))).toBe('unknown')
})

it('leaves nothing of a scanned file behind, and gives the path to no shell', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'scanning-'))
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    const injected = `; touch ${join(folder, 'injected')} #`
    expect(await scanCommand(scanner(BY_CONTENT('process.argv[1]'), '{file}', injected))(Buffer.alloc(9))).toBe('clean')
    expect(readdirSync(folder)).toEqual([])
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    rmSync(folder, { recursive: true })
  }
})

it('gives no verdict when the scanner takes too long, dies, or is not there', async () => {
  const bytes = Buffer.alloc(2_000_000, 1)
  const slow = scanCommand({ ...scanner('setTimeout(() => {}, 60_000)'), timeoutMs: 300 })
  expect(await slow(bytes)).toBe('unknown')
  expect(await scanCommand(scanner('process.kill(process.pid, "SIGKILL")'))(bytes)).toBe('unknown')
  expect(await scanCommand({ words: ['/no/such/scanner'], timeoutMs: 1_000 })(bytes)).toBe('unknown')
})

it('does not mind a scanner that has seen enough', async () => {
  expect(await scanCommand(scanner('process.exit(1)'))(Buffer.alloc(5_000_000, 1))).toBe('infected')
})

it('runs four at once, says when it is busy, and goes on after', async () => {
  const scan = scanCommand(scanner('setTimeout(() => process.exit(0), 500)'))
  const verdicts = await Promise.all(Array.from({ length: 6 }, () => scan(Buffer.alloc(9))))
  expect(verdicts.filter((verdict) => verdict === 'clean')).toHaveLength(4)
  expect(verdicts.filter((verdict) => verdict === 'busy')).toHaveLength(2)
  expect(await scan(Buffer.alloc(9))).toBe('clean')
})

it('knows nothing of our secrets', async () => {
  process.env.OPERATOR_TOKEN = 'a token'
  try {
    expect(await scanCommand(scanner('process.exit(process.env.OPERATOR_TOKEN ? 1 : 0)'))(Buffer.alloc(9))).toBe(
      'clean',
    )
  } finally {
    delete process.env.OPERATOR_TOKEN
  }
})
