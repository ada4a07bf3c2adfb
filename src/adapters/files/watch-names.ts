/** Calls `changed` whenever an entry of the folder so named comes, goes or is replaced. The folder is made when missing. */
import { mkdirSync, watch } from 'node:fs'

export function watchNames(folder: string, names: RegExp, changed: () => void): { close(): void } {
  mkdirSync(folder, { recursive: true })
  return watch(folder, (_, name) => {
    if (name === null || names.test(name)) changed()
  })
}
