/**
 * Danger heard while a form is filled in: the card comes first and the question again below it, so that the next answer
 * finds its place. The words of an offered answer are an answer; the form itself knows what they mean. What only resembles
 * danger is left to the form as well: people tell it of hardship, and nobody should have to say it twice.
 */
import { CHOICES, SAY } from './replies'
import { showAgain } from './show-intake'
import { screen } from './steps'
import type { Done, Turn } from './turn'

export async function screenInForm(turn: Turn): Promise<Done | undefined> {
  const { heard, conversation } = turn
  if (!heard || heard.policy || (conversation.dialog && !heard.listed)) return undefined
  if (await offersThis(turn)) return undefined
  const done = screen(turn)
  return done && thenTheQuestion(turn, done)
}

/** The message is one of the answers the form offers here. */
export async function offersThis(turn: Turn): Promise<boolean> {
  if (!turn.conversation.dialog) return false
  const { reply } = await showAgain(turn, [])
  return reply.choices.includes(turn.masked.text.trim())
}

/** In a form, its question below what was said. */
export async function thenTheQuestion(turn: Turn, done: Done): Promise<Done> {
  if (!turn.conversation.dialog) return done
  const { reply: question } = await showAgain(turn, [])
  const text = `${done.reply.text}\n\n${SAY.backToForm}\n${question.text}`
  const choices = [...question.choices.filter((each) => each !== CHOICES.human), CHOICES.human]
  return { ...done, reply: { ...done.reply, text, choices } }
}
