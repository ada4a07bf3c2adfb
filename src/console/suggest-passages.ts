/**
 * The copilot: what could be said to a question, always quoted and cited. First what the assistant itself would
 * answer, then the next best passages. Nothing is generated and nothing is sent without the operator.
 */
import { type AnswerBase, answerQuestion, LIMITS } from '../assistant/answer'
import { compose } from '../assistant/compose'
import type { Conversation } from '../assistant/conversation'
import type { Clock } from '../base/clock'
import { today } from '../domain/legal-day'
import type { Passage } from '../knowledge/passage'
import type { Suggestion } from './views'

export type About = Partial<Pick<Conversation, 'topic' | 'region' | 'on'>>
export type Suggest = (question: string, about?: About) => Promise<readonly Suggestion[]>

export const MOST_SUGGESTIONS = 3

/** Passages weaker than this are not offered: an operator in a hurry takes what is there. */
const LEAST_SCORE = LIMITS.quotableNamed

export function suggestPassages(base: () => AnswerBase, clock: Clock): Suggest {
  return async (question, about = {}) => {
    const current = base()
    const day = today(clock)
    const answered = await answerQuestion({ text: question, today: day, ...about }, current)
    const asked = current.understand(question, day)
    const programmes = asked.programmes.length > 0 || !about.topic ? asked.programmes : [about.topic.programme]
    const frame = { knowledge: current.knowledge, on: answered.on, region: answered.region }
    const hits = await current.index.search({ ...asked, programmes, on: frame.on, region: frame.region })
    const passages = hits
      .filter(({ score }) => score >= LEAST_SCORE)
      .map(({ passage }) => ({ title: titleOf(passage, current), ...compose([passage], frame) }))
    const { kind, text, citations } = answered.reply
    const isQuoted = kind === 'answer' || kind === 'standard'
    const own = isQuoted
      ? [{ title: ownTitle(answered.topic?.programme, text, passages, current), text, citations }]
      : []
    return withoutRepeats([...own, ...passages]).slice(0, MOST_SUGGESTIONS)
  }
}

function ownTitle(
  programme: string | undefined,
  text: string,
  passages: readonly Suggestion[],
  base: AnswerBase,
): string {
  const same = passages.find((passage) => text.startsWith(passage.text))
  return same?.title ?? base.knowledge.programmes.get(programme ?? '')?.title ?? ''
}

function titleOf(passage: Passage, { knowledge }: AnswerBase): string {
  return [knowledge.programmes.get(passage.programme)?.short, passage.title].filter(Boolean).join(' · ')
}

function withoutRepeats(suggestions: readonly Suggestion[]): Suggestion[] {
  return suggestions.filter(
    ({ text }, index) => text !== '' && !suggestions.slice(0, index).some((earlier) => earlier.text.includes(text)),
  )
}
