/**
 * The content as the assistant uses it: read, proved, indexed. Which content is live, and its replacement while serving,
 * is in live-content.ts.
 */
import type { ContentProblem } from '../base/content-file'
import { type IndexSync, openIndex } from '../knowledge/open-index'
import type { RemoteEmbedder } from '../knowledge/remote-vectors'
import { type Content, readContent } from './content'
import type { Library } from './turn'
import { understander } from './understand'

export interface LibraryOptions {
  readonly knowledge: string
  readonly dialogs: string
  /** Where the index cache lives; in memory without it. */
  readonly cacheFolder?: string | undefined
  readonly progress?: ((line: string) => void) | undefined
  /** An embedding server's vectors instead of the local ones. */
  readonly remote?: RemoteEmbedder | undefined
}

export type LibraryOpening =
  | { readonly ok: true; readonly library: Library; readonly sync: IndexSync }
  | { readonly ok: false; readonly problems: readonly ContentProblem[] }

export async function openLibrary(options: LibraryOptions): Promise<LibraryOpening> {
  const read = readContent(options)
  // What waits while the content is read is answered before it is indexed.
  await new Promise((done) => setImmediate(done))
  return read.ok ? { ok: true, ...(await indexContent(read.content, options)) } : read
}

export async function indexContent(
  { knowledge, dialogs }: Content,
  options: Pick<LibraryOptions, 'cacheFolder' | 'progress' | 'remote'> = {},
): Promise<{ readonly library: Library; readonly sync: IndexSync }> {
  const { index, normalise, sync } = await openIndex(knowledge, options)
  return { library: { knowledge, dialogs, index, normalise, understand: understander(knowledge, normalise) }, sync }
}
