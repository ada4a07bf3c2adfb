/**
 * Learns the local embedder's table: pairs that mean the same (a question's wordings, a wording and its answer, a
 * sentence and its heading, a synonym and its word) are drawn together, the rest of the batch pushed apart (InfoNCE).
 * Deterministic: a fixed generator shuffles and starts the table.
 */
import { createHash } from 'node:crypto'
import type { Knowledge } from '../../src/knowledge/knowledge'
import { type EmbedderWeights, termRows } from '../../src/knowledge/local-embeddings'
import type { Normalise } from '../../src/knowledge/normalise'
import type { Tokenize } from '../../src/knowledge/tokenize'

export const ENCODER = { rows: 16_384, dimensions: 128, epochs: 8, batch: 96, temperature: 0.1, rate: 0.06, start: 0.4 }

interface Pair {
  readonly group: string
  readonly one: string
  readonly other: string
}

type Terms = readonly { readonly row: number; readonly weight: number }[]

/** `uses` tells which stored wordings may be learned from: the others are kept for measuring. */
export function contentPairs(knowledge: Knowledge, normalise: Normalise, uses: (wording: string) => boolean): Pair[] {
  const pairs: Pair[] = []
  for (const passage of knowledge.passages) {
    const programme = knowledge.programmes.get(passage.programme)
    const short = programme?.short ?? ''
    const titles = passage.wordings.filter(uses)
    const paragraphs = passage.paragraphs.map((each) => each.text.replace(/\{\{[^}]*\}\}/g, ''))
    const head = titles[0] ?? `${short}${passage.title}`
    const add = (one: string, other: string) =>
      pairs.push({ group: passage.id, one: normalise(one), other: normalise(other) })
    titles.forEach((wording, i) => {
      const next = titles[(i + 1) % titles.length]
      if (next !== undefined && next !== wording) add(wording, next)
      add(wording, `${short} ${passage.title} ${paragraphs[0] ?? ''}`)
    })
    for (const sentence of paragraphs.flatMap((each) => each.split(/[。；\n]/)).filter((each) => each.length > 8))
      add(sentence, head)
  }
  for (const { title, short, aliases, colloquial, id } of knowledge.programmes.values())
    for (const name of [short, ...aliases, ...colloquial])
      pairs.push({ group: id, one: normalise(name), other: normalise(title) })
  for (const [facet, words] of knowledge.vocabulary.facets)
    for (const word of words) pairs.push({ group: facet, one: normalise(word), other: facet })
  return pairs.filter(({ one, other }) => one !== other)
}

export function learnEncoder(pairs: readonly Pair[], tokenize: Tokenize): EmbedderWeights {
  const { rows, dimensions, epochs, batch, start } = ENCODER
  const random = generator(20261124)
  const table = Float32Array.from({ length: rows * dimensions }, () => (random() + random() + random() - 1.5) * start)
  const squares = new Float32Array(rows)
  const data = pairs.map(({ group, one, other }) => ({
    group,
    one: termRows(one, tokenize, rows),
    other: termRows(other, tokenize, rows),
  }))
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(data, random)
    for (let at = 0; at + 2 <= data.length; at += batch) step(data.slice(at, at + batch), table, squares)
  }
  return quantised(table)
}

function step(
  pairs: readonly { group: string; one: Terms; other: Terms }[],
  table: Float32Array,
  squares: Float32Array,
): void {
  const { temperature } = ENCODER
  const ones = pairs.map(({ one }) => encode(one, table))
  const others = pairs.map(({ other }) => encode(other, table))
  const pullOnes = ones.map(({ unit }) => new Float32Array(unit.length))
  const pullOthers = others.map(({ unit }) => new Float32Array(unit.length))
  pairs.forEach((pair, i) => {
    const a = ones[i]?.unit as Float32Array
    const scores = others.map(({ unit }, j) =>
      j !== i && pairs[j]?.group === pair.group ? 0 : Math.exp(dot(a, unit) / temperature),
    )
    const sum = scores.reduce((total, each) => total + each, 0)
    scores.forEach((score, j) => {
      const by = (score / sum - (i === j ? 1 : 0)) / temperature
      if (Math.abs(by) < 1e-4) return
      const b = others[j]?.unit as Float32Array
      const pullA = pullOnes[i] as Float32Array
      const pullB = pullOthers[j] as Float32Array
      for (let d = 0; d < a.length; d++) {
        pullA[d] = (pullA[d] as number) + by * (b[d] as number)
        pullB[d] = (pullB[d] as number) + by * (a[d] as number)
      }
    })
  })
  pairs.forEach(({ one, other }, i) => {
    apply(one, ones[i] as Encoded, pullOnes[i] as Float32Array, table, squares)
    apply(other, others[i] as Encoded, pullOthers[i] as Float32Array, table, squares)
  })
}

interface Encoded {
  readonly unit: Float32Array
  readonly norm: number
}

function encode(terms: Terms, table: Float32Array): Encoded {
  const { dimensions } = ENCODER
  const sum = new Float32Array(dimensions)
  for (const { row, weight } of terms) {
    const at = row * dimensions
    for (let d = 0; d < dimensions; d++) sum[d] = (sum[d] as number) + weight * (table[at + d] as number)
  }
  const norm = Math.sqrt(dot(sum, sum)) || 1
  return { unit: sum.map((value) => value / norm), norm }
}

/** Through the normalisation to the rows, with a step that shrinks for rows moved often (Adagrad by row). */
function apply(
  terms: Terms,
  { unit, norm }: Encoded,
  pull: Float32Array,
  table: Float32Array,
  squares: Float32Array,
): void {
  const { dimensions, rate } = ENCODER
  const along = dot(pull, unit)
  const gradient = pull.map((value, d) => (value - along * (unit[d] as number)) / norm)
  const size = dot(gradient, gradient) / dimensions
  for (const { row, weight } of terms) {
    squares[row] = (squares[row] as number) + weight * weight * size
    const by = (rate * weight) / (Math.sqrt(squares[row] as number) + 1e-6)
    const at = row * dimensions
    for (let d = 0; d < dimensions; d++) table[at + d] = (table[at + d] as number) - by * (gradient[d] as number)
  }
}

function quantised(table: Float32Array): EmbedderWeights {
  const sorted = table.map(Math.abs).sort()
  const most = sorted[Math.floor(sorted.length * 0.9995)] || 1
  const bytes = Int8Array.from(table, (value) => Math.max(-127, Math.min(127, Math.round((value / most) * 127))))
  const buffer = Buffer.from(bytes.buffer)
  const digest = createHash('sha256').update(buffer).digest('hex').slice(0, 12)
  return { digest, rows: ENCODER.rows, dimensions: ENCODER.dimensions, table: buffer.toString('base64') }
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let d = 0; d < a.length; d++) sum += (a[d] as number) * (b[d] as number)
  return sum
}

/** Mulberry32: the same numbers on every machine. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

function shuffle<T>(items: T[], random: () => number): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const held = items[i] as T
    items[i] = items[j] as T
    items[j] = held
  }
}
