/** Backup and restore of the SQLite file. PostgreSQL has its own tools; the README names them. */
import { chmodSync, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { Fault } from '../../base/fault'

/** A whole, consistent copy as of one instant, taken while the service writes. Never over an existing file. */
export function backUp(file: string, to: string): { bytes: number } {
  if (existsSync(to)) throw new Fault('store.unusable', `${to} already exists`)
  const sqlite = new DatabaseSync(file)
  try {
    sqlite.exec('PRAGMA busy_timeout = 5000')
    sqlite.prepare('VACUUM INTO ?').run(to)
  } finally {
    sqlite.close()
  }
  chmodSync(to, 0o600)
  checkWhole(to)
  return { bytes: statSync(to).size }
}

/** With the service stopped. The database in place is kept beside it as `.before-restore`, never deleted. */
export function restore(from: string, file: string): { bytes: number } {
  checkWhole(from)
  const draft = `${file}.restoring`
  rmSync(draft, { force: true })
  const { bytes } = backUp(from, draft)
  // A log left by the old database would be played into the restored one.
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, `${file}.before-restore${suffix}`)
  }
  renameSync(draft, file)
  return { bytes }
}

function checkWhole(file: string): void {
  if (!existsSync(file)) throw new Fault('store.unusable', `${file} does not exist`)
  const sqlite = new DatabaseSync(file, { readOnly: true })
  try {
    const { integrity_check } = sqlite.prepare('PRAGMA integrity_check').get()
    const { tables } = sqlite.prepare("select count(*) as tables from sqlite_master where name = 'case_file'").get()
    if (integrity_check !== 'ok' || tables !== 1) throw new Fault('store.unusable', `${file} is no whole backup`)
  } finally {
    sqlite.close()
  }
}
