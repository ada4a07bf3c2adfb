/**
 * One publisher at a time: a lock file made with O_EXCL names who holds it. A second publisher is told who is publishing
 * and waits by trying again. A lock whose process is gone, or that is older than any publishing takes, is taken over.
 */
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { publishedFolder } from './snapshots'

const holderSchema = z.object({ author: z.string(), at: z.string(), host: z.string(), pid: z.int() })

export interface Publisher {
  readonly author: string
  readonly at: Date
}

export type Locked = { readonly ok: true; release(): void } | { readonly ok: false; readonly why: string }

const LOCK = '.publishing'
const LONGEST_MS = 30 * 60_000

export function lockPublishing(dataDir: string, publisher: Publisher): Locked {
  const folder = publishedFolder(dataDir)
  mkdirSync(folder, { recursive: true })
  const file = join(folder, LOCK)
  if (isMade(file, publisher)) return { ok: true, release: () => rmSync(file, { force: true }) }
  const held = holderOf(file)
  if (isAbandoned(held, publisher.at)) {
    setAside(file)
    if (isMade(file, publisher)) return { ok: true, release: () => rmSync(file, { force: true }) }
  }
  return { ok: false, why: `${held?.author ?? '别人'}正在发布（${held?.at ?? '刚刚'}开始），等发布完再来。` }
}

function isMade(file: string, { author, at }: Publisher): boolean {
  try {
    const lock = openSync(file, 'wx')
    writeSync(lock, JSON.stringify({ author, at: at.toISOString(), host: hostname(), pid: process.pid }))
    closeSync(lock)
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw cause
  }
}

type Holder = z.infer<typeof holderSchema>

/** Undefined while it is just being written, or gone again. */
function holderOf(file: string): Holder | undefined {
  try {
    const parsed = holderSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

function isAbandoned(held: Holder | undefined, now: Date): boolean {
  if (!held) return false
  if (now.getTime() - Date.parse(held.at) > LONGEST_MS) return true
  return held.host === hostname() && !isRunning(held.pid)
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Moved away under a name of its own first: of two who find it abandoned, one removes it and neither a new one. */
function setAside(file: string): void {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
  }
  rmSync(aside, { force: true })
}
