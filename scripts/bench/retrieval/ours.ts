/** Our own retrieval: whole, and its two halves alone. */
import { Document } from '@langchain/core/documents'
import type { Understand } from '../../../src/assistant/understand'
import { HnswVectorStore } from '../../../src/knowledge/hnsw-vector-store'
import type { Knowledge } from '../../../src/knowledge/knowledge'
import { countTerms, LexicalIndex } from '../../../src/knowledge/lexical-index'
import { type EmbedderWeights, LocalEmbeddings } from '../../../src/knowledge/local-embeddings'
import type { Normalise } from '../../../src/knowledge/normalise'
import { contentTokenizer, openIndex } from '../../../src/knowledge/open-index'
import type { Tokenize } from '../../../src/knowledge/tokenize'
import { WordOverlap } from '../../../src/knowledge/word-overlap'
import { EVALUATION_DAY } from '../../evaluation/asker'
import { bestOf, type Contender, type TextBase, type TextEntry } from './engine'

export interface Words {
  readonly knowledge: Knowledge
  readonly normalise: Normalise
  readonly understand: Understand
  /** Another table for the local embedder, learned without what is asked. */
  readonly embedder?: EmbedderWeights
}

export const embedderOf = ({ knowledge, normalise, embedder }: Words) =>
  new LocalEmbeddings(contentTokenizer(knowledge, normalise), embedder)

/** The whole of it: wordings, text, vectors, programme and facet, under the learned weights. */
export const hybrid = ({ knowledge, understand, embedder }: Words): Contender => ({
  name: '本项目：全部',
  async build() {
    const { index } = await openIndex(knowledge, embedder ? { embedder } : {})
    return {
      async search({ q, region }, atMost) {
        const query = { ...understand(q, EVALUATION_DAY), on: EVALUATION_DAY, region: region ?? knowledge.regions.home }
        return (await index.search(query, { atMost })).map(({ passage }) => passage.id)
      },
    }
  },
})

/** The nearest stored wording and BM25 of the text, added up; no vectors, no programme or facet. */
export const lexicalOnly = ({ knowledge, normalise }: Words): Contender => ({
  name: '本项目：只用词',
  build({ entries }) {
    const tokenize = contentTokenizer(knowledge, normalise)
    const wordings = entries.flatMap((entry) =>
      entry.questions.map((text) => ({ id: entry.id, text: normalise(text) })),
    )
    const asked = new WordOverlap(
      wordings.map((each) => each.text),
      tokenize,
    )
    const told = new LexicalIndex(
      entries.map((each) => normalise(`${each.title}\n${each.heading}\n${each.body}`)),
      tokenize,
    )
    return Promise.resolve({
      search({ q }, atMost) {
        const terms = countTerms(tokenize(normalise(q)))
        const near = asked.compare(terms)
        const nearest = new Map<string, number>()
        wordings.forEach(({ id }, at) => {
          const { cosine } = near(at)
          if (cosine > (nearest.get(id) ?? 0)) nearest.set(id, cosine)
        })
        const { docs, scores } = told.bm25(terms)
        const text = Array.from(docs, (at): [string, number] => [entries[at]?.id ?? '', scores[at] ?? 0])
        const sum = new Map(nearest)
        for (const [id, score] of text) sum.set(id, (sum.get(id) ?? 0) + score)
        return Promise.resolve(bestOf(sum, atMost))
      },
    })
  },
})

/** The vectors alone, scanned whole or by the graph. */
export const vectorsOnly = (words: Words, mode: 'exact' | 'hnsw'): Contender => ({
  name: mode === 'exact' ? '本项目：只用向量（全扫）' : '本项目：只用向量（HNSW）',
  async build(base) {
    const { normalise } = words
    const store = await vectorStore(words, base, mode)
    return {
      async search({ q }, atMost) {
        const found = await store.similaritySearchWithScore(normalise(q), atMost * 8)
        return bestOf(
          found.map(([document, score]) => [passageOf(String(document.metadata.id)), score]),
          atMost,
        )
      },
    }
  },
})

export async function vectorStore(words: Words, base: TextBase, mode: 'exact' | 'hnsw'): Promise<HnswVectorStore> {
  const embeddings = embedderOf(words)
  const store = new HnswVectorStore(embeddings, {
    dimensions: embeddings.dimensions,
    embedderId: embeddings.id,
    exactBelow: mode === 'exact' ? Number.POSITIVE_INFINITY : 0,
  })
  await store.addDocuments(embedded(base, words.normalise))
  await store.build()
  return store
}

/** The same parts that the assistant embeds: each wording, and the start of the passage. */
export function embedded({ entries }: TextBase, normalise: Normalise): Document[] {
  return entries.flatMap((entry) =>
    [...entry.questions, opening(entry)].map((text, n) => {
      const pageContent = normalise(text)
      return new Document({ pageContent, metadata: { id: `${entry.id}@${n}`, digest: pageContent } })
    }),
  )
}

const opening = ({ title, heading, body }: TextEntry) => [title, heading, body].join(' ').slice(0, 300)
export const passageOf = (id: string) => id.slice(0, id.lastIndexOf('@'))
export const chineseTerms = ({ knowledge, normalise }: Words): Tokenize => {
  const tokenize = contentTokenizer(knowledge, normalise)
  return (text) => tokenize(normalise(text))
}
