/**
 * The copilot: what could be said to a question, always quoted and cited. First what the assistant itself would
 * answer, then the next best passages. Nothing is generated and nothing is sent without the operator.
 */
import { type AnswerBase, answerQuestion } from '../assistant/answer'
import { compose, type Frame } from '../assistant/compose'
import type { Conversation, Entry } from '../assistant/conversation'
import { SAY } from '../assistant/replies'
import type { Clock } from '../base/clock'
import { today } from '../domain/legal-day'
import type { Passage } from '../knowledge/passage'
import type { Suggestion } from './views'

export type About = Partial<Pick<Conversation, 'topic' | 'region' | 'on'>>
export type Suggest = (question: string, about?: About) => Promise<readonly Suggestion[]>

export const MOST_SUGGESTIONS = 3

/** Far behind the best one, a passage only shares words with the question. */
const WORTH_OF_BEST = 0.5
/** What is about another programme than the one spoken of is no suggestion, however like it sounds. */
const OTHER_PROGRAMME = -1

export function suggestPassages(base: () => AnswerBase, clock: Clock): Suggest {
  return async (question, about = {}) => {
    const current = base()
    const day = today(clock)
    const answered = await answerQuestion({ text: question, today: day, ...about }, current)
    const { kind, text, citations } = answered.reply
    // The assistant's own measure of what may be quoted: an operator in a hurry takes what is there.
    if (kind !== 'answer' && kind !== 'standard') return []
    const asked = current.understand(question, day)
    const programmes = asked.programmes.length > 0 || !about.topic ? asked.programmes : [about.topic.programme]
    const frame = { knowledge: current.knowledge, on: answered.on, region: answered.region }
    const hits = await current.index.search({ ...asked, programmes, on: frame.on, region: frame.region })
    const best = hits[0]?.score ?? 0
    const passages = hits
      .filter(({ score, features }) => score >= best * WORTH_OF_BEST && features.programme > OTHER_PROGRAMME)
      .map(({ passage }) => suggestionOf(passage, frame, current))
    const own = { title: ownTitle(answered.topic?.programme, text, passages, current), text, citations }
    return withoutRepeats([own, ...passages]).slice(0, MOST_SUGGESTIONS)
  }
}

/** The resident's last message that asks something: no call for a person and no answer to a form's question. */
export function lastQuestion(entries: readonly Entry[]): string | undefined {
  return entries.findLast(({ from }, at) => from === 'resident' && mayAsk(entries[at + 1]))?.text
}

function mayAsk(answered: Entry | undefined): boolean {
  const reply = answered?.from === 'assistant' ? answered.reply : undefined
  switch (reply?.kind) {
    case 'takeover':
      return reply.text === SAY.relayed
    case 'question':
    case 'review':
    case 'receipt':
    case 'status':
    case 'crisis':
      return false
    default:
      return true
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

function suggestionOf(passage: Passage, frame: Frame, base: AnswerBase): Suggestion {
  const { text, citations } = compose([passage], frame)
  return { title: titleOf(passage, base), text, citations }
}

function titleOf(passage: Passage, { knowledge }: AnswerBase): string {
  return [knowledge.programmes.get(passage.programme)?.short, passage.title].filter(Boolean).join(' · ')
}

function withoutRepeats(suggestions: readonly Suggestion[]): Suggestion[] {
  return suggestions.filter(
    ({ text }, index) => text !== '' && !suggestions.slice(0, index).some((earlier) => earlier.text.includes(text)),
  )
}
