/** What each command does, at whatever step it is said. Undefined when it turns out to be none here. */
import type { AnswerState } from '../domain/intake'
import { advance, stay } from './advance'
import { give } from './change-answers'
import { addNamed, removeNamed } from './change-lists'
import { type Command, commandIn, confirms, learnsFirst, type PlainCommand } from './commands'
import { factsOf } from './conclusions'
import { edit } from './correct-answers'
import { holding, previousAnswered } from './correction-target'
import { piecesOf } from './hear'
import { locate } from './locate-steps'
import { makeIntake } from './make-intake'
import { present } from './present'
import { programmeNamed, wantsToStart } from './questions'
import { REPLIES } from './replies'
import { filledSoFar } from './review'
import { fillIn } from './shown-values'
import { given, type Place, type Step } from './steps'
import { dayOf, handOf, type Talk } from './talk'
import type { Turn } from './turn'

export function obey(talk: Talk): Turn | undefined {
  if (talk.place.kind === 'review' && confirms(talk.said)) return submit(talk)
  const { place } = talk
  if (asksConsent(place) && learnsFirst(talk.said)) return stay(talk, [whyOf(place.step)])
  const command = commandIn(talk.said, labelsHere(talk))
  return command ? follow(command, talk) : cancelAndMore(talk)
}

function follow(command: Command, talk: Talk): Turn | undefined {
  switch (command.kind) {
    case 'skip':
      return skip(command.as, talk)
    case 'why':
      return tellWhy(command.about, talk)
    case 'explain':
      return explain(command.term, talk)
    case 'remove':
      return removeNamed(talk, command.target) ?? askAnew(talk, command.target)
    case 'add':
      return addNamed(talk, command.target)
    default:
      return followPlain(command.kind, talk)
  }
}

/** 那个两千三去掉, where it stands in no list: its question is asked again. */
function askAnew(talk: Talk, target: string): Turn | undefined {
  const [only, another] = holding(target.replace(/^(?:那个|这个|那|这)/, ''), talk)
  return only && !another ? edit(talk, only.path) : undefined
}

function followPlain(command: PlainCommand, talk: Talk): Turn | undefined {
  const { dialog, state, walked } = talk
  switch (command) {
    case 'human':
      return { kind: 'human', state: { ...state, misses: 0 }, text: REPLIES.human(dialog.title, doneIn(talk)) }
    case 'cancel':
      return cancel(talk)
    case 'pause':
      return { kind: 'paused', state, text: REPLIES.paused(dialog.title, doneIn(talk)) }
    case 'switch':
      return { kind: 'otherBusiness', state, text: REPLIES.parked(dialog.title) }
    case 'back':
      return back(talk)
    case 'keep':
      return keep(talk)
    case 'undo':
      return undo(talk)
    case 'repeat':
      return stay(talk, [])
    case 'hold':
      return { ...stay(talk, []), text: REPLIES.hold }
    case 'goOn':
      return present(talk, { ...state, editing: undefined, doubt: undefined, misses: 0 })
    case 'progress':
      return stay(talk, [progress(talk), ...(/[查件]/.test(talk.said) ? [REPLIES.progressOfCases] : [])])
    case 'show':
      return talk.place.kind === 'review' ? stay(talk, []) : stay(talk, [filledSoFar(dialog, walked, state.answers)])
    case 'unsure':
      return state.editing ? keep(talk) : offerWaysOut(talk)
    case 'help':
      return stay(talk, [REPLIES.help])
    case 'confirm':
      return undefined
    default: {
      const never: never = command
      return never
    }
  }
}

function submit(talk: Talk): Turn {
  const { dialog, state, context, walked } = talk
  const intake = makeIntake(dialog, state, context)
  return {
    kind: 'submitted',
    state,
    intake,
    region: String(given(state.answers[dialog.region]?.state) ?? context.regions.home),
    facts: factsOf(dialog, walked, state.answers, dayOf(context)),
    text: [
      fillIn((context.hasVisit && dialog.appointment?.receipt) || dialog.receipt, walked, state.answers),
      ...(intake.documents.length > 0 ? [REPLIES.documents, REPLIES.list(intake.documents)] : []),
    ].join('\n'),
  }
}

/** While a single answer is being changed, only that is given up. */
function cancel(talk: Talk): Turn {
  const { state, dialog } = talk
  if (state.editing === undefined) return { kind: 'cancelled', text: REPLIES.cancelled(dialog.title) }
  return present(talk, { ...state, editing: undefined, doubt: undefined, misses: 0 }, [REPLIES.cancelledEdit])
}

/** “不办这个了，办养老” and “不办了，谢谢”: the first piece decides, the rest is handed on. */
function cancelAndMore(talk: Talk): Turn | undefined {
  const [first, ...rest] = piecesOf(talk.said)
  if (!first || rest.length === 0 || first.asked) return undefined
  const head = commandIn(first.text, [])?.kind
  const tail = rest.map((piece) => piece.text).join('，')
  const other = programmeNamed(tail, talk.context.programmes)
  if (head === 'cancel' && (other || wantsToStart(tail) || tail.length <= 6))
    return {
      kind: 'cancelled',
      text: REPLIES.cancelled(talk.dialog.title),
      next: other || wantsToStart(tail) ? tail : undefined,
    }
  if (head === 'switch' && other)
    return {
      kind: 'otherBusiness',
      state: talk.state,
      text: REPLIES.parked(talk.dialog.title),
      wants: tail,
      programme: other.id,
    }
  const last = rest.at(-1)
  const asksPerson = last && talk.said.length <= 30 && commandIn(last.text, [])?.kind === 'human'
  return asksPerson ? followPlain('human', talk) : undefined
}

