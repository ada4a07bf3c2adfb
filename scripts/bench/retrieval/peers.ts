/**
 * The peers. Each gets what ours gets: the same fields, the same spelling, the same Chinese terms (its own tokenizer
 * fails on Chinese outright) and, for vectors, the same embedder.
 */
import { MemoryVectorStore } from '@langchain/classic/vectorstores/memory'
import { create, insertMultiple, search } from '@orama/orama'
import MiniSearch from 'minisearch'
import { countTerms, LexicalIndex } from '../../../src/knowledge/lexical-index'
import { bestOf, type Contender, type TextEntry } from './engine'
import { chineseTerms, embedded, embedderOf, passageOf, type Words } from './ours'

const FIELDS = ['title', 'heading', 'questions', 'body']
const flat = (entry: TextEntry) => ({ ...entry, questions: entry.questions.join('\n') })

export const miniSearch = (words: Words, boost: Readonly<Record<string, number>> = {}): Contender => ({
  name: Object.keys(boost).length > 0 ? 'MiniSearch（问法、标题加权）' : 'MiniSearch',
  build({ entries }) {
    const terms = chineseTerms(words)
    const index = new MiniSearch({
      fields: FIELDS,
      tokenize: (text) => [...terms(text)],
      processTerm: (term) => term,
      searchOptions: { boost: { ...boost } },
    })
    index.addAll(entries.map(flat))
    return Promise.resolve({
      search: ({ q }, atMost) =>
        Promise.resolve(
          index
            .search(q)
            .slice(0, atMost)
            .map((each) => String(each.id)),
        ),
    })
  },
})

export const orama = (words: Words, boost: Readonly<Record<string, number>> = {}): Contender => ({
  name: Object.keys(boost).length > 0 ? 'Orama（问法、标题加权）' : 'Orama',
  async build({ entries }, giveUpAt) {
    const terms = chineseTerms(words)
    const index = create({
      schema: { id: 'string', title: 'string', heading: 'string', questions: 'string', body: 'string' } as const,
      components: {
        tokenizer: {
          language: 'chinese',
          normalizationCache: new Map(),
          tokenize: (text: string) => [...new Set(terms(text))],
        },
      },
    })
    for (let at = 0; at < entries.length; at += AT_ONCE) {
      if (performance.now() > giveUpAt) return undefined
      await insertMultiple(index, entries.slice(at, at + AT_ONCE).map(flat), AT_ONCE)
    }
    return {
      async search({ q }, limit) {
        const found = await search(index, {
          term: q,
          limit,
          threshold: 1,
          properties: ['title', 'heading', 'questions', 'body'],
          boost: { ...boost },
        })
        return found.hits.map((hit) => String(hit.document.id))
      },
    }
  },
})

const AT_ONCE = 1000

/** BM25 over jieba's words alone, all fields in one text. */
export const plainBm25 = (words: Words): Contender => ({
  name: 'BM25＋结巴分词',
  build({ entries }) {
    const all = chineseTerms(words)
    const terms = (text: string) => all(text).filter((term) => !term.startsWith('_'))
    const index = new LexicalIndex(
      entries.map((each) => [each.title, each.heading, ...each.questions, each.body].join('\n')),
      terms,
    )
    return Promise.resolve({
      search({ q }, atMost) {
        const { docs, scores } = index.bm25(countTerms(terms(q)))
        return Promise.resolve(
          bestOf(
            Array.from(docs, (at) => [entries[at]?.id ?? '', scores[at] ?? 0]),
            atMost,
          ),
        )
      },
    })
  },
})

export const langChainMemory = (words: Words): Contender => ({
  name: 'LangChain MemoryVectorStore（同一向量）',
  async build(base) {
    const { normalise } = words
    const store = new MemoryVectorStore(embedderOf(words))
    await store.addDocuments(embedded(base, normalise))
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
