/**
 * Vectors made elsewhere, in place of the local embedder's. Another embedder's cosines mean something else (0.6 may be
 * strangers), while ranking weights and confidence were learned on the local ones: each score is brought to the local
 * scale by what the same pairs of the content's own wordings score with both. Order stays the other embedder's.
 */
import type { Document } from '@langchain/core/documents'
import type { EmbeddingsInterface } from '@langchain/core/embeddings'
import { HnswVectorStore } from './hnsw-vector-store'

export interface RemoteEmbedder {
  /** Unit vectors. Documents that cannot be embedded are a Fault; a question that cannot is a vector of zeros. */
  readonly embeddings: EmbeddingsInterface
  /** Changes whenever the same text may get another vector. */
  readonly id: string
  readonly dimensions: number
}

type Scale = (score: number) => number

export class RescaledVectorStore extends HnswVectorStore {
  private scale: Scale = (score) => score
  private readonly own: HnswVectorStore

  /** `own`: the same documents with the local embedder's vectors. */
  constructor({ embeddings, id, dimensions }: RemoteEmbedder, own: HnswVectorStore) {
    super(embeddings, { dimensions, embedderId: id })
    this.own = own
  }

  useScale(scale: Scale): void {
    this.scale = scale
  }

  /** A question the server has no vector for is asked of the local ones. */
  override async similaritySearchWithScore(
    query: string,
    k?: number,
    filter?: this['FilterType'],
  ): Promise<[Document, number][]> {
    const vector = await this.embeddings.embedQuery(query)
    if (vector.every((value) => value === 0)) return this.own.similaritySearchWithScore(query, k, filter)
    return this.similaritySearchVectorWithScore(vector, k ?? 4, filter)
  }

  override async similaritySearchVectorWithScore(
    query: number[],
    k: number,
    filter?: this['FilterType'],
  ): Promise<[Document, number][]> {
    const found = await super.similaritySearchVectorWithScore(query, k, filter)
    return found.map(([document, score]) => [document, this.scale(score)])
  }
}

const SAMPLE = 240
const SHARES = [0, 0.25, 0.5, 0.75, 0.9, 0.97, 0.99, 0.997, 0.999, 1]

/** The scale on which pairs of the texts score with `other` as they do with `own`: equal shares of pairs meet. */
export async function scaleBetween(
  texts: readonly string[],
  own: EmbeddingsInterface,
  other: EmbeddingsInterface,
): Promise<Scale> {
  const step = Math.max(1, Math.floor(texts.length / SAMPLE))
  const sample = [...new Set(texts.filter((_, i) => i % step === 0))].slice(0, SAMPLE)
  const [theirs, ours] = [await pairScores(sample, other), await pairScores(sample, own)]
  if (theirs.length === 0) return (score) => score
  const points = SHARES.map((share): Point => [at(theirs, share), at(ours, share)])
  return through([...points, [1, 1]])
}

type Point = readonly [from: number, to: number]

async function pairScores(texts: readonly string[], embeddings: EmbeddingsInterface): Promise<Float32Array> {
  const vectors = (await embeddings.embedDocuments([...texts])).map((vector) => Float32Array.from(vector))
  return Float32Array.from(vectors.flatMap((a, i) => vectors.slice(i + 1).map((b) => dot(a, b)))).sort()
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

const at = (sorted: Float32Array, share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0

/** Straight lines between the points, level outside them. */
function through(points: readonly Point[]): Scale {
  return (score) => {
    const next = points.findIndex(([from]) => from >= score)
    const [low, high] = [points[next - 1], points[next]]
    if (!high) return points.at(-1)?.[1] ?? score
    if (!low || high[0] === low[0]) return high[1]
    return low[1] + ((score - low[0]) / (high[0] - low[0])) * (high[1] - low[1])
  }
}
