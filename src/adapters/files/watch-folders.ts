/** Calls `changed` a moment after the last of a burst of changes below the folders. */
import { type FSWatcher, watch } from 'node:fs'

export function watchFolders(folders: readonly string[], changed: () => void, quietMs = 300): { close(): void } {
  let timer: NodeJS.Timeout | undefined
  const watchers: FSWatcher[] = folders.map((folder) =>
    watch(folder, { recursive: true }, () => {
      clearTimeout(timer)
      timer = setTimeout(changed, quietMs)
    }),
  )
  return {
    close() {
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
    },
  }
}
