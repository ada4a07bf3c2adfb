/**
 * Embeddings from any OpenAI-compatible server, through LangChain's interface. Documents are asked for once and kept on
 * disk; a question has a short limit, and when nobody answers it gets zeros: the words alone decide, and the log says so.
 */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { EmbeddingsInterface } from '@langchain/core/embeddings'
import { restAfterFailures } from '../../assistant/model/rest'
import type { Clock } from '../../base/clock'
import { Fault } from '../../base/fault'
import type { Log } from '../../base/log'
import { maskNumbers } from '../../domain/mask'
import type { RemoteEmbedder } from '../../knowledge/remote-vectors'
import { clientSettings } from './capped-fetch'
import { type VectorCache, vectorCache } from './vector-cache'

export interface EmbeddingServer {
  readonly url: string
  readonly model: string
  readonly key?: string | undefined
  /** For one question. */
  readonly timeoutMs: number
}

interface Deps {
  /** Where vectors are kept. */
  readonly folder: string
  readonly clock: Clock
  readonly log: Log
}

const PROBE = '低保'
const PROBE_TIMEOUT_MS = 5_000
const BATCH = 64
const BATCH_TIMEOUT_MS = 60_000
const BATCH_BYTES = 64 * 1024 * 1024
const QUESTION_BYTES = 1024 * 1024
const QUESTIONS_KEPT = 500
/** More than any model makes; a server that sends more is none. */
const MOST_DIMENSIONS = 8_192

/** Undefined when the server does not answer, whatever is kept: the local embedder then stands in, and the log says so. */
export async function openEmbedder(server: EmbeddingServer, deps: Deps): Promise<RemoteEmbedder | undefined> {
  const id = `remote-${createHash('sha256').update(`${server.url} ${server.model}`).digest('hex').slice(0, 12)}`
  const cache = vectorCache(join(deps.folder, id))
  const probe = client(server, { timeoutMs: PROBE_TIMEOUT_MS, bytes: QUESTION_BYTES, retries: 0 })
  const documents = client(server, { timeoutMs: BATCH_TIMEOUT_MS, bytes: BATCH_BYTES, retries: 2 })
  try {
    const dimensions = unit(await within(PROBE_TIMEOUT_MS, probe.embedQuery(PROBE)), undefined).length
    deps.log.info('embeddings.opened', { id, dimensions })
    const embedQuery = questionEmbedder(server, dimensions, deps)
    const embedDocuments = (texts: string[]) => embedKept(texts, documents, cache, dimensions)
    return { id, dimensions, embeddings: { embedQuery, embedDocuments } }
  } catch (cause) {
    deps.log.warn('embeddings.unreached', { id, ...whyOf(cause) })
    return undefined
  }
}

function client(
  { url, model, key }: EmbeddingServer,
  { timeoutMs, bytes, retries }: { timeoutMs: number; bytes: number; retries: number },
): EmbeddingsInterface {
  // Not import(): see open-chat-model.ts.
  const { OpenAIEmbeddings }: typeof import('@langchain/openai') = require('@langchain/openai')
  return new OpenAIEmbeddings({
    ...{ model, apiKey: key ?? 'none', batchSize: BATCH, encodingFormat: 'float' },
    ...{ timeout: timeoutMs, maxRetries: retries },
    configuration: clientSettings(url, bytes),
  })
}

/** Kept vectors and new ones; each batch is kept as it comes, so that a start cut short goes on where it was. */
async function embedKept(
  texts: readonly string[],
  documents: EmbeddingsInterface,
  cache: VectorCache,
  dimensions: number,
): Promise<number[][]> {
  const vectors = texts.map((text) => cache.find(text, dimensions))
  const missing = texts.filter((_, i) => !vectors[i])
  const made = new Map<string, number[]>()
  for (let from = 0; from < missing.length; from += BATCH) {
    const batch = missing.slice(from, from + BATCH)
    const answered = await within(BATCH_TIMEOUT_MS, documents.embedDocuments(batch)).catch((cause) => {
      throw new Fault('index.unusable', 'the embedding server did not answer', { cause })
    })
    batch.forEach((text, i) => {
      const vector = unit(answered[i], dimensions)
      made.set(text, vector)
      cache.keep(text, vector)
    })
  }
  return texts.map((text, i) => vectors[i] ?? made.get(text) ?? [])
}

function questionEmbedder(server: EmbeddingServer, dimensions: number, { clock, log }: Deps) {
  const { timeoutMs } = server
  const questions = client(server, { timeoutMs, bytes: QUESTION_BYTES, retries: 0 })
  const rest = restAfterFailures(clock)
  const known = new Map<string, number[]>()
  const none = new Array<number>(dimensions).fill(0)
  return async (question: string): Promise<number[]> => {
    const { text } = maskNumbers(question)
    const kept = known.get(text)
    if (kept) return kept
    if (!rest.isOver()) return none
    try {
      const vector = unit(await within(timeoutMs, questions.embedQuery(text)), dimensions)
      rest.heard(false)
      if (known.size >= QUESTIONS_KEPT) known.clear()
      known.set(text, vector)
      return vector
    } catch (cause) {
      rest.heard(true)
      log.warn('embeddings.questionFailed', whyOf(cause))
      return none
    }
  }
}

/** A vector of length one; anything that is none is a fault of the server's. */
function unit(vector: unknown, dimensions: number | undefined): number[] {
  const values: readonly unknown[] = Array.isArray(vector) ? vector.slice(0, MOST_DIMENSIONS + 1) : []
  const numbers = values.filter((value) => typeof value === 'number')
  const length = Math.hypot(...numbers)
  const fits = numbers.length === values.length && numbers.length === (dimensions ?? numbers.length)
  if (!fits || numbers.length > MOST_DIMENSIONS || !Number.isFinite(length) || length === 0)
    throw new Fault('index.unusable', 'not a vector', { facts: { dimensions: values.length } })
  return numbers.map((value) => value / length)
}

/** The client's own limit ends with the headers; this one holds to the last byte. */
async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  const limit = AbortSignal.timeout(ms)
  const late = new Promise<never>((_, reject) => {
    limit.addEventListener('abort', () => reject(limit.reason), { once: true })
  })
  return Promise.race([answer, late])
}

function whyOf(cause: unknown): { why: string } {
  if (cause instanceof Fault) return { why: cause.cause instanceof Error ? cause.cause.name : cause.message }
  return { why: cause instanceof Error ? cause.name : 'unknown' }
}
