/**
 * Finds the questions in a message: several asked one after the other, numbered, or run together in one breath, or one at
 * the end of a story. Form first; clauses count as questions only where each asks for something of its own.
 */
import type { Understanding } from './understand'

const ASKS =
  /[？?]|吗|呢|么$|怎|咋|啥|什么|多少|多久|多长|几|哪|谁|能不能|可不可以|要不要|是不是|有没有|行不行|该不该|用不用|如何|中不中|[能给管让算]不$|不$/
const MOST = 3

/** The asking sentences when there are two or three of them, the first three of a long list; one or none otherwise. */
export function questionsIn(text: string): readonly string[] {
  const asking = askingIn(text)
  if (asking.length <= MOST) return asking
  return isList(asking) ? asking.slice(0, MOST) : []
}

export interface Questions {
  readonly asked: readonly string[]
  /** What of a long list is not answered at once. */
  readonly left: readonly string[]
}

/** Fewer than two: the message is one question, or a story. */
export function splitQuestions(text: string, understand: (clause: string) => Understanding): Questions {
  const sentences = askingIn(text)
  if (sentences.length >= 2) {
    const left = isList(sentences) ? sentences.slice(MOST) : []
    return { asked: questionsIn(text), left }
  }
  const clauses = clausesIn(text, understand)
  return { asked: clauses.slice(0, MOST), left: clauses.slice(MOST) }
}

/** Commas, numbers, 还有, and the particles that end a spoken question. */
const BETWEEN =
  /[，,、；;。\s]+|(?<=[吗呢啊呀])|(?:^|(?<=\D))\d{1,2}[.、．)）]|第[一二三四五六七八九十](?:个(?:问题)?)?[是，,、：:]?|(?<![一-龥])[一二三四五六七八九十][、.．]|还有就是|还有|另外|顺便问一?下?/

/** The clauses that each ask for a facet of their own, each about a programme that it or one before it names. */
function clausesIn(text: string, understand: (clause: string) => Understanding): readonly string[] {
  if (text.length > LONGEST_LIST) return []
  const seen = new Set<string>()
  let programme: string | undefined
  let facet: string | undefined
  const asking = text.split(BETWEEN).filter((clause) => {
    const { programmes, facets } = understand(clause)
    programme = programmes[0] ?? programme
    facet = facets[0]
    const key = `${programme} ${facet}`
    const isAsking = ASKS.test(clause) || clause.length <= NOTED
    if (clause.length < 2 || !isAsking || !programme || !facet || seen.has(key)) return false
    seen.add(key)
    return true
  })
  return asking.length >= 2 ? asking : []
}

const LONGEST_LIST = 160
/** 低保材料, 时限: noted down rather than asked. */
const NOTED = 6

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
