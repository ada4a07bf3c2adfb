/**
 * A language model as the assistant uses it: asked once, never waited for longer than the limit, never read beyond the
 * length, never paid beyond the day's cap; whatever goes wrong is a named outcome. What it says is not trusted here or
 * anywhere: whoever asks checks the words.
 */
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { Clock } from '../../base/clock'
import type { Log } from '../../base/log'
import type { Prompt } from '../../knowledge/read-prompts'
import { type DailyBudget, dailyBudget } from './daily-budget'
import { type Filled, fillPrompt } from './prompt-text'
import { restAfterFailures } from './rest'

export type WhySilent = 'timeout' | 'rateLimited' | 'refused' | 'error' | 'tooLong' | 'empty' | 'spent' | 'resting'
export type Said =
  | { readonly kind: 'said'; readonly text: string }
  | { readonly kind: 'silent'; readonly why: WhySilent }

export interface LanguageModel {
  ask(prompt: Prompt, given: Readonly<Record<string, string>>, longest: number): Promise<Said>
  /** What was said could not be used: for the log and the metrics. */
  rejected(prompt: Prompt, why: string): void
}

export interface ModelLimits {
  readonly timeoutMs: number
  readonly tokensPerDay: number
}

interface Heard {
  readonly said: Said
  /** As the server counted; undefined when it did not say. */
  readonly tokens?: number | undefined
}

export function languageModel(
  chat: BaseChatModel,
  { timeoutMs, tokensPerDay }: ModelLimits,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): LanguageModel {
  const budget = dailyBudget(tokensPerDay, clock)
  const rest = restAfterFailures(clock)

  async function hear(filled: Filled, longest: number): Promise<Heard> {
    if (!rest.isOver()) return silent('resting')
    const heard = await withinBudget(budget, filled, longest, () => listen(chat, filled, longest, timeoutMs))
    rest.heard(heard.said.kind === 'silent' && FAILURES.includes(heard.said.why))
    return heard
  }

  return {
    async ask(prompt, given, longest) {
      const began = clock.now().getTime()
      const { said, tokens } = await hear(fillPrompt(prompt, given), longest)
      log.info('model.asked', {
        ...{ use: prompt.id, version: prompt.version, tokens },
        ...{ end: said.kind === 'said' ? 'said' : said.why, ms: clock.now().getTime() - began },
      })
      return said
    },
    rejected: (prompt, why) => log.info('model.rejected', { use: prompt.id, version: prompt.version, why }),
  }
}

const FAILURES: readonly WhySilent[] = ['timeout', 'rateLimited', 'error']
const silent = (why: WhySilent): Heard => ({ said: { kind: 'silent', why } })

/** A token for every character, which is more than any tokenizer makes of Chinese, until the server says how many. */
async function withinBudget(
  budget: DailyBudget,
  { rules, matter }: Filled,
  longest: number,
  call: () => Promise<Heard>,
): Promise<Heard> {
  const reserved = rules.length + matter.length + longest
  if (!budget.reserve(reserved)) return silent('spent')
  const heard = await call()
  budget.settle(reserved, heard.tokens ?? reserved)
  return heard
}

async function listen(chat: BaseChatModel, filled: Filled, longest: number, timeoutMs: number): Promise<Heard> {
  const stop = new AbortController()
  const limit = AbortSignal.timeout(timeoutMs)
  const signal = AbortSignal.any([limit, stop.signal])
  try {
    // A stream that ignores the signal is left behind, not waited for.
    return await Promise.race([read(chat, filled, longest, signal), rejectedBy(signal)])
  } catch (cause) {
    return silent(limit.aborted ? 'timeout' : statusOf(cause) === 429 ? 'rateLimited' : 'error')
  } finally {
    stop.abort()
  }
}

async function read(chat: BaseChatModel, filled: Filled, longest: number, signal: AbortSignal): Promise<Heard> {
  const stream = await chat.stream(
    [
      ['system', filled.rules],
      ['human', filled.matter],
    ],
    { signal },
  )
  let text = ''
  let tokens: number | undefined
  for await (const chunk of stream) {
    text += chunk.text
    tokens = chunk.usage_metadata?.total_tokens ?? tokens
    const ended = chunk.response_metadata.finish_reason
    if (ended === 'content_filter' || chunk.additional_kwargs.refusal) return { ...silent('refused'), tokens }
    if (ended === 'length' || text.length > longest) return { ...silent('tooLong'), tokens }
  }
  if (text.trim() === '') return { ...silent('empty'), tokens }
  return { said: { kind: 'said', text: text.trim() }, tokens }
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

function statusOf(cause: unknown): number | undefined {
  return cause instanceof Error && 'status' in cause && typeof cause.status === 'number' ? cause.status : undefined
}
