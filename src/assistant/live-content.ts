/**
 * Which content is live, and its replacement while serving. A published snapshot is served when there is one, else the
 * working folders. The new library is opened beside the old one and takes its place in one assignment: a message is
 * answered wholly from the version it began with, and content that fails its checks never replaces content that did not.
 */
import type { ContentProblem } from '../base/content-file'
import type { Log } from '../base/log'
import type { IndexSync } from '../knowledge/open-index'
import {
  type ContentFolders,
  currentNumber,
  findSnapshot,
  type Snapshot,
  snapshotNumbers,
} from '../knowledge/publishing/snapshots'
import type { RemoteEmbedder } from '../knowledge/remote-vectors'
import { openLibrary } from './library'
import type { Library } from './turn'

export interface ContentPlaces {
  /** What editors work on; served until something is published. */
  readonly working: ContentFolders
  readonly dataDir: string
  /** Snapshots not signed with it are not served. */
  readonly key: string
  readonly progress?: (line: string) => void
}

export interface LiveContent {
  current(): Library
  /** The number of the snapshot being served; undefined for the working folders. */
  snapshot(): number | undefined
  /** Looks again at what is live. Keeps serving the old content when the new one has problems. */
  reload(): Promise<readonly ContentProblem[]>
  /** From here on with an embedding server's vectors: served as before until they are made, and where they cannot be. */
  embedWith(remote: RemoteEmbedder): Promise<void>
}

export type LiveOpening =
  | { readonly ok: true; readonly live: LiveContent; readonly sync: IndexSync }
  | { readonly ok: false; readonly problems: readonly ContentProblem[] }

interface Served {
  readonly library: Library
  readonly sync: IndexSync
  /** Absent for the working folders. */
  readonly snapshot?: Snapshot
}

type Opening = { ok: true; served: Served } | { ok: false; problems: readonly ContentProblem[] }

/** Kept open: the live one, the one before it for a rollback, and the newest, which may go live next. */
const KEPT = 3

export async function openLiveContent(places: ContentPlaces, log: Log): Promise<LiveOpening> {
  const first = await open(places, [])
  if (!first.ok) return first
  let served = first.served
  let kept: readonly Served[] = [served]
  let last: Promise<unknown> = Promise.resolve()
  let waiting: Promise<readonly ContentProblem[]> | undefined
  let remote: RemoteEmbedder | undefined

  const keep = (each: Served) => {
    kept = [each, ...kept.filter((other) => other !== each && other.snapshot)].slice(0, KEPT)
  }

  async function reloadNow(): Promise<readonly ContentProblem[]> {
    const number = currentNumber(places.dataDir)
    if (number !== undefined && number === served.snapshot?.number) return []
    return reopen()
  }

  async function reopen(): Promise<readonly ContentProblem[]> {
    const opening = await open({ ...places, remote }, kept)
    if (!opening.ok) {
      log.error('content.kept', { problems: opening.problems.length, serving: served.library.knowledge.digest })
      return opening.problems
    }
    served = opening.served
    keep(served)
    const { library, snapshot, sync } = served
    const { knowledge, index } = library
    log.info('content.switched', {
      ...{ digest: knowledge.digest, snapshot: snapshot?.number, embedder: index.embedder },
      ...sync,
    })
    return []
  }

  /** A snapshot just written is opened before the pointer moves to it: the switch itself is then an assignment. */
  async function prepareNewest(): Promise<void> {
    const newest = snapshotNumbers(places.dataDir).at(-1)
    if (newest === undefined || newest === served.snapshot?.number) return
    const opening = await open({ ...places, remote }, kept, newest)
    if (!opening.ok || kept.includes(opening.served)) return
    kept = [...kept.slice(0, KEPT - 1), opening.served]
    log.info('content.prepared', { digest: opening.served.library.knowledge.digest, snapshot: newest })
  }

  return {
    ok: true,
    sync: served.sync,
    live: {
      current: () => served.library,
      snapshot: () => served.snapshot?.number,
      // One after the other: a slow look that began earlier never replaces what a later one found.
      reload() {
        waiting ??= last.then(() => {
          waiting = undefined
          const found = reloadNow()
          // Whatever is wrong with the newest is told when it is to go live.
          last = found.then(prepareNewest).catch(() => {})
          return found
        })
        last = waiting.catch(() => {})
        return waiting
      },
      embedWith(found) {
        const switched = last.then(async () => {
          remote = found
          kept = []
          await reopen()
        })
        last = switched.catch(() => {})
        return switched
      },
    },
  }
}

/** `kept` saves the reading of a snapshot that is open already: the same number with the same signature. */
async function open(
  places: ContentPlaces & { readonly remote?: RemoteEmbedder | undefined },
  kept: readonly Served[],
  number = currentNumber(places.dataDir),
): Promise<Opening> {
  const found = number === undefined ? undefined : findSnapshot(places.dataDir, number, places.key)
  if (found && !found.ok) return { ok: false, problems: [unusable(found.why)] }
  const snapshot = found?.snapshot
  const ready = kept.find((each) => each.snapshot && each.snapshot.manifest.signature === snapshot?.manifest.signature)
  if (ready) return { ok: true, served: ready }
  const { knowledge, dialogs } = snapshot ?? places.working
  const opening = await openLibrary({
    ...{ knowledge, dialogs },
    cacheFolder: places.dataDir,
    progress: places.progress,
    remote: places.remote,
  })
  return opening.ok ? { ok: true, served: { library: opening.library, sync: opening.sync, snapshot } } : opening
}

function unusable(why: string): ContentProblem {
  return {
    file: 'published/current',
    line: 1,
    problem: why,
    remedy: '用 npm run content -- rollback 换回完好的一份，或重新发布；不要手工改 published/ 里的文件。',
  }
}
