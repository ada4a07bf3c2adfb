/** Intakes in a conversation: start one, carry it on, answer a question in the middle of it, open the case at its end. */
import { Fault } from '../base/fault'
import { continueDialog, startDialog } from '../dialogs/converse'
import type { Dialog } from '../dialogs/dialog'
import type { DialogState } from '../dialogs/dialog-state'
import { archiveText, dialogFromArchive, digest } from '../dialogs/form-version'
import { present } from '../dialogs/present'
import { programmeNamed } from '../dialogs/questions'
import type { DialogContext } from '../dialogs/talk'
import type { AskTurn, Turn as DialogTurn, ReviewTurn } from '../dialogs/turn'
import { answerQuestion, overviewOf } from './answer'
import type { Conversation } from './conversation'
import { CHOICES, SAY } from './replies'
import type { Reply } from './reply'
import { askPerson, frameOf } from './steps'
import { submitIntake } from './submit-intake'
import type { Done, Turn } from './turn'

const START = /^(开始办理|开始|办理|我要办理?|那就(申请|办|办理)吧?|(我想|我要)(申请|办理|登记|预约))[吧了。！!]*$/
/** A wish said first and shortly, not a question or a story: 我要办低保, 我想给我妈申请高龄津贴, 帮我预约结婚登记. */
const WISH =
  /^(?:你好|您好|请|麻烦|那|现在|好的?|行|我们?|俺|[，, ])*(?:要|想要?|准备|开始|来|(?:帮|给|替)(?:我|我们|咱|俺|他|她|爸|妈|爷爷|奶奶|父亲|母亲|老伴|孩子|儿子|女儿|老人|家里?|公公|婆婆|岳父|岳母|的)*)+[^，。]{0,3}?(?:办理?|申请|登记|预约|报名|补领|补办|补)/
const ASKING = /[吗呢么？?怎啥哪谁]|多少|什么|能不能|可不可以|想问|请问|条件|给不给|行不行/
const LONGEST_WISH = 24

function wishesToStart(text: string): boolean {
  return text.length <= LONGEST_WISH && WISH.test(text) && !ASKING.test(text)
}

const RESUME = /^(继续办理|继续|接着办|接着来|接着填|继续填)[吧了。！!]*$/

/** 我要办低保 · 开始办理 · 继续办理. A message that asks something is no start. */
export async function startIntake(turn: Turn): Promise<Done | undefined> {
  const { conversation, library, masked } = turn
  const text = masked.text.trim()
  if (RESUME.test(text)) return resumePaused(turn)
  if (!START.test(text) && !wishesToStart(text)) return undefined
  const id = turn.asked.programmes[0] ?? conversation.topic?.programme
  const programme = id ? library.knowledge.programmes.get(id) : undefined
  if (!programme) return START.test(text) ? say(turn, SAY.nothingToStart, [...CHOICES.topics]) : undefined
  const dialog = library.dialogs.get(programme.dialog ?? '')
  if (!dialog)
    return say(
      turn,
      `${programme.title}：${SAY.notOnline}`,
      [CHOICES.facets.材料, CHOICES.facets.在哪办, CHOICES.human],
      programme.id,
    )
  const others = turn.asked.programmes
    .map((each) => library.knowledge.programmes.get(each))
    .filter((each) => each?.dialog && each.dialog !== dialog.id && library.dialogs.has(each.dialog))
  const started = await start(turn, dialog)
  return others.length === 0
    ? started
    : lead(
        SAY.oneAtATime(
          programme.short,
          others.map((each) => each?.short ?? ''),
        ),
        started,
      )
}

async function start(turn: Turn, dialog: Dialog): Promise<Done> {
  const { conversation, deps } = turn
  const parked = conversation.paused.find((each) => each.dialog === dialog.id)
  if (parked) return resumePaused(turn, parked)
  await deps.forms.keep(digest(dialog), archiveText(dialog))
  return show(turn, startDialog(dialog, contextOf(turn)), { programme: dialog.programme })
}

async function resumePaused(turn: Turn, wanted?: DialogState): Promise<Done> {
  const { conversation } = turn
  const state = wanted ?? conversation.paused[0]
  if (!state) return say(turn, SAY.nothingToResume, [...CHOICES.topics])
  const dialog = await dialogOf(turn, state)
  const paused = conversation.paused.filter((each) => each !== state)
  return show(
    { ...turn, conversation: { ...conversation, paused } },
    present({ dialog, context: contextOf(turn) }, state, [SAY.resumed]),
  )
}

/** The message belongs to the intake under way. */
export async function resumeDialog(turn: Turn): Promise<Done | undefined> {
  const state = turn.conversation.dialog
  if (!state) return undefined
  const dialog = await dialogOf(turn, state)
  const { attachments } = turn.message
  if (attachments.length > 0 && turn.masked.text.trim() === '') {
    return show(turn, present({ dialog, context: contextOf(turn) }, state, [SAY.papersKept(attachments.length)]))
  }
  // The resident's own words, unmasked: an identity number may be just what was asked.
  const next = continueDialog(dialog, state, turn.message.text, contextOf(turn))
  return follow(turn, dialog, next)
}

