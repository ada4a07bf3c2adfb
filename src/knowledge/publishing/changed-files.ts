/** Files that differ between two contents: what is not told entry by entry (words, signals, golden questions) is told so. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from '../basis'
import { type ContentFolders, filesIn } from './snapshots'

export interface ChangedFile {
  readonly at: Place
  readonly what: string
}

export function changedFiles(live: ContentFolders, working: ContentFolders): readonly ChangedFile[] {
  return (['knowledge', 'dialogs'] as const).flatMap((part) => {
    const names = new Set([...filesIn(live[part]), ...filesIn(working[part])])
    return [...names].sort().flatMap((name) => {
      const [old, now] = [read(live[part], name), read(working[part], name)]
      if (old === now) return []
      const how = old === undefined ? '新增' : now === undefined ? '删去' : '改动'
      return [{ at: { file: `${part}/${name}`, line: firstDifference(old, now) }, what: `${how}文件` }]
    })
  })
}

function read(folder: string, name: string): string | undefined {
  const path = join(folder, name)
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

function firstDifference(old = '', now = ''): number {
  const [before, after] = [old.split('\n'), now.split('\n')]
  return after.findIndex((line, i) => line !== before[i]) + 1 || Math.max(1, after.length)
}
