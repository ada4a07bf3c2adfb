/** Danger signals first: self-harm, violence, hunger, scams. Needs no model, never blocks the person. */
import type { Knowledge, SafetySignal } from '../knowledge/knowledge'
import type { Normalise } from '../knowledge/normalise'
import { sayPhone } from './compose'
import { likelySignal } from './danger-classifier'
import { CHOICES, SAY } from './replies'
import type { Reply } from './reply'

export interface Heard {
  readonly signal: SafetySignal
  /** The words ask about policy: the question is answered and the card follows. */
  readonly policy: boolean
}

export function hearSignal(text: string, knowledge: Knowledge, normalise: Normalise): Heard | undefined {
  const listed = hearListed(text, knowledge, normalise)
  if (listed) return listed
  const said = normalise(text)
  const likely = likelySignal(said)
  const signal = knowledge.safety.find((each) => each.id === likely)
  // Words no list knows: a question gets its answer with the card below, anything else the card at once.
  return signal && { signal, policy: ASKS.test(said) }
}

/** By the list of signals alone. */
export function hearListed(text: string, knowledge: Knowledge, normalise: Normalise): Heard | undefined {
  const said = normalise(text)
  const heard = earsOf(knowledge, normalise).filter((ear) => hears(ear, said))
  const ear = heard.find((each) => each.signal.tier === 'urgent') ?? heard[0]
  return ear && { signal: ear.signal, policy: ear.policyWords.some((words) => said.includes(words)) }
}

const ASKS = /[？?]|吗|怎么|咋|什么|啥|多少|能不能|可以|哪|谁|找/

/** A signal's wordings in the knowledge's own spelling, prepared once for each version of the content. */
interface Ear {
  readonly signal: SafetySignal
  readonly pattern: RegExp
  readonly together: readonly (readonly string[])[]
  readonly unless: readonly string[]
  readonly policyWords: readonly string[]
}

const EARS = new WeakMap<Knowledge, readonly Ear[]>()

function earsOf(knowledge: Knowledge, normalise: Normalise): readonly Ear[] {
  const known = EARS.get(knowledge)
  if (known) return known
  const ears = knowledge.safety.map((signal) => ({
    signal,
    pattern: anyOf(
      signal.patterns.flatMap((each) => (typeof each === 'string' ? [wordingPattern(each, normalise)] : [])),
    ),
    together: signal.patterns.flatMap((each) => (typeof each === 'string' ? [] : [each.all.map(normalise)])),
    unless: signal.unless.map(normalise).sort((a, b) => b.length - a.length),
    policyWords: signal.policyWords.map(normalise),
  }))
  EARS.set(knowledge, ears)
  return ears
}

/** 老公/丈夫…扇我/掐我: one word of each group in this order, at most eight characters of the sentence between. */
function wordingPattern(wording: string, normalise: Normalise): string {
  const groups = wording.split('…').map((group) =>
    group
      .split('/')
      .map((word) => normalise(word).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('|'),
  )
  return groups.map((group) => `(?:${group})`).join('[^。！？?!]{0,8}')
}

/** One expression for all wordings; of none, one that never fits. */
const anyOf = (patterns: readonly string[]) => new RegExp(patterns.length > 0 ? patterns.join('|') : '(?!)')

function hears(ear: Ear, said: string): boolean {
  // A look-alike is cut out, not an excuse for the whole message: 遗属补贴… 我不想活了 is still heard.
  const rest = ear.unless.reduce((text, words) => text.replaceAll(words, '　'), said)
  return ear.pattern.test(rest) || ear.together.some((words) => words.every((word) => rest.includes(word)))
}

export function crisisReply(signal: SafetySignal, knowledge: Knowledge): Reply {
  return {
    kind: 'crisis',
    signal: signal.id,
    text: `${cardText(signal, knowledge)}\n${SAY.urgentTail}`,
    citations: [],
    choices: [CHOICES.human],
  }
}

/** The fixed text with its phones, as a reply of its own or below an answer. */
export function cardText(signal: SafetySignal, knowledge: Knowledge): string {
  const phones = signal.phones.flatMap((id) => sayPhone(knowledge.phones.get(id)) ?? [])
  return [signal.reply, ...phones.map((phone) => `• ${phone}`)].join('\n')
}
