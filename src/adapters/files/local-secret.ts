/** Secrets of this machine's own, made once and kept with the data, for settings nobody configured. */
import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { DataKey } from '../../domain/data-key'

/** Two processes that start together get the same one; it is on the disk when this returns. */
export function localSecret(dataDir: string, name: string): string {
  mkdirSync(dataDir, { recursive: true })
  const file = join(dataDir, `${name}.secret`)
  return readIfThere(file) ?? make(file)
}

/** Data sealed with it is lost without it: a backup of the database needs this file too. */
export function localDataKeys(dataDir: string): readonly DataKey[] {
  return [{ id: 'local', key: Buffer.from(localSecret(dataDir, 'data-key'), 'base64url') }]
}

/** Written whole under another name first: a half-written secret would be read as another one. */
function make(file: string): string {
  const draft = `${file}.${process.pid}`
  const descriptor = openSync(draft, 'w', 0o600)
  writeSync(descriptor, randomBytes(32).toString('base64url'))
  fsyncSync(descriptor)
  closeSync(descriptor)
  try {
    linkSync(draft, file)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
  }
  unlinkSync(draft)
  return readFileSync(file, 'utf8')
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw cause
  }
}
