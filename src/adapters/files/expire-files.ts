/** Deletes the files of a folder that nobody has written since an instant. A folder that is not there has none. */
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

export async function expireFiles(folder: string, before: Date): Promise<number> {
  const names = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return []
    throw cause
  })
  let deleted = 0
  for (const name of names) {
    const file = join(folder, name)
    const found = await stat(file)
    if (!found.isFile() || found.mtime >= before) continue
    await rm(file)
    deleted += 1
  }
  return deleted
}
