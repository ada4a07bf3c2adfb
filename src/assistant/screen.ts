/** Danger signals first: self-harm, violence, hunger, scams. Needs no model, never blocks the person. */
import type { Knowledge, SafetySignal } from '../knowledge/knowledge'
import type { Normalise } from '../knowledge/normalise'
import { sayPhone } from './compose'
import { likelySignal } from './danger-classifier'
import { type Ear, type Ears, earsOf } from './danger-words'
import { CHOICES, SAY } from './replies'
import type { Reply } from './reply'

export interface Heard {
  readonly signal: SafetySignal
  /** The words ask about policy: the question is answered and the card follows. */
  readonly policy: boolean
  /** By the list of signals; only that is heard over a form's question. */
  readonly listed?: true | undefined
  /** Only likely: an answer goes without the card, and the card is given where there is no answer. */
  readonly doubtful?: true | undefined
}

export function hearSignal(text: string, knowledge: Knowledge, normalise: Normalise): Heard | undefined {
  const listed = hearListed(text, knowledge, normalise)
  if (listed) return listed
  const said = normalise(text)
  // What the content answers word for word is a question, whatever it resembles.
  if (earsOf(knowledge, normalise).stored.has(said)) return undefined
  const shape = shapeOf(said, knowledge, normalise)
  const likely = likelySignal(said, shape)
  const signal = knowledge.safety.find((each) => each.id === likely?.signal)
  if (!likely || !signal) return undefined
  // Words no list knows: a question gets its answer with the card below, anything else the card at once.
  return { signal, policy: !likely.sure || shape.length === SHAPES, ...(!likely.sure && { doubtful: true }) }
}

/** Whether it asks, and whether it names a programme. */
export function shapeOf(said: string, knowledge: Knowledge, normalise: Normalise): readonly string[] {
  const { topic } = earsOf(knowledge, normalise)
  return [...(ASKS.test(said) ? ['asks'] : []), ...(occurs(topic, said) ? ['topic'] : [])]
}

const SHAPES = 2

/** By the list of signals alone. */
export function hearListed(text: string, knowledge: Knowledge, normalise: Normalise): Heard | undefined {
  const { ears, ...around } = earsOf(knowledge, normalise)
  const said = normalise(text)
  const meant = withoutAsides(said, around).replace(around.unless, CUT)
  const heard = ears.flatMap((ear) => {
    const letters = lettersHeard(ear, meant)
    return letters > 0 ? [{ ear, letters }] : []
  })
  const urgent = heard.filter(({ ear }) => ear.signal.tier === 'urgent')
  const closest = (urgent.length > 0 ? urgent : heard).reduce<(typeof heard)[number] | undefined>(
    (best, each) => (best && best.letters >= each.letters ? best : each),
    undefined,
  )
  if (!closest) return undefined
  const { signal, policyWords } = closest.ear
  return { signal, listed: true, policy: around.stored.has(said) || policyWords.some((words) => said.includes(words)) }
}

/** What is told of the news or of long ago is no danger now, unless it goes on: 以前打我，现在还打. */
function withoutAsides(said: string, { aside, still }: Pick<Ears, 'aside' | 'still'>): string {
  if (!occurs(aside, said)) return said
  return said.replace(CLAUSE, (clause) => (occurs(aside, clause) && !occurs(still, clause) ? CUT : clause))
}

const CLAUSE = /[^，,。！？?!；;\n]+/g
/** What is cut out leaves a gap that no word spans. */
const CUT = '　'

const ASKS = /[？?]|吗|怎么|咋|什么|啥|多少|能不能|可以|哪|谁|找/

/** How much of the message a signal accounts for: 老公打孩子 is more than the 打 in it. None when it is not heard. */
function lettersHeard(ear: Ear, said: string): number {
  // A look-alike is cut out, not an excuse for the whole message: 遗属补贴… 我不想活了 is still heard.
  const rest = said.replace(ear.unless, CUT)
  const whole = [...rest.matchAll(ear.pattern)].map(([words]) => words.length)
  const apart = ear.together.filter((words) => words.every((word) => occurs(word, rest))).map((words) => words.length)
  return Math.max(0, ...whole, ...apart)
}

const occurs = (pattern: RegExp, text: string) => text.search(pattern) >= 0

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
