/**
 * What asks about policy and tells of danger too gets both: the reply of its step, in a form or outside, and the card. Who
 * fears besides to be found out is told below the card who will know.
 */
import { whatIsMeant } from './afterwards'
import { cardText } from './screen'
import type { Done, Turn } from './turn'

export function besideCard(done: Done, turn: Turn): Done {
  const { heard, library } = turn
  const { reply, conversation } = done
  if (reply.kind === 'crisis') {
    const fear = whatIsMeant({ ...turn, card: undefined })
    return fear ? { ...done, reply: { ...reply, text: `${reply.text}\n\n${fear.reply}` } } : done
  }
  if (!heard?.policy || heard.doubtful || reply.text === '') return done
  const text = `${reply.text}\n\n${cardText(heard.signal, library.knowledge)}`
  return { reply: { ...reply, text }, conversation: { ...conversation, card: heard.signal.id } }
}
