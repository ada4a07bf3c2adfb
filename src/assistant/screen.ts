/** Danger signals first: self-harm, violence, hunger, scams. Needs no model, never blocks the person. */
import type { Knowledge, SafetySignal } from '../knowledge/knowledge'
import type { Normalise } from '../knowledge/normalise'
import { sayPhone } from './compose'
import { CHOICES, SAY } from './replies'
import type { Reply } from './reply'

export interface Heard {
  readonly signal: SafetySignal
  /** The words ask about policy: the question is answered and the card follows. */
  readonly policy: boolean
}

export function hearSignal(text: string, knowledge: Knowledge, normalise: Normalise): Heard | undefined {
  const said = normalise(text)
  const heard = knowledge.safety.filter((signal) => isSaid(said, signal, normalise))
  const signal = heard.find((each) => each.tier === 'urgent') ?? heard[0]
  if (!signal) return undefined
  return { signal, policy: signal.policyWords.some((words) => said.includes(normalise(words))) }
}

function isSaid(said: string, signal: SafetySignal, normalise: Normalise): boolean {
  // A look-alike is cut out, not an excuse for the whole message: 遗属补贴… 我不想活了 is still heard.
  const rest = signal.unless.reduce((text, words) => text.replaceAll(normalise(words), '　'), said)
  return signal.patterns.some((pattern) =>
    typeof pattern === 'string'
      ? rest.includes(normalise(pattern))
      : pattern.all.every((word) => rest.includes(normalise(word))),
  )
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
