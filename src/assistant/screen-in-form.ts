/**
 * Danger heard while a form is filled in: the card comes first and the question again below it, so that the next answer
 * finds its place. The words of an offered answer are an answer; the form itself knows what they mean.
 */
import { CHOICES, SAY } from './replies'
import { showAgain } from './show-intake'
import { screen } from './steps'
import type { Done, Turn } from './turn'

export async function screenInForm(turn: Turn): Promise<Done | undefined> {
  if (!turn.heard || turn.heard.policy || !turn.conversation.dialog) return screen(turn)
  const { reply: question } = await showAgain(turn, [])
  if (question.choices.includes(turn.masked.text.trim())) return undefined
  const done = screen(turn)
  if (!done) return undefined
  const text = `${done.reply.text}\n\n${SAY.backToForm}\n${question.text}`
  const choices = [...question.choices.filter((each) => each !== CHOICES.human), CHOICES.human]
  return { ...done, reply: { ...done.reply, text, choices } }
}
