/** Learns the danger classifier: softmax regression over hashed characters and pairs. Deterministic. */
import { type DangerWeights, dangerRows, lettersOf } from '../../src/assistant/danger-classifier'
import { hearListed } from '../../src/assistant/screen'
import type { SafetySignal } from '../../src/knowledge/knowledge'
import { dangerProbes } from '../evaluation/sets'
import type { Base } from './examples'
import { NONE_OF_OURS } from './none-of-ours'

const ROWS = 8192
const ROUNDS = 24
const THRESHOLD = 0.42
const MOST_FROM_ONE_PATTERN = 24
const NONE = 'none'

interface Example {
  readonly rows: readonly number[]
  readonly label: number
}

export function learnDanger(base: Base): DangerWeights {
  const { knowledge, normalise } = base
  const classes = [...knowledge.safety.map((each) => each.id), NONE]
  const example = (text: string, label: string): Example => ({
    rows: dangerRows(lettersOf(normalise(text)), ROWS),
    label: classes.indexOf(label),
  })
  const heard = (text: string) => hearListed(text, knowledge, normalise) !== undefined
  const { danger, lookAlikes } = dangerProbes()
  const examples = [
    ...knowledge.safety.flatMap((signal) => wordingsOf(signal).map((text) => example(text, signal.id))),
    ...repeat(3, danger).map(({ q, group }) => example(q, group)),
    ...knowledge.passages
      .flatMap((each) => each.wordings)
      .filter((text) => !heard(text))
      .map((text) => example(text, NONE)),
    ...repeat(3, [...lookAlikes.map(({ q }) => q), ...NONE_OF_OURS]).map((text) => example(text, NONE)),
    ...knowledge.safety.flatMap((each) => [...each.unless, ...each.policyWords]).map((text) => example(text, NONE)),
  ]
  return learn(examples, classes)
}

const repeat = <T>(times: number, items: readonly T[]): T[] => Array.from({ length: times }, () => items).flat()

/** A pattern's words as one would say them; of many combinations an even share. */
function wordingsOf(signal: SafetySignal): string[] {
  return signal.patterns.flatMap((pattern) => {
    if (typeof pattern !== 'string') return [pattern.all.join('')]
    let said = ['']
    for (const group of pattern.split('…')) said = said.flatMap((each) => group.split('/').map((word) => each + word))
    const step = Math.ceil(said.length / MOST_FROM_ONE_PATTERN)
    return said.filter((_, i) => i % step === 0)
  })
}

function learn(examples: Example[], classes: readonly string[]): DangerWeights {
  const width = classes.length
  const table = new Float64Array(ROWS * width)
  const bias = classes.map(() => 0)
  const random = generator(7)
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(examples, random)
    const rate = 0.35 / (1 + round * 0.3)
    for (const { rows, label } of examples) {
      const unit = 1 / Math.sqrt(rows.length || 1)
      const sums = bias.map(
        (value, c) => value + unit * rows.reduce((sum, row) => sum + (table[row * width + c] ?? 0), 0),
      )
      const most = Math.max(...sums)
      const odds = sums.map((value) => Math.exp(value - most))
      const all = odds.reduce((sum, each) => sum + each, 0)
      for (let c = 0; c < width; c++) {
        const pull = rate * ((c === label ? 1 : 0) - (odds[c] ?? 0) / all)
        bias[c] = (bias[c] ?? 0) + pull * 0.1
        for (const row of rows) table[row * width + c] = (table[row * width + c] ?? 0) * (1 - 1e-4) + pull * unit
      }
    }
  }
  const most = table.reduce((high, value) => Math.max(high, Math.abs(value)), 1e-9)
  const bytes = Int8Array.from(table, (value) => Math.round((value / most) * 127))
  return {
    threshold: THRESHOLD,
    classes,
    rows: ROWS,
    scale: most / 127,
    bias: bias.map((value) => Math.round(value * 1000) / 1000),
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
