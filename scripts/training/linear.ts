/** A linear ranker under a softmax over each question's candidates (Adam), and a logistic model: deterministic. */
import type { Example } from './examples'

export type Weights = Readonly<Record<string, number>>

const ROUNDS = 150
const STEP = 0.35
const PULL_TO_ZERO = 0.0001
/** How much of what the last rounds said is kept. */
const MOMENTUM = 0.9
const MEMORY = 0.99

/** `names`: the features used; the others stay zero. */
export function learnRanking(examples: readonly Example[], names: readonly string[]): Weights {
  const width = names.length
  const data = examples.map(({ candidates, weight }) => {
    const rows = new Float64Array(candidates.length * width)
    candidates.forEach(({ features }, i) => {
      names.forEach((name, f) => {
        rows[i * width + f] = featureOf(features, name)
      })
    })
    return { rows, weight, right: candidates.map((each) => each.right) }
  })
  const total = data.reduce((sum, each) => sum + each.weight, 0)
  const weights = new Float64Array(width)
  const [mean, square] = [new Float64Array(width), new Float64Array(width)]
  for (let round = 1; round <= ROUNDS; round++) {
    const gradient = weights.map((weight) => -PULL_TO_ZERO * weight)
    for (const each of data) pull(each, weights, gradient, total)
    const step = STEP * (1 - (0.9 * round) / ROUNDS)
    for (let f = 0; f < width; f++) {
      const slope = gradient[f] as number
      mean[f] = MOMENTUM * (mean[f] as number) + (1 - MOMENTUM) * slope
      square[f] = MEMORY * (square[f] as number) + (1 - MEMORY) * slope * slope
      const typical = Math.sqrt((square[f] as number) / (1 - MEMORY ** round)) + 1e-8
      weights[f] = (weights[f] as number) + (step * (mean[f] as number)) / (1 - MOMENTUM ** round) / typical
    }
  }
  return named(names, [...weights])
}

/** Adds one question's pull: towards its right candidates, away from what scores high. */
function pull(
  { rows, right, weight }: { rows: Float64Array; right: readonly boolean[]; weight: number },
  weights: Float64Array,
  gradient: Float64Array,
  total: number,
): void {
  const width = weights.length
  const scores = right.map((_, i) => {
    let sum = 0
    for (let f = 0; f < width; f++) sum += (rows[i * width + f] as number) * (weights[f] as number)
    return Math.exp(sum)
  })
  const all = scores.reduce((sum, each) => sum + each, 0)
  const good = scores.reduce((sum, each, i) => sum + (right[i] ? each : 0), 0)
  scores.forEach((score, i) => {
    const by = (weight / total) * ((right[i] ? score / good : 0) - score / all)
    for (let f = 0; f < width; f++) gradient[f] = (gradient[f] as number) + by * (rows[i * width + f] as number)
  })
}

export const scoreOf = (features: object, weights: Weights): number =>
  Object.entries(weights).reduce((sum, [name, weight]) => sum + weight * featureOf(features, name), 0)

/** The place of the first right candidate, from 1; infinite when there is none. */
export function rankOf({ candidates }: Example, weights: Weights): number {
  const scored = candidates.map(({ features, right }) => ({ score: scoreOf(features, weights), right }))
  const best = Math.max(...scored.map(({ score, right }) => (right ? score : Number.NEGATIVE_INFINITY)))
  return best === Number.NEGATIVE_INFINITY
    ? Number.POSITIVE_INFINITY
    : 1 + scored.filter(({ score }) => score > best).length
}

export interface Labelled {
  readonly features: Readonly<Record<string, number>>
  readonly positive: boolean
  readonly weight: number
}

/** Logistic regression with a bias; features are brought to one scale for learning, the weights back to theirs. */
export function learnLogistic(examples: readonly Labelled[], names: readonly string[]): Weights {
  const columns = names.map((name) => examples.map(({ features }) => features[name] ?? 0))
  const means = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / column.length)
  const spreads = columns.map(
    (column, f) =>
      Math.sqrt(column.reduce((sum, value) => sum + (value - (means[f] ?? 0)) ** 2, 0) / column.length) || 1,
  )
  const rows = examples.map((_, i) =>
    Float64Array.from([1, ...columns.map((column, f) => ((column[i] ?? 0) - (means[f] ?? 0)) / (spreads[f] ?? 1))]),
  )
  const scaled = descend(examples, rows)
  const weights = names.map((_, f) => (scaled[f + 1] ?? 0) / (spreads[f] ?? 1))
  const bias = weights.reduce((sum, weight, f) => sum - weight * (means[f] ?? 0), scaled[0] ?? 0)
  return named(['bias', ...names], [bias, ...weights])
}

function descend(examples: readonly Labelled[], rows: readonly Float64Array[]): readonly number[] {
  const total = examples.reduce((sum, each) => sum + each.weight, 0)
  const weights = Array.from({ length: rows[0]?.length ?? 0 }, () => 0)
  for (let round = 0; round < 500; round++) {
    const gradient = weights.map((weight, f) => (f === 0 ? 0 : -0.004 * weight))
    rows.forEach((row, i) => {
      const example = examples[i]
      if (!example) return
      const error = ((example.positive ? 1 : 0) - sigmoid(dot(row, weights))) * (example.weight / total)
      for (let f = 0; f < row.length; f++) gradient[f] = (gradient[f] ?? 0) + error * (row[f] ?? 0)
    })
    for (let f = 0; f < weights.length; f++) weights[f] = (weights[f] ?? 0) + 1.5 * (gradient[f] ?? 0)
  }
  return weights
}

export const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

function dot(row: Float64Array, weights: readonly number[]): number {
  let sum = 0
  for (let f = 0; f < row.length; f++) sum += (row[f] as number) * (weights[f] as number)
  return sum
}

function featureOf(features: object, name: string): number {
  const value: unknown = Reflect.get(features, name)
  return typeof value === 'number' ? value : 0
}

const named = (names: readonly string[], weights: readonly number[]): Weights =>
  Object.fromEntries(names.map((name, i) => [name, Math.round((weights[i] ?? 0) * 1000) / 1000]))
