/**
 * What people in danger ask before they dare to go on, and say after the card: 会告诉我家里吗, 有地方躲吗, 不敢打, 打不通,
 * 谢谢. The replies are fixed words of the knowledge; inside a form its question follows.
 */
import { citationOf } from '../domain/source'
import type { Afterwards } from '../knowledge/knowledge'
import { sayPhone } from './compose'
import { lettersOf } from './danger-classifier'
import { anyWording } from './danger-words'
import { CHOICES } from './replies'
import type { Reply } from './reply'
import { offersThis, thenTheQuestion } from './screen-in-form'
import type { Done, Turn } from './turn'

/** A message that says much more is about something else. */
const SPARE_LETTERS = 6

export async function afterwards(turn: Turn): Promise<Done | undefined> {
  if (turn.heard?.policy && !turn.heard.doubtful) return undefined
  const entry = whatIsMeant(turn)
  if (!entry || (await offersThis(turn))) return undefined
  return thenTheQuestion(turn, {
    reply: replyTo(entry, turn),
    conversation: { ...turn.conversation, card: turn.card ?? turn.conversation.card },
  })
}

export function whatIsMeant(turn: Turn): Afterwards | undefined {
  const { library, asked, masked, card, conversation } = turn
  if (asked.programmes.length > 0) return undefined
  const said = library.normalise(masked.text)
  const isAlone = card !== undefined || (conversation.topic === undefined && conversation.dialog === undefined)
  return library.knowledge.afterwards.find((entry) => {
    const wordings = [...entry.said, ...(isAlone ? entry.alone : []), ...(card ? entry.afterCard : [])]
    return saysLittleElse(said, anyWording(library.knowledge, wordings, library.normalise))
  })
}

function saysLittleElse(said: string, wording: RegExp): boolean {
  const meant = [...said.matchAll(wording)].map(([words]) => lettersOf(words).length)
  return meant.length > 0 && lettersOf(said).length - Math.max(...meant) <= SPARE_LETTERS
}

function replyTo({ reply, phones, basis }: Afterwards, { library, today }: Turn): Reply {
  const { knowledge } = library
  const lines = phones.flatMap((id) => sayPhone(knowledge.phones.get(id)) ?? [])
  const citations = basis.flatMap((each) => {
    const source = knowledge.sources.get(each.source)
    return source && source.from <= today ? [citationOf(each, source)] : []
  })
  const text = [reply, ...lines.map((line) => `• ${line}`)].join('\n')
  return { kind: 'notice', text, citations, choices: [CHOICES.human] }
}
