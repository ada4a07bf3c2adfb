/**
 * A LangChain VectorStore over hnswlib-node with ids, deletion and atomic save. hnswlib-node is optional and its
 * search approximate, so below `exactBelow` vectors, and where it is not installed, an exact scan answers.
 * The files are a cache: whatever does not fit the manifest is rebuilt.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Document } from '@langchain/core/documents'
import type { EmbeddingsInterface } from '@langchain/core/embeddings'
import { VectorStore } from '@langchain/core/vectorstores'
import type { HierarchicalNSW } from 'hnswlib-node'
import { dotProducts } from './dot-products'

export interface HnswOptions {
  readonly dimensions: number
  readonly embedderId: string
  readonly exactBelow?: number
}

interface Manifest {
  readonly version: 1
  readonly dimensions: number
  readonly space: 'ip'
  readonly embedder: string
  readonly entries: readonly { id: string; digest: string }[]
  readonly vectors: string
}

interface Block {
  /** The nearly exact score of every row; valid until the next query. */
  readonly scores: (query: readonly number[]) => Float32Array
  readonly vectors: readonly Float32Array[]
  /** What a search hands out: an id is all there is to say of a vector. Made once, for eighty a search are many. */
  readonly documents: readonly Document[]
  readonly ids: readonly string[]
  readonly held: WeakMap<(id: string) => boolean, Uint8Array>
}

const EXACT_BELOW = 20_000
const EF_SEARCH = 400
/** Rows scored exactly beyond those asked for: nearly exact scores may change places. */
const SLACK = 40

export class HnswVectorStore extends VectorStore {
  declare FilterType: (id: string) => boolean
  private readonly options: HnswOptions
  /** id → its row: the document's digest and unit vector. Insertion order is the row order on disk. */
  private readonly rows = new Map<string, { digest: string; vector: Float32Array }>()
  private block: Block | undefined
  private graph: { index: HierarchicalNSW; ids: string[] } | undefined

  constructor(embeddings: EmbeddingsInterface, options: HnswOptions) {
    super(embeddings, {})
    this.options = options
  }

  override _vectorstoreType(): string {
    return 'hnsw'
  }

  get size(): number {
    return this.rows.size
  }

  /** Which search answers now; shown in /healthz. */
  get mode(): 'exact' | 'hnsw' {
    return this.graph ? 'hnsw' : 'exact'
  }

  /** Whose vectors these are. */
  get embedder(): string {
    return this.options.embedderId
  }

  digestOf(id: string): string | undefined {
    return this.rows.get(id)?.digest
  }

  ids(): readonly string[] {
    return [...this.rows.keys()]
  }

  /** Documents carry `metadata.id` and `metadata.digest`; a known id is replaced. */
  override async addDocuments(documents: Document[]): Promise<string[]> {
    const vectors = await this.embeddings.embedDocuments(documents.map((each) => each.pageContent))
    await this.addVectors(vectors, documents)
    return documents.map((each) => String(each.metadata.id))
  }

  override addVectors(vectors: number[][], documents: Document[]): Promise<void> {
    documents.forEach((document, i) => {
      const vector = vectors[i]
      if (!vector || vector.length !== this.options.dimensions || vector.some((value) => !Number.isFinite(value))) {
        throw new RangeError(`vector of ${vector?.length ?? 0} dimensions, expected ${this.options.dimensions}`)
      }
      this.rows.set(String(document.metadata.id), {
        digest: String(document.metadata.digest),
        vector: Float32Array.from(vector),
      })
    })
    this.graph = undefined
    this.block = undefined
    return Promise.resolve()
  }

  override delete(params: { ids: string[] }): Promise<void> {
    for (const id of params.ids) this.rows.delete(id)
    this.graph = undefined
    this.block = undefined
    return Promise.resolve()
  }

  /** Builds the graph when there are enough vectors and the library is there. Call after a batch of changes. */
  async build(): Promise<void> {
    if (this.rows.size < (this.options.exactBelow ?? EXACT_BELOW)) return
    const library = await loadLibrary()
    if (!library) return
    const index = new library.HierarchicalNSW('ip', this.options.dimensions)
    index.initIndex(this.rows.size, 16, 200, 100)
    const ids = [...this.rows.keys()]
    ids.forEach((id, label) => {
      index.addPoint(Array.from(this.rows.get(id)?.vector ?? []), label)
    })
    index.setEf(EF_SEARCH)
    this.graph = { index, ids }
  }

  /** The k nearest of those the filter lets through: what it holds back never takes a place. */
  override similaritySearchVectorWithScore(
    query: number[],
    k: number,
    filter?: this['FilterType'],
  ): Promise<[Document, number][]> {
    return Promise.resolve(
      this.graph
        ? this.searchGraph(this.graph, query, k, filter).map(([id, score]) => [documentOf(id), score])
        : this.searchAll(query, k, filter),
    )
  }

  /** Every row scored nearly, and the nearest of them exactly. */
  private searchAll(query: number[], k: number, filter?: this['FilterType']): [Document, number][] {
    const block = this.inOneBlock()
    const near = highest(block.scores(query), k + SLACK, filter && rowsOf(block, filter))
    return near
      .map((row): [number, number] => [row, dot(block.vectors[row] as Float32Array, query)])
      .sort(([rowA, a], [rowB, b]) => b - a || rowA - rowB)
      .slice(0, k)
      .map(([row, score]) => [block.documents[row] as Document, score])
  }

