/**
 * An answer made better by a language model where one is configured, or left exactly as it was. Refusals, other places,
 * amounts and anything with a danger signal never come here; what the model says is checked in rewrite.ts and retelling.ts.
 */

import type { Passage } from '../../knowledge/passage'
import { type Answered, answerQuestion, type Question } from '../answer'
import type { AnswerBase } from '../choose'
import { foreignPlaceIn } from '../foreign-place'
import { refuseAtOnce } from '../refuse'
import { SAY } from '../replies'
import { hearSignal } from '../screen'
import type { LanguageModel } from './language-model'
import { rephrase } from './rephrase'
import { rewrite } from './rewrite'

/** A shorter quotation is plain enough. */
const LONG_ANSWER = 120
/** Fewer letters do not tell which of several is meant; the resident does. */
const TELLING = 7
const FEW_WORDS = 16
const NEAR = 6

export async function improveAnswer(
  answered: Answered,
  question: Question,
  base: AnswerBase,
  model: LanguageModel,
): Promise<Answered> {
  if (isNotForModels(question, base)) return answered
  const { kind } = answered.reply
  const unclear = kind === 'clarify' || kind === 'notFound' || (kind === 'answer' && isVague(question, base))
  const whole = unclear ? await askedWhole(question, base, model) : undefined
  if (whole) return whole
  switch (kind) {
    case 'answer':
      return answered.reply.text.length > LONG_ANSWER ? retold(answered, question, base, model) : answered
    case 'clarify':
      return question.text.length >= TELLING ? retold(answered, question, base, model) : answered
    default:
      return answered
  }
}

/** 咱这种能弄不, after an answer: a few words that name neither what nor which part of it. */
function isVague({ text, today, topic }: Question, base: AnswerBase): boolean {
  const { programmes, facets } = base.understand(text, today)
  return topic !== undefined && programmes.length === 0 && facets.length === 0 && text.length <= FEW_WORDS
}

function isNotForModels({ text, today }: Question, base: AnswerBase): boolean {
  return (
    refuseAtOnce(text, base.understand(text, today), base) !== undefined ||
    foreignPlaceIn(text, base.knowledge) !== undefined ||
    hearSignal(text, base.knowledge, base.normalise) !== undefined
  )
}

async function retold(
  answered: Answered,
  question: Question,
  base: AnswerBase,
  model: LanguageModel,
): Promise<Answered> {
  const prompt = base.knowledge.prompts.get('rephrase')
  const { reply: instead, on, region } = answered
  const passages = answered.passages ?? (await likelyOf(answered, question, base))
  if (!prompt || passages.length === 0) return answered
  const frame = { knowledge: base.knowledge, on, region, today: question.today }
  const asked = { question: question.text, instead, passages, sure: instead.kind === 'answer' }
  const reply = await rephrase(asked, frame, prompt, model)
  return reply ? { ...answered, reply } : answered
}

/** The programme is clear, what is asked about it is not: what comes nearest of its own. */
async function likelyOf(
  { reply, on, region }: Answered,
  { text, today }: Question,
  base: AnswerBase,
): Promise<readonly Passage[]> {
  if (reply.kind !== 'clarify' || reply.programme === undefined) return []
  const asked = { ...base.understand(text, today), programmes: [reply.programme], on, region }
  const hits = await base.index.search(asked, { atMost: NEAR })
  return hits.map((hit) => hit.passage).filter((passage) => passage.programme === reply.programme)
}

/** The answer to the follow-up as a whole question; undefined unless there is one. */
async function askedWhole(question: Question, base: AnswerBase, model: LanguageModel): Promise<Answered | undefined> {
  const prompt = base.knowledge.prompts.get('rewrite')
  const { topic } = question
  if (!topic || !prompt) return undefined
  const text = await rewrite({ ...question, topic }, base, prompt, model)
  const answered = text === undefined ? undefined : await answerQuestion({ ...question, text }, base)
  if (!text || (answered?.reply.kind !== 'answer' && answered?.reply.kind !== 'standard')) return undefined
  const understood = SAY.understoodAs.replace('{question}', text)
  return { ...answered, reply: { ...answered.reply, text: `${understood}\n\n${answered.reply.text}` } }
}
