/** The steps of a turn that need no intake: danger, operator, person, greeting, status, assessment, answer. */
import { findCaseNumber } from '../cases/case-number'
import { answerQuestion } from './answer'
import { assess, programmesToAssess } from './assess'
import { mayHear, sayCaseStatus } from './case-status'
import { isStoredQuestion } from './choose'
import { CHOICES, SAY } from './replies'
import type { Reply } from './reply'
import { cardText, crisisReply, hearSignal } from './screen'
import { readScreeningAnswer } from './screening'
import { asFacts, statedFacts } from './stated-facts'
import type { Done, Turn } from './turn'

export function screen(turn: Turn): Done | undefined {
  const { library, masked, conversation } = turn
  const heard = hearSignal(masked.text, library.knowledge, library.normalise)
  if (!heard || heard.policy) return undefined
  turn.deps.page(conversation.id, 'crisis')
  return { reply: crisisReply(heard.signal, library.knowledge), conversation: { ...conversation, attention: 'crisis' } }
}

/** While an operator holds the conversation, the assistant keeps quiet and only says that the message went through. */
export function relay({ conversation, deps }: Turn): Done | undefined {
  const { lease } = conversation
  if (!lease || lease.until <= deps.clock.now().toISOString()) return undefined
  return { reply: { kind: 'takeover', text: SAY.relayed, citations: [], choices: [] }, conversation }
}

const WANTS_PERSON =
  /^(我要|我想|请|帮我)?(转|找|叫|要)?(人工|真人|客服|工作人员)(服务|客服|吧|啊)?[。！!]?$|转人工|找人工|人工服务/

export function person(turn: Turn): Done | undefined {
  return WANTS_PERSON.test(turn.masked.text.trim()) ? askPerson(turn) : undefined
}

export function askPerson(turn: Turn): Done {
  turn.deps.page(turn.conversation.id, 'asked')
  return {
    reply: {
      kind: 'takeover',
      text: SAY.human,
      citations: [],
      choices: turn.conversation.dialog ? [CHOICES.resume] : [],
    },
    conversation: { ...turn.conversation, attention: 'asked' },
  }
}

const GREETING = /^(你好|您好|hi|hello|在吗|在不在|有人吗|喂|早上好|上午好|下午好|晚上好)[呀啊吗？?！!。~]*$/i
const THANKS = /^(谢谢|多谢|感谢|好的谢谢|谢了|thanks?|thank you)[您你啊了！!。~]*$/i
const BYE = /^(再见|拜拜|没有了|没了|不用了|没事了)[啊了！!。~]*$/
const HELP = /^(帮助|help|怎么用|你能干什么|你会什么|你是谁|能做什么|功能|菜单)[？?。]*$/i

export function notice({ masked, message, conversation }: Turn): Done | undefined {
  const text = masked.text.trim()
  if (text === '' && message.attachments.length > 0) {
    return {
      reply: { kind: 'notice', text: SAY.papersWithoutForm, citations: [], choices: [...CHOICES.topics] },
      conversation,
    }
  }
  const say =
    text === ''
      ? SAY.empty
      : GREETING.test(text)
        ? SAY.greeting
        : THANKS.test(text)
          ? SAY.thanks
          : BYE.test(text)
            ? SAY.bye
            : HELP.test(text)
              ? SAY.help
              : undefined
  if (say === undefined) return undefined
  const choices = say === SAY.greeting || say === SAY.help ? [...CHOICES.topics] : []
  return { reply: { kind: 'notice', text: say, citations: [], choices }, conversation }
}

const ASKS_STATUS = /(查|看|问)(一下|下)?(我的)?(办件|进度|办到哪|申请)?(的)?(进度|状态|结果|到哪)|办件进度|办件编号/

/** 查办件进度: by the number said, or by the cases this conversation opened. */
export async function status(turn: Turn): Promise<Done | undefined> {
  const said = findCaseNumber(turn.message.text)
  if (!said && !ASKS_STATUS.test(turn.masked.text)) return undefined
  const number = said ?? turn.conversation.cases.at(-1)?.number
  const found = number ? await turn.deps.cases.find(number) : undefined
  const heard = found && mayHear(found, turn.conversation.id, turn.message.text)
  const text = !number
    ? SAY.noCaseNumber
    : !found
      ? SAY.caseUnknown
      : heard === 'yes'
        ? sayCaseStatus(found)
        : SAY.needsPhoneTail
  const reply: Reply = { kind: 'status', text, citations: [], choices: [CHOICES.human], caseNumber: number }
  return { reply, conversation: turn.conversation }
}

/** A described situation with "够不够条件" or "能享受什么" is judged by the rules; so is the answer to our one question. */
export async function assessment(turn: Turn): Promise<Done | undefined> {
  const { conversation, library, asked } = turn
  const frame = frameOf(turn)
  const answered = readScreeningAnswer(turn.masked.text, conversation.screening, library.knowledge)
  const stated = statedFacts(turn.masked.text, library.knowledge, turn.today)
  const programmes = answered
    ? (conversation.screening?.programmes ?? [])
    : programmesToAssess(asked.text, asked.programmes, stated, frame)
  if (programmes.length === 0) return undefined
  if (!answered && (await isStoredQuestion(asked, frame, library))) return undefined
  const facts = { ...(answered ? conversation.facts : {}), ...asFacts(stated), ...answered }
  const assessed = assess(programmes, facts, stated, frame)
  if (!assessed) return undefined
  const first = assessed.programmes[0]
  return {
    reply: assessed.reply,
    conversation: {
      ...conversation,
      facts,
      screening: assessed.asking ? { asking: assessed.asking, programmes: assessed.programmes } : undefined,
      topic: first ? { programme: first, facets: ['谁可以申请'] } : conversation.topic,
      unclear: 0,
    },
  }
}

export async function answer(turn: Turn): Promise<Done> {
  const { conversation, library, masked, today } = turn
  const { reply, topic, region, on } = await answerQuestion(
    { text: masked.text, today, on: conversation.on, region: conversation.region, topic: conversation.topic },
    library,
  )
  const helped = reply.kind !== 'notFound'
  const unclear = helped ? 0 : conversation.unclear + 1
  return {
    reply: withCard(helped ? reply : offerPerson(reply, unclear), turn),
    conversation: {
      ...conversation,
      topic: topic ?? (helped ? undefined : conversation.topic),
      region: turn.asked.region ? region : conversation.region,
      on: turn.asked.on ? on : conversation.on,
      screening: undefined,
      unclear,
    },
  }
}

/** A policy question about a dangerous matter is answered, and the card attached. */
function withCard(reply: Reply, turn: Turn): Reply {
  const heard = hearSignal(turn.masked.text, turn.library.knowledge, turn.library.normalise)
  return heard ? { ...reply, text: `${reply.text}\n\n${cardText(heard.signal, turn.library.knowledge)}` } : reply
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
