/** An intake under way: carry it on, answer a question in the middle of it, set it aside, open the case at its end. */
import { continueDialog } from '../dialogs/converse'
import type { Dialog } from '../dialogs/dialog'
import type { DialogState } from '../dialogs/dialog-state'
import { present } from '../dialogs/present'
import { programmeNamed } from '../dialogs/questions'
import { given } from '../dialogs/steps'
import type { Turn as DialogTurn } from '../dialogs/turn'
import { answerQuestion, overviewOf } from './answer'
import type { Conversation } from './conversation'
import { ERRAND } from './errand-words'
import { fillKnown } from './prefill'
import { CHOICES, SAY } from './replies'
import type { Reply } from './reply'
import { codeFor } from './resume-codes'
import { contextOf, dialogOf, lead, show } from './show-intake'
import { start } from './start-intake'
import { askPerson, frameOf } from './steps'
import { submitIntake } from './submit-intake'
import type { Done, Turn } from './turn'

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
      return show(turn, fillKnown(next, conversation.facts, { dialog, context: contextOf(turn) }))
    case 'submitted':
      return comeBack(turn, await submitIntake(turn, next))
    case 'digress':
      return digress(turn, dialog, next)
    case 'paused': {
      const draft = { kind: 'draft', conversation: conversation.id, intake: next.state.intake } as const
      const code = await codeFor(turn.deps, draft)
      const text = `${next.text}\n${ERRAND.codeForDraft(code)}`
      return park(turn, next.state, text, [CHOICES.resume, CHOICES.human])
    }
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
      // Nothing is asked back in the middle of a form: until a county is told, the city's rules are meant.
      region: countyIn(dialog, next.state) ?? conversation.region ?? library.knowledge.regions.home,
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

/** 那我们县呢: the county told in the form. */
function countyIn(dialog: Dialog, { answers }: DialogState): string | undefined {
  const told = given(answers[dialog.region]?.state)
  return typeof told === 'string' ? told : undefined
}

async function afterCancel(turn: Turn, text: string, wanted: string | undefined): Promise<Done> {
  const conversation: Conversation = { ...turn.conversation, dialog: undefined }
  const programme = wanted ? programmeNamed(wanted, [...turn.library.knowledge.programmes.values()]) : undefined
  const dialog = programme?.dialog ? turn.library.dialogs.get(programme.dialog) : undefined
  if (!dialog)
    return comeBack(turn, {
      reply: { kind: 'notice', text, citations: [], choices: [...CHOICES.topics] },
      conversation,
    })
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

/** After the second service, the first one that was set aside is offered again. */
function comeBack({ library }: Turn, done: Done): Done {
  const [first] = done.conversation.paused
  const title = first && library.dialogs.get(first.dialog)?.title
  if (!title) return done
  const { reply } = done
  const choices = [CHOICES.resume, ...reply.choices]
  return { ...done, reply: { ...reply, text: `${reply.text}\n\n${ERRAND.comeBack(title)}`, choices } }
}
