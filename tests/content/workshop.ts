/** The small sound base as an editor's working folders, with a data folder of its own, and the commands run on them. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runContent } from '../../scripts/content'
import { openDesk } from '../../scripts/content/desk'
import { readConfig } from '../../src/config'
import type { ContentFolders } from '../../src/knowledge/publishing/snapshots'
import { smallBase } from '../knowledge/small-base'

const root = join(__dirname, '..', '..')

export const KEY = 'a key of this test alone'

export interface Told {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

export interface Workshop {
  readonly working: ContentFolders
  readonly dataDir: string
  /** Replaces the one place where `old` stands in the file of knowledge/. */
  change(file: string, old: string, text: string): void
  /** `npm run content -- …`: what it prints, what it says beside, its exit code. */
  run(...words: readonly string[]): Promise<Told>
  /** The same as its own process. */
  spawn(...words: readonly string[]): Told
  remove(): void
}

export function workshop(): Workshop {
  const base = smallBase()
  const dataDir = mkdtempSync(join(tmpdir(), 'workshop-'))
  const dialogs = join(dataDir, 'dialogs')
  mkdirSync(dialogs)
  const env = { KNOWLEDGE_DIR: base.folder, DIALOGS_DIR: dialogs, DATA_DIR: dataDir }
  return {
    working: { knowledge: base.folder, dialogs },
    dataDir,
    change: base.change,
    async run(...words) {
      const [out, err]: [string[], string[]] = [[], []]
      const desk = openDesk(readConfig(env, root), {
        print: (...lines) => out.push(...lines),
        tell: (...lines) => err.push(...lines),
      })
      const status = await runContent(words, desk)
      const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')
      return { status, out: text(out), err: text(err) }
    },
    spawn(...words) {
      const done = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/content.ts', ...words], {
        cwd: root,
        env: { PATH: process.env.PATH, ...env },
        encoding: 'utf8',
        timeout: 30_000,
      })
      return { status: done.status, out: done.stdout, err: done.stderr }
    },
    remove() {
      base.remove()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export const append = (file: string, text: string) => writeFileSync(file, `${readFileSync(file, 'utf8')}${text}`)
