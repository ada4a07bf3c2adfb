/** Reads dialogs/*.yaml into proved dialogs, or lists every problem of every file at once, for the people who write them. */
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type ContentProblem, readYamlFile } from '../base/content-file'
import { reporter } from './content-problems'
import type { Dialog } from './dialog'
import { proveDialog, type Registers } from './dialog-proofs'
import { dialogSchema } from './dialog-schema'
import { proveWalks } from './dialog-walks'

export type DialogsRead =
  | { readonly ok: true; readonly dialogs: ReadonlyMap<string, Dialog> }
  | { readonly ok: false; readonly problems: readonly ContentProblem[] }

export function readDialogs(dir: string, registers: Registers): DialogsRead {
  const problems: ContentProblem[] = []
  const dialogs = new Map<string, Dialog>()
  const names = readdirSync(dir)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
  for (const name of names) {
    const dialog = readDialog(join(dir, name), `dialogs/${name}`, registers, problems)
    if (dialog) dialogs.set(dialog.id, dialog)
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, dialogs }
}

function readDialog(
  file: string,
  shownAs: string,
  registers: Registers,
  problems: ContentProblem[],
): Dialog | undefined {
  const read = readYamlFile(file, dialogSchema, shownAs)
  if (!read.ok) {
    problems.push(...read.problems)
    return undefined
  }
  const found: ContentProblem[] = []
  const report = reporter(shownAs, read.lineOf, found)
  if (read.value.id !== basename(file, '.yaml'))
    report(['id'], `表单 id“${read.value.id}”和文件名不一致`, '让 id 等于文件名（不带 .yaml）。')
  proveDialog(read.value, registers, report)
  // Walking through conditions that do not even name fields would only repeat what is reported already.
  if (found.length === 0) proveWalks(read.value, report)
  problems.push(...found)
  return found.length === 0 ? read.value : undefined
}
