/**
 * Every change to the answers: give, add an item, remove an item. After each, answers that no longer apply are pruned
 * and named, so that the resident can be told. Pure: a change returns new answers.
 */
import type { AnswerPath, AnswerState } from '../domain/intake'
import type { Dialog } from './dialog'
import type { Answers, StoredAnswer } from './dialog-state'
import { type FieldStep, walk } from './steps'

export interface Hand {
  readonly at: string
  readonly by: StoredAnswer['by']
}

export interface Pruned {
  readonly answers: Answers
  /** The fields whose answers were dropped, as they were before. */
  readonly dropped: readonly FieldStep[]
}

export function give(answers: Answers, path: AnswerPath, state: AnswerState, hand: Hand): Answers {
  const old = answers[path]
  const corrected = old !== undefined && (old.corrected || !isSame(old.state, state))
  return put(answers, path, { state, at: hand.at, by: hand.by, corrected })
}

/** Without a prototype, hundreds of answers are copied in half the time. */
function put(answers: Answers, path: AnswerPath, answer: StoredAnswer): Answers {
  const copy: Record<AnswerPath, StoredAnswer> = Object.assign(Object.create(null), answers)
  copy[path] = answer
  return copy
}

/** Answers to steps that no longer apply go; `before` is what stood before the change. */
export function prune(dialog: Dialog, before: Answers, answers: Answers): Pruned {
  const { byPath: applies } = walk(dialog, answers)
  const isWhole = Object.keys(answers).every((path) => applies.has(path))
  const kept = isWhole ? answers : Object.fromEntries(Object.entries(answers).filter(([path]) => applies.has(path)))
  const dropped = walk(dialog, before).steps.filter(
    (step): step is FieldStep => step.kind === 'field' && before[step.path] !== undefined && !applies.has(step.path),
  )
  return { answers: kept, dropped }
}

/** Opens the item after the last one of the list at `base`. */
export function addItem(answers: Answers, base: AnswerPath, count: number, hand: Hand): Answers {
  return put(answers, `${base}[${count}]`, { state: yes, at: hand.at, by: hand.by, corrected: false })
}

/** Takes item `index` out and moves the later ones up, so that paths stay without gaps. */
export function removeItem(answers: Answers, base: AnswerPath, index: number): Answers {
  const moved: [string, StoredAnswer][] = []
  for (const [path, answer] of Object.entries(answers)) {
    const at = indexUnder(base, path)
    if (at === index) continue
    const shifted = at !== undefined && at > index ? `${base}[${at - 1}]${path.slice(`${base}[${at}]`.length)}` : path
    moved.push([shifted, answer])
  }
  return Object.fromEntries(moved)
}

function indexUnder(base: AnswerPath, path: AnswerPath): number | undefined {
  if (!path.startsWith(`${base}[`)) return undefined
  return Number(path.slice(base.length + 1, path.indexOf(']', base.length)))
}

const yes: AnswerState = { kind: 'given', value: true }

function isSame(a: AnswerState, b: AnswerState): boolean {
  return a.kind === b.kind && (a.kind !== 'given' || b.kind !== 'given' || a.value === b.value)
}
