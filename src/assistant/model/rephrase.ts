/**
 * Has a model choose among passages and say them plainly. What comes back is either words that passed every check, with
 * the citations of the passages they name and a label that says who wrote them, or nothing: then the quotation stands.
 */
import type { Citation } from '../../domain/source'
import type { Passage } from '../../knowledge/passage'
import type { Prompt } from '../../knowledge/read-prompts'
import { sayAssumed } from '../answer'
import { compose, type Frame } from '../compose'
import { whyNotSaid } from '../guard'
import { SAY } from '../replies'
import type { Reply } from '../reply'
import type { LanguageModel } from './language-model'
import { type Offer, type Retold, readRetelling, whyNotSoFar } from './retelling'

export interface ToRephrase {
  readonly question: string
  /** The quotation, or the question back to the resident, that is sent if nothing usable comes. */
  readonly instead: Reply
  readonly passages: readonly Passage[]
  /** The passages are the answer, and each has to be told; else they may be, and the model chooses. */
  readonly sure: boolean
}

const MOST_OFFERS = 4
const LONGEST = 1_200

export async function rephrase(
  { question, instead, passages, sure }: ToRephrase,
  frame: Frame & { readonly today: string },
  prompt: Prompt,
  model: LanguageModel,
): Promise<Reply | undefined> {
  const offers = offersOf(passages, frame)
  if (offers.length === 0 || (sure && offers.length !== passages.length)) return undefined
  const given = { question, passages: offers.map(sayOffer).join('\n\n') }
  const whyStop = (soFar: string) => whyNotSoFar(soFar, offers, frame)
  const said = await model.ask(prompt, given, { longest: LONGEST, whyStop })
  if (said.kind === 'stopped') model.rejected(prompt, said.why)
  if (said.kind !== 'said') return undefined
  const retold = readRetelling(said.text, offers, sure ? offers : [], frame)
  const reply = retold.kind === 'retold' ? replyOf(retold, instead, sure, frame) : undefined
  const why = retold.kind === 'unusable' ? retold.why : reply && whyNotSaid(reply)
  if (why) model.rejected(prompt, why)
  return why ? undefined : reply
}

/** Amounts are told from the tables alone: a passage that names one is not offered. */
function offersOf(passages: readonly Passage[], frame: Frame): readonly Offer[] {
  return passages
    .slice(0, MOST_OFFERS)
    .map((passage) => ({ passage, composed: compose([passage], frame) }))
    .filter(({ composed }) => !composed.hasAmount && composed.text !== '')
    .map(({ passage, composed }, i) => ({ token: `P${i + 1}`, title: titleOf(passage, frame), composed }))
}

function titleOf({ programme, title }: Passage, { knowledge }: Frame): string {
  const short = knowledge.programmes.get(programme)?.short ?? ''
  return title.includes(short) ? title : `${short}：${title}`
}

function sayOffer({ token, title, composed }: Offer): string {
  const kept = composed.exclusions.map((line) => `- ${line}`)
  return [`[${token}] ${title}`, composed.text, ...(kept.length > 0 ? ['必须保留：', ...kept] : [])].join('\n')
}

function replyOf(
  { text, cited }: Extract<Retold, { kind: 'retold' }>,
  instead: Reply,
  sure: boolean,
  frame: Frame & { readonly today: string },
): Reply {
  const about = sure ? '' : SAY.maybeAsked.replace('{title}', cited.map((offer) => offer.title).join('”“'))
  const parts = [SAY.generated, about, text, sayAssumed(frame, frame.today)]
  return {
    kind: 'answer',
    text: parts.filter((part) => part !== '').join('\n\n'),
    citations: onceEach(cited.flatMap((offer) => offer.composed.citations)),
    choices: instead.choices,
    programme: instead.programme,
    generated: true,
  }
}

function onceEach(citations: readonly Citation[]): readonly Citation[] {
  const key = (each: Citation) => `${each.document} ${each.article} ${each.effectiveFrom}`
  return citations.filter((each, i) => citations.findIndex((other) => key(other) === key(each)) === i)
}
