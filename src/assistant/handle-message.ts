/**
 * One resident message in, one reply out: the main flow. Each step either stops with a reply or lets the next try.
 * Whatever goes wrong becomes an apology and an operator's attention: a resident is never left without an answer.
 */
import { Fault } from '../base/fault'
import { today } from '../domain/legal-day'
import { maskNumbers } from '../domain/mask'
import { aboutAnswer } from './about-answer'
import { afterwards } from './afterwards'
import { besideCard } from './beside-card'
import { caseErrand } from './case-errands'
import { chooseVisit, withVisit } from './choose-visit'
import type { Conversation, Entry } from './conversation'
import { newConversation } from './conversation'
import { feedback } from './feedback'
import { guard } from './guard'
import { resumeDialog } from './intake-steps'
import type { Message } from './message'
import { mayPick, pickOffered } from './pick-offered'
import { CHOICES, SAY } from './replies'
import type { Reply } from './reply'
import { replyText } from './reply-text'
import { hearSignal } from './screen'
import { screenInForm } from './screen-in-form'
import { startIntake } from './start-intake'
import { answer, assessment, notice, person, relay } from './steps'
import type { AssistantDeps, Done, Step, Turn } from './turn'

const STEPS: readonly Step[] = [
  screenInForm, // danger signals, before everything
  relay, // an operator holds the conversation
  afterwards, // 会告诉我家里吗, 不敢打, 打不通
  chooseVisit, // the time of a visit, at the end of an intake
  withVisit(resumeDialog), // an intake is under way
  person, // 转人工
  withVisit(caseErrand), // 办件进度, 撤回申请, 补材料, 取消预约, a code to go on with
  feedback, // 有用, 没用
  aboutAnswer, // 再说一遍, 谁说的, 没听懂
  notice, // 你好, 谢谢, 帮助, an empty message
  withVisit(startIntake), // 我要办低保, 继续办理
  assessment, // a described situation, judged by the rules
  answer, // a question, answered from the knowledge
]

/** Two people writing at once, or a resident's double tap: load again and retry this often before apologising. */
const TRIES = 4
/** Papers waiting for one case; the oldest give way. */
const MOST_ATTACHMENTS = 30

export async function handleMessage(deps: AssistantDeps, message: Message): Promise<Reply> {
  try {
    for (let tries = 0; tries < TRIES; tries++) {
      const reply = await handleOnce(deps, message)
      if (reply) return reply
    }
    throw new Fault('conversation.conflict', 'the conversation kept changing', { facts: { tries: TRIES } })
  } catch (cause) {
    const code = cause instanceof Fault ? cause.code : 'unexpected'
    deps.log.error('turn.failed', { conversation: message.conversation, code }, cause)
    deps.page(message.conversation, 'fault')
    return { kind: 'apology', text: SAY.apology, citations: [], choices: [CHOICES.human] }
  }
}

/** Undefined when somebody else committed first: the caller tries again from the new state. */
async function handleOnce(deps: AssistantDeps, message: Message): Promise<Reply | undefined> {
  const began = deps.clock.now().getTime()
  const conversation =
    (await deps.conversations.load(message.conversation)) ??
    newConversation(message.conversation, message.channel, message.resident)
  const turn = newTurn(deps, message, conversation)
  const done = await runSteps((await asPicked(turn, conversation)) ?? turn)
  const reply = guard(tellOfMasking(done.reply, turn))
  const outcome = await deps.conversations.commit(
    { ...done.conversation, version: conversation.version },
    entriesOf(turn, reply),
  )
  if (outcome === 'conflict') return undefined
  if (outcome === 'replayed') return (await storedReply(deps, message)) ?? reply
  deps.log.info('turn.done', {
    conversation: message.conversation,
    kind: reply.kind,
    ms: deps.clock.now().getTime() - began,
  })
  return reply
}

function newTurn(deps: AssistantDeps, message: Message, conversation: Conversation): Turn {
  const library = deps.library()
  const on = today(deps.clock)
  const masked = maskNumbers(message.text)
  const attachments = [...conversation.attachments, ...message.attachments].slice(-MOST_ATTACHMENTS)
  return {
    deps,
    library,
    message,
    conversation: { ...conversation, attachments, card: undefined },
    today: on,
    masked,
    asked: library.understand(masked.text, on),
    heard: hearSignal(masked.text, library.knowledge, library.normalise),
    card: conversation.card,
  }
}

/** 第二个 is heard as the choice it stands for; the transcript keeps what was said. */
async function asPicked({ deps, message, masked }: Turn, conversation: Conversation): Promise<Turn | undefined> {
  if (!mayPick(masked.text, conversation)) return undefined
  const picked = pickOffered(masked.text, await deps.conversations.history(conversation.id, 0))
  return picked === undefined ? undefined : newTurn(deps, { ...message, text: picked }, conversation)
}

async function runSteps(turn: Turn): Promise<Done> {
  for (const step of STEPS) {
    const done = await step(turn)
    if (done) return besideCard(done, turn)
  }
  throw new Fault('reply.unguarded', 'no step answered')
}

/** Outside a form nobody needs an identity number: say that it was covered. */
function tellOfMasking(reply: Reply, { masked, conversation }: Turn): Reply {
  if (masked.found.length === 0 || conversation.dialog || reply.kind === 'question' || reply.kind === 'crisis')
    return reply
  return { ...reply, text: `${SAY.masked}\n\n${reply.text}` }
}

function entriesOf({ message, masked, deps }: Turn, reply: Reply): Entry[] {
  const said: Entry = { id: message.id, from: 'resident', text: masked.text, at: message.at.toISOString() }
  if (reply.text === '') return [said] // held by an operator: nothing is said
  return [
    said,
    { id: replyId(message), from: 'assistant', text: replyText(reply), reply, at: deps.clock.now().toISOString() },
  ]
}

async function storedReply(deps: AssistantDeps, message: Message): Promise<Reply | undefined> {
  const entries = await deps.conversations.history(message.conversation, 0)
  return entries.find((entry) => entry.id === replyId(message))?.reply
}

const replyId = (message: Message) => `${message.id}#reply`
