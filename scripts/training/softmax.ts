/** Softmax regression over hashed rows, by stochastic gradient descent; deterministic. Weights come out as signed bytes. */

export const DANGER_ROWS = 16384
const ROUNDS = 14
const DECAY = 5e-4

export interface SoftmaxExample {
  readonly rows: readonly number[]
  readonly label: number
}

export interface SoftmaxWeights {
  readonly scale: number
  readonly bias: readonly number[]
  readonly table: string
}

export function learnSoftmax(examples: SoftmaxExample[], width: number): SoftmaxWeights {
  const table = new Float64Array(DANGER_ROWS * width)
  const bias = new Float64Array(width)
  const random = generator(7)
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(examples, random)
    const rate = 0.35 / (1 + round * 0.3)
    for (const example of examples) step(example, { table, bias, rate })
  }
  return asBytes(table, bias)
}

interface Learning {
  readonly table: Float64Array
  readonly bias: Float64Array
  readonly rate: number
}

function step({ rows, label }: SoftmaxExample, { table, bias, rate }: Learning): void {
  const width = bias.length
  const unit = 1 / Math.sqrt(rows.length || 1)
  const sums = Array.from(
    bias,
    (value, c) => value + unit * rows.reduce((sum, row) => sum + (table[row * width + c] ?? 0), 0),
  )
  const most = Math.max(...sums)
  const odds = sums.map((value) => Math.exp(value - most))
  const all = odds.reduce((sum, each) => sum + each, 0)
  for (let c = 0; c < width; c++) {
    const pull = rate * ((c === label ? 1 : 0) - (odds[c] ?? 0) / all)
    bias[c] = (bias[c] ?? 0) + pull * 0.1
    for (const row of rows) table[row * width + c] = (table[row * width + c] ?? 0) * (1 - DECAY) + pull * unit
  }
}

function asBytes(table: Float64Array, bias: Float64Array): SoftmaxWeights {
  const most = table.reduce((high, value) => Math.max(high, Math.abs(value)), 1e-9)
  const bytes = Int8Array.from(table, (value) => Math.round((value / most) * 127))
  return {
    scale: most / 127,
    bias: Array.from(bias, (value) => Math.round(value * 1000) / 1000),
    table: Buffer.from(bytes.buffer).toString('base64'),
  }
}

function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return state / 0x7fffffff
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