async function follow(turn: Turn, dialog: Dialog, next: DialogTurn): Promise<Done> {
  const { conversation } = turn
  switch (next.kind) {
    case 'ask':
    case 'review':
      return show(turn, next)
    case 'submitted':
      return submitIntake(turn, next)
    case 'digress':
      return digress(turn, dialog, next)
    case 'paused':
      return park(turn, next.state, next.text, [CHOICES.resume, CHOICES.human])
    case 'human': {
      const done = askPerson({ ...turn, conversation: { ...conversation, dialog: next.state } })
      return { ...done, reply: { ...done.reply, text: next.text || done.reply.text } }
    }
    case 'cancelled':
      return afterCancel(turn, next.text, next.next)
    case 'otherBusiness':
      return otherBusiness(turn, next)
    default: {
      const never: never = next
      return never
    }
  }
}

async function digress(turn: Turn, dialog: Dialog, next: Extract<DialogTurn, { kind: 'digress' }>): Promise<Done> {
  const { conversation, today, library } = turn
  const answered = await answerQuestion(
    {
      text: next.question,
      today,
      region: conversation.region,
      on: conversation.on,
      topic: conversation.topic ?? { programme: dialog.programme, facets: [] },
    },
    library,
  )
  const shown = show(
    { ...turn, conversation: { ...conversation, topic: answered.topic ?? conversation.topic } },
    next.resume,
  )
  const text = `${answered.reply.text}\n\n${SAY.backToForm}\n${next.resume.text}`
  const { citations, kind } = answered.reply
  const reply: Reply =
    kind === 'answer' || kind === 'standard'
      ? { kind, text, citations, choices: next.resume.choices, programme: answered.topic?.programme }
      : { ...shown.reply, text }
  return { reply, conversation: shown.conversation }
}

async function afterCancel(turn: Turn, text: string, wanted: string | undefined): Promise<Done> {
  const conversation: Conversation = { ...turn.conversation, dialog: undefined }
  const programme = wanted ? programmeNamed(wanted, [...turn.library.knowledge.programmes.values()]) : undefined
  const dialog = programme?.dialog ? turn.library.dialogs.get(programme.dialog) : undefined
  if (!dialog) return { reply: { kind: 'notice', text, citations: [], choices: [...CHOICES.topics] }, conversation }
  return lead(text, await start({ ...turn, conversation }, dialog))
}

async function otherBusiness(turn: Turn, next: Extract<DialogTurn, { kind: 'otherBusiness' }>): Promise<Done> {
  const parked = park(turn, next.state, next.text, [...CHOICES.topics.slice(1, 5), CHOICES.resume])
  const programme = next.programme ? turn.library.knowledge.programmes.get(next.programme) : undefined
  if (!programme) return parked
  const dialog = turn.library.dialogs.get(programme.dialog ?? '')
  if (dialog) return lead(next.text, await start({ ...turn, conversation: parked.conversation }, dialog))
  const reply = overviewOf(programme.id, frameOf(turn), turn.today)
  return reply
    ? lead(next.text, {
        reply,
        conversation: { ...parked.conversation, topic: { programme: programme.id, facets: [] } },
      })
    : parked
}

function park(turn: Turn, state: DialogState, text: string, choices: readonly string[]): Done {
  const { conversation } = turn
  const paused = [state, ...conversation.paused.filter((each) => each.dialog !== state.dialog)].slice(0, 5)
  return {
    reply: { kind: 'notice', text, citations: [], choices },
    conversation: { ...conversation, dialog: undefined, paused },
  }
}

function lead(text: string, done: Done): Done {
  return { ...done, reply: { ...done.reply, text: `${text}\n\n${done.reply.text}` } }
}

function show(turn: Turn, next: AskTurn | ReviewTurn, topic?: { programme: string }): Done {
  const conversation: Conversation = {
    ...turn.conversation,
    dialog: next.state,
    unclear: 0,
    screening: undefined,
    ...(topic && { topic: { programme: topic.programme, facets: [] } }),
  }
  const { text, choices } = next
  const dialog = next.state.dialog
  const programme = turn.library.dialogs.get(dialog)?.programme
  return next.kind === 'ask'
    ? {
        reply: {
          kind: 'question',
          text,
          citations: [],
          choices,
          dialog,
          field: next.field,
          step: next.step,
          programme,
        },
        conversation,
      }
    : {
        reply: { kind: 'review', text, citations: [], choices, dialog, sections: next.sections, programme },
        conversation,
      }
}

function say(turn: Turn, text: string, choices: readonly string[], programme?: string): Done {
  const { conversation } = turn
  return {
    reply: { kind: 'notice', text, citations: [], choices, programme },
    conversation: programme ? { ...conversation, topic: { programme, facets: [] } } : conversation,
  }
}

/** The form version this intake began with, whatever has been published since. */
async function dialogOf(turn: Turn, state: DialogState): Promise<Dialog> {
  const current = turn.library.dialogs.get(state.dialog)
  if (current && digest(current) === state.digest) return current
  const kept = await turn.deps.forms.find(state.digest)
  if (kept === undefined)
    throw new Fault('form.missing', 'a form version in use is not in the archive', { facts: { dialog: state.dialog } })
  return dialogFromArchive(kept)
}

function contextOf({ deps, library }: Turn): DialogContext {
  return {
    clock: deps.clock,
    ids: deps.ids,
    regions: library.knowledge.regions,
    programmes: [...library.knowledge.programmes.values()],
  }
}