function back(talk: Talk): Turn {
  const previous = previousAnswered(talk)
  return previous ? edit(talk, previous.path) : stay(talk, [REPLIES.firstQuestion])
}

/** Gives up the change being made, or takes back the one just made. */
function keep(talk: Talk): Turn {
  const { state } = talk
  if (state.editing !== undefined)
    return present(talk, { ...state, editing: undefined, doubt: undefined, misses: 0 }, [REPLIES.kept])
  return state.before ? undo(talk) : stay(talk, [REPLIES.kept])
}

function undo(talk: Talk): Turn {
  const { state } = talk
  if (!state.before) return stay(talk, [REPLIES.nothingToUndo])
  return present(
    talk,
    { ...state, answers: state.before, before: undefined, editing: undefined, doubt: undefined, misses: 0 },
    [REPLIES.undone],
  )
}

function skip(as: 'unknown' | 'declined' | 'later' | 'any', talk: Talk): Turn | undefined {
  const { place } = talk
  if (place.kind !== 'ask') return stay(talk, [])
  const { step } = place
  if (step.kind === 'gate') return stay(talk, [REPLIES.answerGate])
  if (place.editing)
    return present(talk, { ...talk.state, editing: undefined, doubt: undefined, misses: 0 }, [REPLIES.kept])
  const state = emptyState(as, step.field.unknownOk, step.field.laterOk)
  if (state) {
    const answers = give(talk.state.answers, step.path, state, handOf(talk.context))
    return advance(talk, answers, [SKIPPED[state.kind]])
  }
  if (as === 'later') return followPlain('pause', talk)
  return stay(talk, [REPLIES.cannotSkip(step.field.why)])
}

const SKIPPED = {
  unknown: REPLIES.skippedUnknown,
  declined: REPLIES.skippedDeclined,
  later: REPLIES.skippedLater,
} as const

type Empty = Exclude<AnswerState, { kind: 'given' }>

/** What an answer not given is recorded as, in the resident's own sense where the field allows it. */
function emptyState(
  as: 'unknown' | 'declined' | 'later' | 'any',
  unknownOk: boolean,
  laterOk: boolean,
): Empty | undefined {
  if (as === 'unknown' && unknownOk) return { kind: 'unknown' }
  if ((as === 'declined' || as === 'any') && unknownOk) return { kind: 'declined' }
  if (laterOk) return { kind: 'later' }
  // 以后补 to what may stay open is an answer to it, not a wish to stop here.
  return as === 'later' && unknownOk ? { kind: 'unknown' } : undefined
}

function tellWhy(about: string, talk: Talk): Turn | undefined {
  if (about !== '') {
    const named = locate(about, talk.walked, talk.state.answers).steps[0]
    return named ? stay(talk, [REPLIES.why(named.field.why)]) : undefined
  }
  return stay(talk, [talk.place.kind === 'review' ? REPLIES.whyReview : REPLIES.why(whyOf(talk.place.step))])
}

function whyOf(step: Step): string {
  return step.kind === 'field' ? step.field.why : step.repeat.why
}

/** A term explained in this form; any other is a question for the assistant. */
function explain(term: string, talk: Talk): Turn | undefined {
  const { place, walked } = talk
  const step = place.kind === 'review' ? undefined : place.step
  const here = step?.kind === 'field' ? Object.entries(step.field.explain) : []
  if (term === '') {
    const lines = here.map(([word, text]) => REPLIES.explained(word, text))
    const plain = step ? [REPLIES.why(whyOf(step)), ...exampleOf(step)] : [REPLIES.whyReview]
    return stay(talk, lines.length > 0 ? lines : plain)
  }
  const all = walked.steps.flatMap((each) => (each.kind === 'field' ? Object.entries(each.field.explain) : []))
  const entry = [...here, ...all].find(([word]) => word.includes(term) || term.includes(word))
  return entry ? stay(talk, [REPLIES.explained(...entry)]) : undefined
}

export function exampleOf(step: Step): readonly string[] {
  return step.kind === 'field' && step.field.examples.length > 0 ? [REPLIES.example(step.field.examples)] : []
}

function offerWaysOut(talk: Talk): Turn {
  const turn = stay(talk, [REPLIES.unsure])
  return { ...turn, choices: [REPLIES.choices.skip, REPLIES.choices.cancel, REPLIES.choices.person] }
}

function progress(talk: Talk): string {
  const fields = talk.walked.steps.filter((step) => step.kind === 'field')
  const done = doneIn(talk)
  return talk.place.kind === 'review'
    ? REPLIES.progressReview
    : REPLIES.progress(done, fields.length, fields.length - done)
}

function doneIn({ walked, state }: Talk): number {
  return walked.steps.filter((step) => step.kind === 'field' && state.answers[step.path]).length
}

function asksConsent(place: Place): place is Exclude<Place, { kind: 'review' }> {
  return place.kind !== 'review' && place.step.kind === 'field' && place.step.field.consent !== undefined
}

function labelsHere({ place }: Talk): readonly string[] {
  if (place.kind === 'review' || place.step.kind === 'gate') return []
  return [place.step.field.label, ...place.step.field.also].sort((a, b) => b.length - a.length)
}
