/**
 * Has a model complete a follow-up (`那农村的呢`) into a whole question. Only what is being talked about may be added: no
 * figure, place, day or programme that neither the resident nor the thread named. The whole question is then answered
 * from the knowledge like any other.
 */
import type { Prompt } from '../../knowledge/read-prompts'
import type { Question } from '../answer'
import type { AnswerBase, Topic } from '../choose'
import { markFigures, plainFigures, sayToken } from '../figures'
import { foreignPlaceIn } from '../foreign-place'
import { refuseAtOnce } from '../refuse'
import { hearSignal } from '../screen'
import type { LanguageModel } from './language-model'
import { whyNotOwn } from './own-words'

const LONGEST = 60
const NONE = /^无[。.]?$/

export async function rewrite(
  question: Question & { readonly topic: Topic },
  base: AnswerBase,
  prompt: Prompt,
  model: LanguageModel,
): Promise<string | undefined> {
  const topic = sayTopic(question.topic, base)
  const said = await model.ask(prompt, { question: question.text, topic }, { longest: LONGEST })
  if (said.kind !== 'said' || NONE.test(said.text)) return undefined
  const why = whyNotWhole(said.text, question, topic, base)
  if (why) model.rejected(prompt, why)
  return why ? undefined : said.text
}

function sayTopic({ programme, facets }: Topic, { knowledge }: AnswerBase): string {
  const named = knowledge.programmes.get(programme)
  return [named?.title, named?.short, ...facets].filter((each) => each !== undefined).join('，')
}

function whyNotWhole(
  whole: string,
  { text, today, topic }: Question & { readonly topic: Topic },
  said: string,
  base: AnswerBase,
): string | undefined {
  if (whole.includes('\n')) return 'more than one line'
  const own = whyNotOwn(whole, `${said}\n${text}\n${CARRIERS}`)
  if (own) return own
  if (figuresOf(whole).some((figure) => !figuresOf(text).includes(figure))) return 'a figure nobody said'
  const [now, before] = [base.understand(whole, today), base.understand(text, today)]
  if (now.region !== before.region || now.on !== before.on) return 'another place or day'
  const known = [topic.programme, ...before.programmes]
  if (now.programmes.some((programme) => !known.includes(programme))) return 'another programme'
  if (refuseAtOnce(whole, now, base) || foreignPlaceIn(whole, base.knowledge)) return 'nothing we answer'
  return hearSignal(whole, base.knowledge, base.normalise) ? 'a danger nobody spoke of' : undefined
}

/** What makes a question of a few words and says nothing of its own. */
const CARRIERS = '请问怎么申请办理需要哪些什么材料条件能不能可以吗多久多少钱在哪里有没有规定是'
const figuresOf = (text: string) =>
  markFigures(plainFigures(text))
    .tokens.filter((each) => each.kind === 'figure')
    .map(sayToken)
