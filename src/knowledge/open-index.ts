/** Opens the search index: loads the saved vectors when they fit, embeds only what changed, saves the result. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { HnswVectorStore } from './hnsw-vector-store'
import type { Knowledge } from './knowledge'
import { type EmbedderWeights, LocalEmbeddings } from './local-embeddings'
import { type Normalise, normaliser } from './normalise'
import { PassageIndex, vectorDocuments } from './passage-index'
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
export async function openIndex(
  knowledge: Knowledge,
  options: {
    cacheFolder?: string | undefined
    progress?: (line: string) => void
    /** Another table for the local embedder (training). */
    embedder?: EmbedderWeights
  } = {},
): Promise<OpenIndex> {
  const normalise = normaliser(knowledge.vocabulary)
  const tokenize = contentTokenizer(knowledge, normalise)
  const embeddings = new LocalEmbeddings(tokenize, options.embedder)
  const store = new HnswVectorStore(embeddings, { dimensions: embeddings.dimensions, embedderId: embeddings.id })
  const folder = options.cacheFolder && join(options.cacheFolder, 'index')
  if (folder) store.load(folder)
  const sync = await bringUpToDate(store, knowledge, normalise, options.progress)
  if (folder && sync.added + sync.changed + sync.removed > 0) store.save(folder)
  await store.build()
  return { index: new PassageIndex(knowledge, store, normalise, tokenize), normalise, sync }
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
  knowledge: Knowledge,
  normalise: Normalise,
  progress: ((line: string) => void) | undefined,
): Promise<IndexSync> {
  const documents = vectorDocuments(knowledge, normalise)
  for (const document of documents) document.metadata.digest = digestOf(document.pageContent)
  const wanted = new Set(documents.map((each) => String(each.metadata.id)))
  const removed = store.ids().filter((id) => !wanted.has(id))
  await store.delete({ ids: removed })
  const stale = documents.filter((each) => store.digestOf(String(each.metadata.id)) !== each.metadata.digest)
  const changed = stale.filter((each) => store.digestOf(String(each.metadata.id)) !== undefined).length
  for (let at = 0; at < stale.length; at += 500) {
    if (stale.length > 2000) progress?.(`正在建立索引 ${at}/${stale.length}`)
    await store.addDocuments(stale.slice(at, at + 500))
  }
  return { added: stale.length - changed, changed, removed: removed.length, same: documents.length - stale.length }
}

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)
