/** The steps of a turn that need no intake and no case: danger, operator, person, greeting, assessment, answer. */
import { type Answered, answerQuestion } from './answer'
import { assess } from './assess'
import { isStoredQuestion } from './choose'
import { extractFacts } from './model/extract-facts'
import { improveAnswer } from './model/improve-answer'
import { rememberedFacts } from './prefill'
import { CHOICES, SAY } from './replies'
import type { Reply } from './reply'
import { crisisReply, type Heard as HeardSignal } from './screen'
import { continueScreening } from './screening'
import { smallTalk } from './small-talk'
import { type Heard, isStated, type StatedFact } from './stated'
import { asFacts, mentions } from './stated-facts'
import type { Done, Turn } from './turn'
import { programmesToAssess, tellsBothAges } from './wanted-programmes'

export function screen(turn: Turn): Done | undefined {
  const { heard } = turn
  if (!heard || heard.policy) return undefined
  return crisis(turn, heard)
}

function crisis({ deps, library, conversation }: Turn, { signal }: HeardSignal): Done {
  deps.page(conversation.id, 'crisis')
  return {
    reply: crisisReply(signal, library.knowledge),
    conversation: { ...conversation, attention: 'crisis', card: signal.id },
  }
}

/**
 * While an operator holds the conversation, the assistant keeps quiet: it says once that messages go through, and again
 * only after the operator has written. An empty text is sent and stored nowhere.
 */
export async function relay({ conversation, deps }: Turn): Promise<Done | undefined> {
  const { lease } = conversation
  if (!lease || lease.until <= deps.clock.now().toISOString()) return undefined
  const told = await deps.conversations.history(conversation.id, 0)
  const last = told.findLast((entry) => entry.from === 'operator' || entry.text === SAY.relayed)
  const text = last?.text === SAY.relayed ? '' : SAY.relayed
  return { reply: { kind: 'takeover', text, citations: [], choices: [] }, conversation }
}

const WANTS_PERSON =
  /^(我要|我想|请|帮我)?(转|找|叫|要)?(人工|真人|客服|工作人员)(服务|客服|吧|啊)?[。！!]?$|转人工|找人工|人工服务/

export function person(turn: Turn): Done | undefined {
  return WANTS_PERSON.test(turn.masked.text.trim()) ? askPerson(turn) : undefined
}

/** Paged once: who waits already is told so, and danger is not made less of by asking. */
export function askPerson(turn: Turn): Done {
  const { conversation, deps } = turn
  const waits = conversation.attention === 'asked' || conversation.attention === 'crisis'
  if (!waits) deps.page(conversation.id, 'asked')
  return {
    reply: {
      kind: 'takeover',
      text: conversation.attention === 'asked' ? SAY.humanAgain : SAY.human,
      citations: [],
      choices: conversation.dialog ? [CHOICES.resume] : [],
    },
    conversation: waits ? conversation : { ...conversation, attention: 'asked' },
  }
}

export function notice(turn: Turn): Done | undefined {
  const { masked, message, conversation } = turn
  const text = masked.text.trim()
  if (text === '' && message.attachments.length > 0) {
    return {
      reply: { kind: 'notice', text: SAY.papersWithoutForm, citations: [], choices: [...CHOICES.topics] },
      conversation,
    }
  }
  const reply = smallTalk(turn)
  return reply && { reply, conversation }
}

/** A described situation with "够不够条件" or "能享受什么" is judged by the rules; so is what goes on with our one question. */
export async function assessment(turn: Turn): Promise<Done | undefined> {
  const { conversation, library, asked } = turn
  const { text } = turn.masked
  const heard = mentions(text, library.knowledge, turn.today)
  const wanted = programmesToAssess(asked.text, asked.programmes, heard, frameOf(turn), conversation.topic?.programme)
  const goesOn = wanted.length > 0 ? undefined : continueScreening(text, heard, conversation, library.knowledge)
  // A day that answers us is a birthday, not the day the rules are asked of.
  const frame = goesOn ? { ...frameOf(turn), on: conversation.on ?? turn.today } : frameOf(turn)
  const programmes = goesOn ? (conversation.screening?.programmes ?? []) : wanted
  if (programmes.length === 0) return undefined
  if (!goesOn && !tellsBothAges(heard) && (await isStoredQuestion(asked, frame, library))) return undefined
  // A story with danger in it is nobody's business but the card's.
  const model = turn.heard ? undefined : turn.deps.model
  const prompt = library.knowledge.prompts.get('extract-facts')
  const stated = heard.filter(isStated)
  const found = goesOn ? [] : await extractFacts(text, heard, programmes, frame, { prompt, model })
  const fresh: Heard = { facts: { ...asFacts(found), ...asFacts(stated) }, said: [...heard, ...found] }
  const known = goesOn ?? fresh
  const assessed = assess(programmes, known, frame)
  if (!assessed) return undefined
  const first = assessed.programmes[0]
  return {
    reply: withFound(assessed.reply, found),
    conversation: {
      ...conversation,
      facts: known.facts,
      screening: { asking: assessed.asking, programmes: assessed.programmes, skipped: known.skipped },
      topic: first ? { programme: first, facets: ['谁可以申请'] } : conversation.topic,
      unclear: 0,
    },
  }
}

/** Which words a model read facts from, so that the resident can say it was wrong. */
function withFound(reply: Reply, found: readonly StatedFact[]): Reply {
  if (found.length === 0) return reply
  const words = [...new Set(found.map((each) => each.words))].join('”“')
  return { ...reply, text: `${reply.text}\n\n${SAY.heardByModel.replace('{words}', words)}` }
}

export async function answer(turn: Turn): Promise<Done> {
  const { conversation, library, masked, today } = turn
  const { on: day, region: place } = conversation
  const question = { text: masked.text, today, on: day, region: place, topic: conversation.topic }
  const answered = await answerQuestion(question, library)
  const { model } = turn.deps
  const { reply, topic, region, on } = model ? await improveAnswer(answered, question, library, model) : answered
  const helped = reply.kind !== 'notFound'
  // Nothing to answer, but danger in the words: the card alone, at once.
  if (!helped && turn.heard) return crisis(turn, turn.heard)
  const unclear = helped ? 0 : conversation.unclear + 1
  return {
    reply: withGrounds(helped ? reply : offerPerson(reply, unclear), answered),
    conversation: {
      ...conversation,
      facts: rememberedFacts(turn),
      topic: topic ?? (helped ? undefined : conversation.topic),
      region: turn.asked.region ? region : conversation.region,
      on: turn.asked.on ? (on === today ? undefined : on) : conversation.on,
      screening: undefined,
      unclear,
    },
  }
}

function withGrounds(reply: Reply, { passages, sure }: Answered): Reply {
  return sure === undefined ? reply : { ...reply, grounds: { passages: passages?.map((each) => each.id) ?? [], sure } }
}

function offerPerson(reply: Reply, unclear: number): Reply {
  return unclear >= 2
    ? { ...reply, choices: [CHOICES.human] }
    : { ...reply, choices: [...CHOICES.topics.slice(0, 5), CHOICES.human] }
}

export function frameOf(turn: Turn): { knowledge: Turn['library']['knowledge']; on: string; region: string } {
  const { asked, conversation, library, today } = turn
  return {
    knowledge: library.knowledge,
    on: asked.on ?? conversation.on ?? today,
    region: asked.region ?? conversation.region ?? library.knowledge.regions.home,
  }
}
