/** Opens the search index: loads the saved vectors when they fit, embeds only what changed, saves the result. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Document } from '@langchain/core/documents'
import { Fault } from '../base/fault'
import { HnswVectorStore } from './hnsw-vector-store'
import type { Knowledge } from './knowledge'
import { type EmbedderWeights, LocalEmbeddings } from './local-embeddings'
import { type Normalise, normaliser } from './normalise'
import { PassageIndex } from './passage-index'
import { vectorDocuments } from './passage-texts'
import { type RemoteEmbedder, RescaledVectorStore, scaleBetween } from './remote-vectors'
import { jiebaTokenizer, type Tokenize } from './tokenize'

export interface IndexSync {
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly same: number
}

export interface OpenIndex {
  readonly index: PassageIndex
  readonly normalise: Normalise
  readonly sync: IndexSync
}

/** `cacheFolder` is optional: without it the index lives in memory. `progress` is told of work longer than a moment. */
export interface IndexOptions {
  readonly cacheFolder?: string | undefined
  readonly progress?: ((line: string) => void) | undefined
  /** Another table for the local embedder (training). */
  readonly embedder?: EmbedderWeights | undefined
  /** A server's vectors instead of the local embedder's; the local ones stand in when it does not answer. */
  readonly remote?: RemoteEmbedder | undefined
}

export async function openIndex(knowledge: Knowledge, options: IndexOptions = {}): Promise<OpenIndex> {
  const normalise = normaliser(knowledge.vocabulary)
  const tokenize = contentTokenizer(knowledge, normalise)
  const local = new LocalEmbeddings(tokenize, options.embedder)
  await letOthersIn()
  const documents = vectorDocuments(knowledge, normalise)
  await letOthersIn()
  const own = await openLocal(local, documents, options)
  await letOthersIn()
  const { store, sync } = (options.remote && (await openRemote(options.remote, own.store, documents, options))) ?? own
  await letOthersIn()
  return { index: new PassageIndex(knowledge, store, normalise, tokenize), normalise, sync }
}

interface Filled {
  readonly store: HnswVectorStore
  readonly sync: IndexSync
}

async function openLocal(local: LocalEmbeddings, documents: Document[], options: IndexOptions): Promise<Filled> {
  const store = new HnswVectorStore(local, { dimensions: local.dimensions, embedderId: local.id })
  return { store, sync: await fillStore(store, documents, 'index', options) }
}

/** Undefined when the server stops answering before everything is embedded. */
async function openRemote(
  remote: RemoteEmbedder,
  own: HnswVectorStore,
  documents: Document[],
  options: IndexOptions,
): Promise<Filled | undefined> {
  const store = new RescaledVectorStore(remote, own)
  try {
    const sync = await fillStore(store, documents, `index-${remote.id}`, options)
    const texts = documents.map((each) => each.pageContent)
    store.useScale(await scaleBetween(texts, own.embeddings, remote.embeddings))
    return { store, sync }
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause
    options.progress?.('向量服务没有回应，先用本机的向量；服务恢复后会自动换回。')
    return undefined
  }
}

async function fillStore(
  store: HnswVectorStore,
  documents: Document[],
  name: string,
  options: IndexOptions,
): Promise<IndexSync> {
  const folder = options.cacheFolder && join(options.cacheFolder, name)
  if (folder) store.load(folder)
  const sync = await bringUpToDate(store, documents, options.progress)
  if (folder && sync.added + sync.changed + sync.removed > 0) store.save(folder)
  await store.build()
  return sync
}

/** Keeps the programmes' names whole. */
export function contentTokenizer(knowledge: Knowledge, normalise: Normalise): Tokenize {
  const names = [...knowledge.programmes.values()].flatMap((each) => [
    each.title,
    each.short,
    ...each.aliases,
    ...each.colloquial,
  ])
  return jiebaTokenizer([...new Set(names.map(normalise))])
}

async function bringUpToDate(
  store: HnswVectorStore,
  documents: Document[],
  progress: ((line: string) => void) | undefined,
): Promise<IndexSync> {
  for (const document of documents) document.metadata.digest = digestOf(document.pageContent)
  const wanted = new Set(documents.map((each) => String(each.metadata.id)))
  const removed = store.ids().filter((id) => !wanted.has(id))
  await store.delete({ ids: removed })
  const stale = documents.filter((each) => store.digestOf(String(each.metadata.id)) !== each.metadata.digest)
  const changed = stale.filter((each) => store.digestOf(String(each.metadata.id)) !== undefined).length
  for (let at = 0; at < stale.length; at += AT_ONCE) {
    if (stale.length > 2000 && at % (10 * AT_ONCE) === 0) progress?.(`正在建立索引 ${at}/${stale.length}`)
    await store.addDocuments(stale.slice(at, at + AT_ONCE))
    await letOthersIn()
  }
  return { added: stale.length - changed, changed, removed: removed.length, same: documents.length - stale.length }
}

/** Waiting messages get their turn: an index is made while residents are served. */
const letOthersIn = () => new Promise((done) => setImmediate(done))

/** So few that residents' messages, let in between, do not notice the next index being made. */
const AT_ONCE = 50

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)
