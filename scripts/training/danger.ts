/** The danger classifier's examples, from the list of signals, the content and the sets of tests/evaluation/. */
import { type DangerWeights, dangerRows, lettersOf } from '../../src/assistant/danger-classifier'
import { hearListed, shapeOf } from '../../src/assistant/screen'
import type { Listening, SafetySignal } from '../../src/knowledge/knowledge'
import { type DangerFamily, dangerFamilies, dangerProbes } from '../evaluation/sets'
import { everydaySentences } from './everyday'
import type { Base } from './examples'
import { NONE_OF_OURS } from './none-of-ours'
import { DANGER_ROWS, learnSoftmax, type SoftmaxExample } from './softmax'

const THRESHOLD = 0.46
const DOUBT = 0.28
const MOST_FROM_ONE_PATTERN = 6
/** A message somebody might send counts for more than a fragment of a pattern. */
const MESSAGE_COUNTS = 4
const NONE = 'none'

/** All families, or all but those held out to see how they are heard. */
export function learnDanger(base: Base, families: readonly DangerFamily[] = dangerFamilies()): DangerWeights {
  const classes = [...base.knowledge.safety.map((each) => each.id), NONE]
  const { scale, bias, table } = learnSoftmax(examplesFrom(base, families, classes), classes.length)
  return { threshold: THRESHOLD, doubt: DOUBT, classes, rows: DANGER_ROWS, scale, bias, table }
}

function examplesFrom(
  { knowledge, normalise }: Base,
  families: readonly DangerFamily[],
  classes: readonly string[],
): SoftmaxExample[] {
  const example = (text: string, label: string): SoftmaxExample => {
    const said = normalise(text)
    return {
      rows: dangerRows(lettersOf(said), shapeOf(said, knowledge, normalise), DANGER_ROWS),
      label: classes.indexOf(label),
    }
  }
  const heard = (text: string) => hearListed(text, knowledge, normalise) !== undefined
  const { danger, lookAlikes } = dangerProbes()
  const messages = [
    ...danger.map(({ q, group }) => example(q, group)),
    ...families.flatMap(({ said, signal }) => said.map((text) => example(text, signal ?? NONE))),
    ...[...lookAlikes.map(({ q }) => q), ...NONE_OF_OURS].map((text) => example(text, NONE)),
  ]
  return [
    ...knowledge.safety.flatMap((signal) =>
      wordingsOf(signal, knowledge.listening).map((text) => example(text, signal.id)),
    ),
    ...Array.from({ length: MESSAGE_COUNTS }, () => messages).flat(),
    ...everydaySentences().map((text) => example(text, NONE)),
    ...knowledge.passages
      .flatMap((each) => each.wordings)
      .filter((text) => !heard(text))
      .map((text) => example(text, NONE)),
    ...knowledge.safety.flatMap((each) => each.policyWords).map((text) => example(text, NONE)),
  ]
}

/** A pattern's words as one would say them; of many combinations an even share. */
function wordingsOf(signal: SafetySignal, { groups }: Listening): string[] {
  const words = (word: string): readonly string[] => {
    const [before = '', name, after = ''] = word.split(/<([^>]+)>/)
    return name === undefined ? [word] : (groups[name] ?? []).map((each) => before + each + after)
  }
  return signal.patterns.flatMap((pattern) => {
    const parts = typeof pattern === 'string' ? pattern.split('…') : pattern.all
    const choices = parts.map((part) => part.split('/').flatMap(words))
    const combinations = choices.reduce((count, each) => count * each.length, 1)
    const step = Math.max(1, Math.floor(combinations / MOST_FROM_ONE_PATTERN))
    const count = Math.min(MOST_FROM_ONE_PATTERN, combinations)
    return Array.from({ length: count }, (_, i) => combination(choices, i * step))
  })
}

/** The n-th way to take one word of each. */
function combination(choices: readonly (readonly string[])[], n: number): string {
  let rest = n
  return choices
    .map((words) => {
      const word = words[rest % words.length] ?? ''
      rest = Math.floor(rest / words.length)
      return word
    })
    .join('')
}
