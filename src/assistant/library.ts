/**
 * The content as the assistant uses it: read, proved, indexed. Replaced as a whole: one message is answered from one
 * version, and content that does not pass its checks never replaces content that did.
 */
import type { ContentProblem } from '../base/content-file'
import type { Log } from '../base/log'
import { type IndexSync, openIndex } from '../knowledge/open-index'
import { readContent } from './content'
import type { Library } from './turn'
import { understander } from './understand'

export interface LibraryOptions {
  readonly knowledge: string
  readonly dialogs: string
  /** Where the index cache lives; in memory without it. */
  readonly cacheFolder?: string | undefined
  readonly progress?: (line: string) => void
}

export type LibraryOpening =
  | { readonly ok: true; readonly library: Library; readonly sync: IndexSync }
  | { readonly ok: false; readonly problems: readonly ContentProblem[] }

export async function openLibrary(options: LibraryOptions): Promise<LibraryOpening> {
  const read = readContent(options)
  if (!read.ok) return read
  const { knowledge, dialogs } = read.content
  const { index, normalise, sync } = await openIndex(knowledge, options)
  return {
    ok: true,
    library: { knowledge, dialogs, index, normalise, understand: understander(knowledge, normalise) },
    sync,
  }
}

export interface LiveLibrary {
  current(): Library
  /** Reads everything again; keeps the old content serving when the new one has problems. */
  reload(): Promise<readonly ContentProblem[]>
}

export function liveLibrary(first: Library, options: LibraryOptions, log: Log): LiveLibrary {
  let library = first
  return {
    current: () => library,
    async reload() {
      const opening = await openLibrary(options)
      if (!opening.ok) {
        log.error('content.kept', { problems: opening.problems.length, serving: library.knowledge.digest })
        return opening.problems
      }
      library = opening.library
      log.info('content.switched', { digest: library.knowledge.digest, ...opening.sync })
      return []
    },
  }
}
