/** Fills in any form by what a resident says at each question, whatever their order, as far as its review. */
import type { Reply } from '../../src/assistant/reply'
import type { Talk } from './talk'

export type Said = Readonly<Record<string, string | readonly string[]>>

/** `said`: by the label of the question; several where it is asked more than once, the last one again. Else 没有. */
export async function fillForm(talk: Talk, wish: string, said: Said, conversation = 'c1'): Promise<Reply> {
  const times = new Map<string, number>()
  let reply = await talk.say(wish, { conversation })
  for (let asked = 0; reply.kind === 'question' && asked < 90; asked++) {
    const { field } = reply
    const time = times.get(field) ?? 0
    times.set(field, time + 1)
    const told = said[field] ?? '没有'
    const answer = typeof told === 'string' ? told : (told[time] ?? told.at(-1))
    if (time > 6) throw new Error(`stuck at ${field}: ${reply.text}`)
    reply = await talk.say(answer ?? '没有', { conversation })
  }
  return reply
}

/** Answered as it is said, confirmed, and the case. */
export async function fileForm(talk: Talk, wish: string, said: Said, conversation = 'c1'): Promise<Reply> {
  const review = await fillForm(talk, wish, said, conversation)
  if (review.kind !== 'review') throw new Error(`${wish}: ${review.kind} ${review.text}`)
  return talk.say('没问题，提交吧', { conversation })
}
