/**
 * A chat model behind any OpenAI-compatible address, as LangChain's interface. The library is loaded when this is called
 * and not before: without a model configured nothing of it runs.
 */
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { clientSettings } from './capped-fetch'

export interface ModelServer {
  readonly url: string
  readonly name: string
  readonly key?: string | undefined
  readonly timeoutMs: number
}

/** No answer worth reading is longer, in bytes on the wire with the stream's own words around each token. */
const LONGEST_STREAM = 1024 * 1024
const LONGEST_ANSWER_TOKENS = 1_500

export function openChatModel({ url, name, key, timeoutMs }: ModelServer): BaseChatModel {
  // Not import(): that would load the library's other build, and with it a second copy of LangChain's core.
  const { ChatOpenAICompletions }: typeof import('@langchain/openai') = require('@langchain/openai')
  return new ChatOpenAICompletions({
    model: name,
    // The client insists on a key; servers of one's own often have none.
    apiKey: key ?? 'none',
    temperature: 0,
    maxTokens: LONGEST_ANSWER_TOKENS,
    maxRetries: 0,
    timeout: timeoutMs,
    configuration: clientSettings(url, LONGEST_STREAM),
  })
}
