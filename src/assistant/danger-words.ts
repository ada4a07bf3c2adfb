/**
 * The list of signals as expressions: 老公/丈夫…扇我/掐我 is one word of each group in this order, at most eight characters
 * of the sentence between; <打> stands for all words of that group. Prepared once for each version of the content.
 */
import type { Knowledge, Listening, SafetySignal } from '../knowledge/knowledge'
import type { Normalise } from '../knowledge/normalise'

export interface Ear {
  readonly signal: SafetySignal
  readonly pattern: RegExp
  readonly together: readonly (readonly RegExp[])[]
  readonly unless: RegExp
  readonly policyWords: readonly string[]
}

export interface Ears {
  readonly ears: readonly Ear[]
  /** What no signal means; and a clause that tells of other times and places. */
  readonly unless: RegExp
  readonly aside: RegExp
  readonly still: RegExp
  /** A programme's name in the message: it may well be asking about policy. */
  readonly topic: RegExp
  /** What the content answers word for word. */
  readonly stored: ReadonlySet<string>
}

type Spell = (wording: string) => string

const EARS = new WeakMap<Knowledge, Ears>()

export function earsOf(knowledge: Knowledge, normalise: Normalise): Ears {
  const known = EARS.get(knowledge)
  if (known) return known
  const { listening, safety } = knowledge
  const spell = speller(listening.groups, normalise)
  const ears = {
    ears: safety.map((signal) => earFor(signal, spell, normalise)),
    unless: anyOf(listening.unless, spell),
    aside: anyOf(listening.asides?.words ?? [], spell),
    still: anyOf(listening.asides?.still ?? [], spell),
    topic: anyOf(namesIn(knowledge), (name) => literal(normalise(name))),
    stored: new Set(knowledge.passages.flatMap((each) => each.wordings.map(normalise))),
  }
  EARS.set(knowledge, ears)
  return ears
}

function earFor(signal: SafetySignal, spell: Spell, normalise: Normalise): Ear {
  const { patterns, unless, policyWords } = signal
  return {
    signal,
    pattern: anyOf(
      patterns.flatMap((each) => (typeof each === 'string' ? [each] : [])),
      spell,
    ),
    together: patterns.flatMap((each) =>
      typeof each === 'string' ? [] : [each.all.map((word) => anyOf([word], spell))],
    ),
    unless: anyOf(unless, spell),
    policyWords: policyWords.map(normalise),
  }
}

/** One expression for all of these wordings; kept, as the same ones are asked of every message. */
export function anyWording(knowledge: Knowledge, wordings: readonly string[], normalise: Normalise): RegExp {
  const known = WORDINGS.get(knowledge) ?? new Map<string, RegExp>()
  WORDINGS.set(knowledge, known)
  const key = wordings.join('\n')
  const pattern = known.get(key) ?? anyOf(wordings, speller(knowledge.listening.groups, normalise))
  known.set(key, pattern)
  return pattern
}

const WORDINGS = new WeakMap<Knowledge, Map<string, RegExp>>()

/** Longest first, so that 打电话 goes whole; of none, an expression that never fits. */
function anyOf(wordings: readonly string[], spell: Spell): RegExp {
  const longest = [...wordings].sort((a, b) => b.length - a.length)
  return new RegExp(longest.length > 0 ? longest.map(spell).join('|') : '(?!)', 'g')
}

const speller =
  (groups: Listening['groups'], normalise: Normalise): Spell =>
  (wording) =>
    wording
      .split('…')
      .map((group) => either(group.split('/').map((word) => spellWord(word, groups, normalise))))
      .join('[^。！？?!]{0,8}?')

/** Literal text and the words of named groups in turn: <老人>摔. */
function spellWord(word: string, groups: Listening['groups'], normalise: Normalise): string {
  const parts = word.split(/<([^>]+)>/)
  return parts
    .map((part, i) =>
      i % 2 === 0 ? literal(normalise(part)) : either((groups[part] ?? []).map(normalise).map(literal)),
    )
    .join('')
}

const namesIn = ({ programmes }: Knowledge) =>
  [...programmes.values()].flatMap(({ short, title, aliases, colloquial }) => [short, title, ...aliases, ...colloquial])

const either = (words: readonly string[]) => `(?:${words.join('|')})`
const literal = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
