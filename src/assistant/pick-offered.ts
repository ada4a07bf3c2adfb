/**
 * A clarifying question answered by 2, 第二个 or 高龄的: what was offered last, in its own words, as if it had been clicked.
 * A message that fits none of the offers stays as it was said. Forms and visits count their own choices.
 */
import { readNumber } from '../dialogs/answers/chinese-number'
import { plainText } from '../knowledge/normalise'
import type { Conversation, Entry } from './conversation'
import type { Reply } from './reply'

const COUNTED =
  /^(?:我?(?:选|要|点|就|是|问)*)?(第|最后)?([1-9一二三四五六两]?)(?:个|项|条|种|样)?(?:的|吧|那个|呢|啊)*[。.、！!]?$/
const SAID =
  /^(?:我(?:说|问|要|想问)?的?(?:是|就是)?|就是?|是|选|要|那|问)*(.+?)(?:那个|那种|那样|这个|的|吧|呢|啊|呀)*[。！!？?]*$/
const LONGEST = 10

/** Whether it is worth looking up what was offered. */
export function mayPick(text: string, { version, dialog, visit, errand, screening, lease }: Conversation): boolean {
  const isFree = version > 0 && !dialog && !visit && !errand && !lease && screening?.asking === undefined
  return isFree && text.trim() !== '' && text.trim().length <= LONGEST
}

export function pickOffered(text: string, told: readonly Entry[]): string | undefined {
  const last = told.findLast((entry) => entry.from === 'assistant')?.reply
  if (!last || last.choices.length < 2) return undefined
  return countedIn(text.trim(), last) ?? (last.kind === 'clarify' ? namedIn(text, last.choices) : undefined)
}

/** A bare number counts only where a question was asked back. */
function countedIn(text: string, { kind, choices }: Reply): string | undefined {
  const [, ordinal, said = ''] = COUNTED.exec(text.normalize('NFKC')) ?? []
  if (ordinal === '最后' && said !== '') return choices.at(-2)
  if (said === '' || (ordinal === undefined && kind !== 'clarify' && kind !== 'notFound')) return undefined
  return choices[(readNumber(said)?.value ?? Number(said)) - 1]
}

/** The one offer that holds these words. */
function namedIn(text: string, choices: readonly string[]): string | undefined {
  const said = SAID.exec(plainText(text))?.[1] ?? ''
  if (said.length < 2) return undefined
  const holding = choices.filter((each) => plainText(each).includes(said))
  return holding.length === 1 ? holding[0] : undefined
}
