/** The code to come back with, given with a receipt or when a form is set aside, and what it opens. */
import type { Resumable } from '../cases/errands'
import { drawResumeCode, findResumeCode, hashResumeCode } from '../cases/resume-code'
import type { DialogState } from '../dialogs/dialog-state'
import type { Conversation } from './conversation'
import type { AssistantDeps, Turn } from './turn'

const DRAFT_MS = 30 * 24 * 3_600_000

export async function codeFor({ errands, ids, clock }: AssistantDeps, of: Resumable): Promise<string> {
  const code = drawResumeCode(ids)
  const until = of.kind === 'draft' ? new Date(clock.now().getTime() + DRAFT_MS) : undefined
  await errands.keepCode({ hash: await hashResumeCode(code), of, until })
  return code
}

/** What the code in this message opens; `unknown` when it says one that opens nothing. */
export async function codeSaid({ deps }: Turn, text: string): Promise<Resumable | 'unknown' | undefined> {
  const code = findResumeCode(text)
  if (code === undefined) return undefined
  return (await deps.errands.findCode(await hashResumeCode(code), deps.clock.now())) ?? 'unknown'
}

/** The form set aside there, and the papers sent with it; gone when its time was over. */
export async function draftOf(
  { deps }: Turn,
  { conversation: id, intake }: Extract<Resumable, { kind: 'draft' }>,
): Promise<{ state: DialogState; attachments: Conversation['attachments'] } | undefined> {
  const conversation = await deps.conversations.load(id)
  const states = conversation ? [conversation.dialog, ...conversation.paused] : []
  const state = states.find((each) => each?.intake === intake)
  return conversation && state ? { state, attachments: conversation.attachments } : undefined
}
