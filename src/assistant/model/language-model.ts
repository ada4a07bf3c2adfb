/**
 * A language model as the assistant uses it: asked once, never waited for longer than the limit, never read beyond the
 * length, never paid beyond the day's cap; whatever goes wrong is a named outcome. What it says is not trusted here or
 * anywhere: whoever asks checks the words.
 */
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { Clock } from '../../base/clock'
import type { Log } from '../../base/log'
import { today } from '../../domain/legal-day'
import type { Prompt } from '../../knowledge/read-prompts'
import { type DailySpend, spendInMemory } from './daily-spend'
import { type Filled, fillPrompt } from './prompt-text'
import { restAfterFailures } from './rest'

export type WhySilent = 'timeout' | 'rateLimited' | 'refused' | 'error' | 'tooLong' | 'empty' | 'spent' | 'resting'
export type Said =
  | { readonly kind: 'said'; readonly text: string }
  | { readonly kind: 'silent'; readonly why: WhySilent }
  /** What was said so far could no longer be used: the rest was not waited for. */
  | { readonly kind: 'stopped'; readonly why: string }

export interface LanguageModel {
  ask(prompt: Prompt, given: Readonly<Record<string, string>>, limits: Listening): Promise<Said>
  /** What was said could not be used: for the log and the metrics. */
  rejected(prompt: Prompt, why: string): void
}

export interface Listening {
  /** In characters. */
  readonly longest: number
  /** Asked whenever another line is whole: why all of it cannot be used. */
  readonly whyStop?: (soFar: string) => string | undefined
}

export interface ModelLimits {
  readonly timeoutMs: number
  readonly tokensPerDay: number
}

interface ModelDeps {
  readonly clock: Clock
  readonly log: Log
  /** What was spent today; absent, this process counts for itself. */
  readonly spend?: DailySpend
}

interface Heard {
  readonly said: Said
  /** As the server counted; undefined when it did not say. */
  readonly tokens?: number | undefined
}

export function languageModel(
  chat: BaseChatModel,
  { timeoutMs, tokensPerDay }: ModelLimits,
  { clock, log, spend = spendInMemory() }: ModelDeps,
): LanguageModel {
  const rest = restAfterFailures(clock)

  async function hear(filled: Filled, listening: Listening): Promise<Heard> {
    if (!rest.isOver()) return silent('resting')
    const heard = await withinCap(filled, listening)
    rest.heard(heard.said.kind === 'silent' && FAILURES.includes(heard.said.why))
    return heard
  }

  /** A token for every character, which is more than any tokenizer makes of Chinese, until the server says how many. */
  async function withinCap(filled: Filled, listening: Listening): Promise<Heard> {
    const day = today(clock)
    const taken = filled.rules.length + filled.matter.length + listening.longest
    try {
      if (!(await spend.take(day, taken, tokensPerDay))) return silent('spent')
      const heard = await listen(chat, filled, listening, timeoutMs)
      if (heard.tokens !== undefined) await spend.correct(day, heard.tokens - taken)
      return heard
    } catch (cause) {
      // Where nobody can say what is left, nothing more is spent.
      log.warn('model.spendUnknown', { why: cause instanceof Error ? cause.name : 'unknown' })
      return silent('error')
    }
  }

  return {
    async ask(prompt, given, listening) {
      const began = clock.now().getTime()
      const { said, tokens } = await hear(fillPrompt(prompt, given), listening)
      log.info('model.asked', {
        ...{ use: prompt.id, version: prompt.version, tokens },
        ...{ end: said.kind === 'silent' ? said.why : said.kind, ms: clock.now().getTime() - began },
      })
      return said
    },
    rejected: (prompt, why) => log.info('model.rejected', { use: prompt.id, version: prompt.version, why }),
  }
}

const FAILURES: readonly WhySilent[] = ['timeout', 'rateLimited', 'error']
const silent = (why: WhySilent): Heard => ({ said: { kind: 'silent', why } })

async function listen(chat: BaseChatModel, filled: Filled, listening: Listening, timeoutMs: number): Promise<Heard> {
  const stop = new AbortController()
  const limit = AbortSignal.timeout(timeoutMs)
  const signal = AbortSignal.any([limit, stop.signal])
  try {
    // A stream that ignores the signal is left behind, not waited for.
    return await Promise.race([read(chat, filled, listening, signal), rejectedBy(signal)])
  } catch (cause) {
    return silent(limit.aborted ? 'timeout' : statusOf(cause) === 429 ? 'rateLimited' : 'error')
  } finally {
    stop.abort()
  }
}

async function read(
  chat: BaseChatModel,
  filled: Filled,
  { longest, whyStop }: Listening,
  signal: AbortSignal,
): Promise<Heard> {
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
    tokens = countIn(chunk.usage_metadata?.total_tokens) ?? tokens
    const ended = chunk.response_metadata.finish_reason
    if (ended === 'content_filter' || chunk.additional_kwargs.refusal) return { ...silent('refused'), tokens }
    const why = chunk.text.includes('\n') ? whyStop?.(text) : undefined
    if (why) return { said: { kind: 'stopped', why }, tokens }
    if (ended === 'length' || text.length > longest) return { ...silent('tooLong'), tokens }
  }
  if (text.trim() === '') return { ...silent('empty'), tokens }
  return { said: { kind: 'said', text: text.trim() }, tokens }
}

/** A count that can be one; a server that says less than nothing has not counted. */
const countIn = (tokens: number | undefined) =>
  tokens !== undefined && Number.isSafeInteger(tokens) && tokens >= 0 ? tokens : undefined

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

function statusOf(cause: unknown): number | undefined {
  return cause instanceof Error && 'status' in cause && typeof cause.status === 'number' ? cause.status : undefined
}
