/** A copy of the small sound base that a test may change, and the knowledge read from it. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { printProblems } from '../../src/base/content-file'
import type { Knowledge } from '../../src/knowledge/knowledge'
import { readKnowledge } from '../../src/knowledge/read-knowledge'

export interface SmallBase {
  readonly folder: string
  read(): Knowledge
  /** Replaces the one place where `old` stands in the file. */
  change(file: string, old: string, text: string): void
  remove(): void
}

export function smallBase(): SmallBase {
  const workplace = mkdtempSync(join(tmpdir(), 'knowledge-'))
  const folder = join(workplace, 'knowledge')
  cpSync(join(__dirname, 'base'), folder, { recursive: true })
  return {
    folder,
    read() {
      const read = readKnowledge(folder)
      if (!read.ok) throw new Error(printProblems(read.problems))
      return read.knowledge
    },
    change(file, old, text) {
      const path = join(folder, file)
      const parts = readFileSync(path, 'utf8').split(old)
      if (parts.length !== 2) throw new Error(`${file}: “${old}” stands there ${parts.length - 1} times`)
      writeFileSync(path, parts.join(text))
    },
    remove: () => rmSync(workplace, { recursive: true }),
  }
}

export const SUBSISTENCE = 'social-assistance/subsistence-allowance'
export const OLD_AGE = 'elderly-services/old-age-allowance'
