/**
 * A LangChain VectorStore over hnswlib-node with ids, deletion and atomic save. hnswlib-node is optional and its
 * search approximate, so below `exactBelow` vectors, and where it is not installed, an exact scan answers.
 * The files are a cache: whatever does not fit the manifest is rebuilt.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Document } from '@langchain/core/documents'
import type { EmbeddingsInterface } from '@langchain/core/embeddings'
import { VectorStore } from '@langchain/core/vectorstores'
import type { HierarchicalNSW } from 'hnswlib-node'

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

const EXACT_BELOW = 20_000
const EF_SEARCH = 200

export class HnswVectorStore extends VectorStore {
  declare FilterType: (id: string) => boolean
  private readonly options: HnswOptions
  /** id → its row: the document's digest and unit vector. Insertion order is the row order on disk. */
  private readonly rows = new Map<string, { digest: string; vector: Float32Array }>()
  private block: { matrix: Float32Array; ids: readonly string[] } | undefined
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
    let found: [string, number][] = []
    for (let reach = k; ; reach *= 2) {
      const near = this.graph ? this.searchGraph(this.graph, query, reach) : this.searchAll(query, reach)
      found = filter ? near.filter(([id]) => filter(id)).slice(0, k) : near
      if (found.length >= k || near.length < reach) break
    }
    return Promise.resolve(found.map(([id, score]) => [new Document({ pageContent: '', metadata: { id } }), score]))
  }

  private searchAll(query: number[], k: number): [string, number][] {
    const { matrix, ids } = this.matrix()
    const scores = scoresOf(matrix, Float32Array.from(query), ids.length)
    return best(scores, k).map((row) => [ids[row] ?? '', scores[row] ?? 0])
  }

  /** All vectors in one block, made again after a change: rows side by side are scanned ten times faster. */
  private matrix(): { matrix: Float32Array; ids: readonly string[] } {
    if (this.block) return this.block
    const { dimensions } = this.options
    const matrix = new Float32Array(this.rows.size * dimensions)
    let at = 0
    for (const { vector } of this.rows.values()) {
      matrix.set(vector, at)
      at += dimensions
    }
    this.block = { matrix, ids: [...this.rows.keys()] }
    return this.block
  }

  private searchGraph(
    graph: { index: HierarchicalNSW; ids: string[] },
    query: number[],
    k: number,
  ): [string, number][] {
    const { neighbors, distances } = graph.index.searchKnn(query, Math.min(k, graph.ids.length))
    return neighbors.map((label, i) => [graph.ids[label] ?? '', 1 - (distances[i] ?? 1)])
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
    writeAtomically(join(folder, `vectors-${manifest.vectors.slice(0, 16)}.f32`), vectors)
    writeAtomically(join(folder, 'manifest.json'), JSON.stringify(manifest))
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
      const vectors = readFileSync(join(folder, `vectors-${manifest.vectors.slice(0, 16)}.f32`))
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

async function loadLibrary(): Promise<typeof import('hnswlib-node') | undefined> {
  try {
    return await import('hnswlib-node')
  } catch {
    return undefined
  }
}

function scoresOf(matrix: Float32Array, query: Float32Array, rows: number): Float32Array {
  const scores = new Float32Array(rows)
  const width = query.length
  for (let row = 0, at = 0; row < rows; row++) {
    let sum = 0
    for (let i = 0; i < width; i++, at++) sum += (matrix[at] as number) * (query[i] as number)
    scores[row] = sum
  }
  return scores
}

/** Rows of the k highest scores, best first, without sorting the rest. */
function best(scores: Float32Array, k: number): number[] {
  const sorted = Float32Array.from(scores).sort()
  const least = sorted[Math.max(0, sorted.length - k)] ?? 0
  const rows: number[] = []
  for (let row = 0; row < scores.length; row++) if ((scores[row] as number) >= least) rows.push(row)
  return rows.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b).slice(0, k)
}

function writeAtomically(file: string, content: Buffer | string): void {
  const beside = `${file}.${process.pid}.part`
  writeFileSync(beside, content)
  renameSync(beside, file)
  rmSync(beside, { force: true })
}

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')