  /** All vectors in one block, made again after a change: rows side by side are scanned ten times faster. */
  private inOneBlock(): Block {
    if (this.block) return this.block
    const vectors = [...this.rows.values()].map((row) => row.vector)
    const scores = dotProducts(vectors, this.options.dimensions)
    const ids = [...this.rows.keys()]
    this.block = { scores, vectors, ids, documents: ids.map(documentOf), held: new WeakMap() }
    return this.block
  }

  private searchGraph(
    graph: { index: HierarchicalNSW; ids: string[] },
    query: number[],
    k: number,
    filter?: this['FilterType'],
  ): [string, number][] {
    for (let reach = k; ; reach *= 2) {
      const { neighbors, distances } = graph.index.searchKnn(query, Math.min(reach, graph.ids.length))
      const near = neighbors.map((label, i): [string, number] => [graph.ids[label] ?? '', 1 - (distances[i] ?? 1)])
      const found = filter ? near.filter(([id]) => filter(id)).slice(0, k) : near
      if (found.length >= k || near.length < reach) return found
    }
  }

  /** Written beside and renamed: a crash leaves the old cache or the new one, never half. */
  save(folder: string): void {
    mkdirSync(folder, { recursive: true })
    const vectors = Buffer.concat(
      [...this.rows.values()].map(({ vector }) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)),
    )
    const manifest: Manifest = {
      version: 1,
      dimensions: this.options.dimensions,
      space: 'ip',
      embedder: this.options.embedderId,
      entries: [...this.rows].map(([id, { digest }]) => ({ id, digest })),
      vectors: sha256(vectors),
    }
    writeAtomically(join(folder, fileOf(manifest)), vectors)
    writeAtomically(join(folder, 'manifest.json'), JSON.stringify(manifest))
    removeOldVectors(folder, fileOf(manifest))
  }

  /** True when a sound cache of this embedder was loaded; false leaves the store empty. */
  load(folder: string): boolean {
    this.rows.clear()
    this.block = undefined
    const file = join(folder, 'manifest.json')
    if (!existsSync(file)) return false
    try {
      const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest
      const { dimensions } = this.options
      if (manifest.version !== 1 || manifest.dimensions !== dimensions || manifest.embedder !== this.options.embedderId)
        return false
      const vectors = readFileSync(join(folder, fileOf(manifest)))
      if (sha256(vectors) !== manifest.vectors || vectors.byteLength !== manifest.entries.length * dimensions * 4)
        return false
      const all = new Float32Array(vectors.buffer.slice(vectors.byteOffset, vectors.byteOffset + vectors.byteLength))
      manifest.entries.forEach(({ id, digest }, row) => {
        this.rows.set(id, { digest, vector: all.slice(row * dimensions, (row + 1) * dimensions) })
      })
      return true
    } catch {
      // An unreadable cache is no fault: it is rebuilt from the content.
      this.rows.clear()
      return false
    }
  }
}

const documentOf = (id: string) => new Document({ pageContent: '', metadata: { id } })

function dot(row: Float32Array, query: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < row.length; i++) sum += (row[i] as number) * (query[i] as number)
  return sum
}

type HnswLibrary = typeof import('hnswlib-node')

async function loadLibrary(): Promise<HnswLibrary | undefined> {
  try {
    const loaded: HnswLibrary & { readonly default?: HnswLibrary } = await import('hnswlib-node')
    // Imported natively (tsx, Node), this CommonJS addon has its names only under `default`.
    return loaded.default ?? loaded
  } catch {
    return undefined
  }
}

/** Which rows a filter lets through: asked once per filter, for a filter lives as long as what it was made for. */
function rowsOf(block: Block, filter: (id: string) => boolean): Uint8Array {
  const known = block.held.get(filter)
  if (known) return known
  const held = Uint8Array.from(block.ids, (id) => (filter(id) ? 1 : 0))
  block.held.set(filter, held)
  return held
}

/** Rows of the k highest scores, best first: counted into steps, so that only those of the highest steps are sorted. */
function highest(scores: Float32Array, k: number, held: Uint8Array | undefined): number[] {
  const counts = new Uint32Array(STEPS)
  for (let row = 0; row < scores.length; row++) {
    if (held?.[row] === 0) continue
    const step = stepOf(scores[row] as number)
    counts[step] = (counts[step] as number) + 1
  }
  let least = STEPS - 1
  for (let found = counts[least] as number; least > 0 && found < k; found += counts[least] as number) least--
  const rows: number[] = []
  for (let row = 0; row < scores.length; row++)
    if (held?.[row] !== 0 && stepOf(scores[row] as number) >= least) rows.push(row)
  return rows.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b).slice(0, k)
}

/** Unit vectors score from -1 to 1; what rounding lifts above falls into the last step. */
const STEPS = 2048
const stepOf = (score: number) => Math.max(0, Math.min(STEPS - 1, ((score + 1) * (STEPS / 2)) | 0))

const fileOf = (manifest: Manifest) => `vectors-${manifest.vectors.slice(0, 16)}.f32`

/** Vectors no manifest names any more. */
function removeOldVectors(folder: string, current: string): void {
  for (const file of readdirSync(folder))
    if (/^vectors-.*\.f32$/.test(file) && file !== current) rmSync(join(folder, file), { force: true })
}

function writeAtomically(file: string, content: Buffer | string): void {
  const beside = `${file}.${process.pid}.part`
  writeFileSync(beside, content)
  renameSync(beside, file)
  rmSync(beside, { force: true })
}

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')
