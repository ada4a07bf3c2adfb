/** Both built pages, the resident's and the operator's, in a folder of this process. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWeb } from '../../scripts/build-web'
import { HOME_WORDS } from '../../src/channels/words'

let folder: string | undefined

export function bothPages() {
  if (folder === undefined) {
    folder = mkdtempSync(join(tmpdir(), 'console-pages-'))
    buildWeb(folder, ['resident', 'console'])
  }
  return { folder, words: HOME_WORDS }
}

export function forgetBothPages(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  folder = undefined
}
