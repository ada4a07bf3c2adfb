/**
 * A virus scanner of the bureau's own, started for each file: `clamdscan --no-summary -` reads it from its input, with
 * `{file}` among the words it gets a path instead. Never through a shell. Exit 0 is clean, 1 infected; anything else,
 * a scanner that is not there, or one that takes too long, is no verdict, and the file is not taken.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scan, ScanVerdict } from '../../channels/uploads'

export interface ScanCommand {
  readonly words: readonly string[]
  readonly timeoutMs: number
}

/** A scanner may take a processor and a gigabyte. */
const MOST_AT_ONCE = 4

export function scanCommand(command: ScanCommand): Scan {
  let running = 0
  return async (bytes) => {
    if (running >= MOST_AT_ONCE) return 'busy'
    running += 1
    try {
      return command.words.includes('{file}') ? await scanByPath(command, bytes) : await run(command, bytes)
    } finally {
      running -= 1
    }
  }
}

/** In clear for as long as the scan takes, readable by its owner only. */
async function scanByPath({ words, timeoutMs }: ScanCommand, bytes: Buffer): Promise<ScanVerdict> {
  const folder = await mkdtemp(join(tmpdir(), 'scan-'))
  try {
    const file = join(folder, 'file')
    await writeFile(file, bytes, { mode: 0o600 })
    return await run({ words: words.map((word) => (word === '{file}' ? file : word)), timeoutMs }, Buffer.alloc(0))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function run({ words: [program = '', ...rest], timeoutMs }: ScanCommand, input: Buffer): Promise<ScanVerdict> {
  return new Promise((resolve) => {
    const child = spawn(program, rest, { shell: false, stdio: ['pipe', 'ignore', 'ignore'], env: { PATH } })
    const late = setTimeout(() => child.kill('SIGKILL'), timeoutMs)
    const end = (verdict: ScanVerdict) => {
      clearTimeout(late)
      resolve(verdict)
    }
    child.once('error', () => end('unknown'))
    child.once('close', (code) => end(code === 0 ? 'clean' : code === 1 ? 'infected' : 'unknown'))
    // A scanner that has seen enough stops reading.
    child.stdin.once('error', () => {})
    child.stdin.end(input)
  })
}

/** Of our environment it gets nothing: that holds our secrets. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
