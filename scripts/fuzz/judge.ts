/**
 * What must not come back: a 5xx that was not declared, silence, our insides. Declared are the answers to a caller who
 * names a channel of his own that does not answer (502), and "not now, send again" (503), each by its code.
 */
import type { FuzzRequest } from './requests'
import type { Answer } from './wire'

export const DECLARED: Readonly<Record<string, string>> = {
  'channel.unreached': '502：来信指定的渠道地址没有人应答',
  'assistant.faulted': '503：同一会话同时改动太多次，请居民重发',
}

const INSIDES = /node_modules|\bat [^\n]{0,200}\.(?:ts|js):\d+|SQLITE_|Error: /

/** Undefined: all is well. */
export function whatIsWrong({ hangsUp }: FuzzRequest, answer: Answer): string | undefined {
  switch (answer.kind) {
    case 'closed':
      return hangsUp ? undefined : '没有答复就断开'
    case 'silent':
      return '一直没有答复'
    case 'answered':
      return wrongAnswer(answer.status, answer.text)
    default: {
      const _never: never = answer
      return _never
    }
  }
}

function wrongAnswer(status: number, text: string): string | undefined {
  const body = text.slice(text.indexOf('\r\n\r\n') + 4)
  if (status >= 400 && INSIDES.test(body)) return `答复 ${status} 里有内部信息`
  if (status < 500) return undefined
  const code = /"code":"([\w.]+)"/.exec(body)?.[1] ?? ''
  return code in DECLARED ? undefined : `答复 ${status} ${code}`
}
