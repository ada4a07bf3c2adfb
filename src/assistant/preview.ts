/** Why a question gets the answer it gets: what was understood, which passages were found with what marks, how sure. */
import { covers } from '../domain/period'
import type { Hit } from '../knowledge/passage-index'
import { answerQuestion, type Question } from './answer'
import { choose } from './choose'
import type { Reply } from './reply'
import type { Library } from './turn'
import type { Understanding } from './understand'

export interface Preview {
  readonly asked: Understanding
  readonly on: string
  readonly region: string
  /** Best first. */
  readonly hits: readonly Hit[]
  readonly why: string
  readonly reply: Reply
}

const SHOWN = 5

export async function preview(question: Question, library: Library): Promise<Preview> {
  const { reply, on, region } = await answerQuestion(question, library)
  const asked = library.understand(question.text, question.today)
  const hits = await library.index.search({ ...asked, on, region }, { atMost: SHOWN })
  const choice = await choose(asked, { knowledge: library.knowledge, on, region, today: question.today }, library)
  return { asked, on, region, hits, reply, why: WHY[choice.kind](choice.sure.toFixed(2)) }
}

const WHY = {
  passages: (sure: string) => `把握 ${sure}，够引用`,
  unsure: (sure: string) => `把握 ${sure}，不够引用，请居民从相近的几条里选`,
  programmeOnly: (sure: string) => `把握 ${sure}；事项清楚，问哪一方面不清楚，请居民说明`,
  none: (sure: string) => `把握 ${sure}，没有可靠的依据，不答`,
} as const

/** The paragraphs of a hit that hold on the day, and those that do not with their periods. */
export function linesOf(hit: Hit, { on, region }: Preview, library: Library): readonly string[] {
  const { regions } = library.knowledge
  return hit.passage.paragraphs.map((each) => {
    const holds = covers(each.period, on) && regions.holdsIn(each.region, region)
    const period = `${each.period.from}～${each.period.to ?? '现行'}，${each.region}`
    return `${holds ? '✓' : '✗'} ${hit.passage.file}:${each.line}（${period}）${each.text.split('\n')[0] ?? ''}`
  })
}
