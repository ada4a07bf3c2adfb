/**
 * What the content did not answer well, read from the transcripts: not found, asked back, little sure, or 没用. Nothing is
 * stored a second time: the words are the transcript's, masked and sealed, and go with it after their days or when erased.
 */
import { SURE } from './confidence'
import type { Entry } from './conversation'
import { DATA_WORDS } from './data-words'
import { feedbackIn } from './feedback'
import type { Reply } from './reply'

/** `useful` is no fault: it is counted beside the others. */
export type Mark = 'notFound' | 'unsure' | 'littleSure' | 'useless' | 'useful'

export interface OpenQuestion {
  /** As the resident wrote it, masked. */
  readonly text: string
  readonly mark: Mark
  /** What the answer quoted, or what it may have meant. */
  readonly passages: readonly string[]
}

/** Of one conversation's lines, in order. */
export function openQuestions(talk: readonly Entry[]): readonly OpenQuestion[] {
  return talk.flatMap(({ from, reply }, i) => {
    const asked = talk[i - 1]
    if (from !== 'assistant' || !reply || asked?.from !== 'resident') return []
    if (asked.text === DATA_WORDS.redacted || asked.text.trim() === '') return []
    const mark = feedbackAfter(talk[i + 1], reply) ?? markOf(reply)
    return mark ? [{ text: asked.text, mark, passages: reply.grounds?.passages ?? [] }] : []
  })
}

function feedbackAfter(next: Entry | undefined, { kind }: Reply): Mark | undefined {
  const isOfUse = kind === 'answer' || kind === 'standard' || kind === 'assessment' || kind === 'otherDepartment'
  return isOfUse && next?.from === 'resident' ? feedbackIn(next.text) : undefined
}

function markOf({ kind, grounds }: Reply): Mark | undefined {
  if (kind === 'notFound') return 'notFound'
  if (kind === 'clarify') return 'unsure'
  return grounds && grounds.sure < SURE ? 'littleSure' : undefined
}
