/** Finds the questions in a message: several asked one after the other, or one at the end of a story. Form only. */

const ASKS =
  /[？?]|吗|呢|么$|怎|咋|啥|什么|多少|多久|多长|几|哪|谁|能不能|可不可以|要不要|是不是|有没有|行不行|该不该|用不用|如何|中不中|[能给管让算]不$|不$/
const MOST = 3

/** The asking sentences when there are two or three of them, the first three of a long list; one or none otherwise. */
export function questionsIn(text: string): readonly string[] {
  const asking = askingIn(text)
  if (asking.length <= MOST) return asking
  return isList(asking) ? asking.slice(0, MOST) : []
}

/** What of a long list of questions is not answered at once. */
export function questionsLeft(text: string): readonly string[] {
  const asking = askingIn(text)
  return isList(asking) ? asking.slice(MOST) : []
}

const askingIn = (text: string) =>
  text
    .split(/(?<=[？?；;。！!\n])/)
    .map((part) => part.trim())
    .filter((part) => part.length > 2 && ASKS.test(part))

/** Each with its question mark: a story asks here and there without. */
const isList = (asking: readonly string[]) => asking.every((part) => /[？?]$/.test(part))

const STORY = 24

/** The last asking clause of a story long enough to drown it; with the clause before it when it is very short. */
export function lastQuestion(text: string): string | undefined {
  if (text.length < STORY) return undefined
  const clauses = text.split(/[，。？！；,?!;\s]+/).filter((clause) => clause !== '')
  if (clauses.length < 2) return undefined
  const at = clauses.findLastIndex((clause) => ASKS.test(clause))
  if (at < 0) return undefined
  const clause = clauses[at] ?? ''
  return clause.length >= 7 || at === 0 ? clause : `${clauses[at - 1] ?? ''}，${clause}`
}
