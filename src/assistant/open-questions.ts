/**
 * What the content did not answer well, read from the transcripts: not found, asked back, little sure, or 没用. Nothing is
 * stored a second time: the words are the transcript's, masked and sealed, and go with it after their days or when erased.
 */
import { SURE } from './confidence'
import type { Entry } from './conversation'
import { DATA_WORDS } from './data-words'
import { feedbackIn } from './feedback'
import { withoutPerson } from './model/prompt-text'
import type { Reply } from './reply'

/** `useful` is no fault: it is counted beside the others. */
export type Mark = 'notFound' | 'unsure' | 'littleSure' | 'useless' | 'useful'

export interface Transcript {
  readonly conversation: string
  readonly entries: readonly Entry[]
}

/** The line it was asked in. */
export interface Place {
  readonly conversation: string
  readonly entry: string
}

export interface OpenQuestion extends Place {
  readonly at: string
  /** As the resident wrote it, without who that is. */
  readonly text: string
  readonly mark: Mark
  /** What the resident was told. */
  readonly answer: string
  /** What the answer quoted, or what it may have meant. */
  readonly passages: readonly string[]
}

/** Every adapter passes tests/contracts/question-desk.ts. */
export interface QuestionDesk {
  /** Of as many conversations, those touched last; without the questions that were seen to. */
  list(conversations: number): Promise<readonly OpenQuestion[]>
  /** Ticks them off, with who did it in the audit log, together or not at all. How many were still open. */
  settle(places: readonly Place[], by: { readonly operator: string; readonly at: Date }): Promise<number>
}

export function openQuestions({ conversation, entries }: Transcript): readonly OpenQuestion[] {
  return entries.flatMap(({ from, reply }, i) => {
    const asked = entries[i - 1]
    if (from !== 'assistant' || !reply || asked?.from !== 'resident') return []
    if (asked.text === DATA_WORDS.redacted || asked.text.trim() === '') return []
    const mark = feedbackAfter(entries[i + 1], reply) ?? markOf(reply)
    if (!mark) return []
    const [text, answer] = [withoutPerson(asked.text), withoutPerson(reply.text)]
    const { id: entry, at } = asked
    return [{ conversation, entry, at, text, mark, answer, passages: reply.grounds?.passages ?? [] }]
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
