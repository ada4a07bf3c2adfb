/** Turns a state into what the resident sees next: a question with its notice and choices, a stop, or the review. */
import { createHash } from 'node:crypto'
import type { Consent } from '../domain/intake'
import type { Group, Notice } from './dialog'
import type { DialogState } from './dialog-state'
import { REPLIES } from './replies'
import { reviewText, sectionsFor } from './review'
import { discreet, fillIn } from './shown-values'
import { stepName } from './step-names'
import { type GateStep, type Place, placeIn, type Step, type Walk, walk } from './steps'
import type { DialogContext, Talk } from './talk'
import type { AskTurn, ReviewTurn } from './turn'

/** What `present` needs of a talk; the state may be newer than the talk's own. */
export type Stage = Pick<Talk, 'dialog' | 'context'>

interface Seen extends Stage {
  readonly state: DialogState
  readonly walked: Walk
  readonly place: Place
}

export function present(stage: Stage, state: DialogState, lead: readonly string[] = []): AskTurn | ReviewTurn {
  const walked = walk(stage.dialog, state.answers)
  const place = placeIn(stage.dialog, walked, state.answers, state.editing)
  const due = noticesDue(walked, state, place)
  const noticed = { ...state, consents: [...state.consents, ...due.map((each) => consentTo(each, stage.context))] }
  const seen: Seen = { dialog: stage.dialog, context: stage.context, state: noticed, walked, place }
  const before = [...lead, ...due.map(({ notice }) => notice.text)]
  return place.kind === 'review' ? review(seen, before) : ask(seen, place, before)
}

function ask(seen: Seen, place: Exclude<Place, { kind: 'review' }>, before: readonly string[]): AskTurn {
  const { state, walked } = seen
  const { step } = place
  const fields = walked.steps.filter((each) => each.kind === 'field')
  const question = place.kind === 'stopped' ? fillIn(place.stop.text, walked, state.answers) : questionText(step, seen)
  return {
    kind: 'ask',
    state,
    text: [...before, question].filter((each) => each !== '').join('\n'),
    path: step.path,
    field: step.kind === 'field' ? step.field.label : step.repeat.of,
    choices: place.kind === 'stopped' ? stopChoices(step) : choicesFor(step, seen),
    step: { done: fields.filter((each) => state.answers[each.path]).length, of: fields.length },
    offer: place.kind === 'stopped' ? place.stop.offer : undefined,
  }
}

export function questionText(step: Step, seen: Pick<Seen, 'state' | 'walked'>): string {
  const { state, walked } = seen
  if (step.kind === 'gate') {
    const text = step.index === step.repeat.min ? step.repeat.first : step.repeat.more
    return fillIn(text, walked, state.answers, step.item)
  }
  const question = fillIn(step.field.question, walked, state.answers, step.item)
  const labels = Object.values(step.field.choices).map((choice) => choice.label)
  const listed = step.field.type === 'choice' ? `${question}\n${REPLIES.list(labels)}` : question
  const old = state.editing === step.path ? state.answers[step.path] : undefined
  if (!old) return listed
  return `${REPLIES.editing(stepName(step, walked, state.answers), discreet(step.field, old.state))}\n${listed}`
}

function choicesFor(step: Step, { state, context }: Seen): readonly string[] {
  const extra = [
    ...(state.editing === step.path ? [REPLIES.choices.keep] : []),
    ...(state.misses >= 2 ? [REPLIES.choices.person] : []),
  ]
  if (step.kind === 'gate') return [...gateChoices(step), ...extra]
  const { field } = step
  return [
    ...(field.type === 'region'
      ? context.regions.partsOf(context.regions.home).map((region) => region.name)
      : Object.values(field.choices).map((choice) => choice.label)),
    ...(field.unknownOk ? [REPLIES.choices.unknown] : []),
    ...(field.laterOk ? [REPLIES.choices.later] : []),
    ...extra,
  ]
}

function gateChoices(step: GateStep): readonly string[] {
  return [REPLIES.choices.gateYes, step.index === step.repeat.min ? REPLIES.choices.gateNo : REPLIES.choices.gateNoMore]
}

function stopChoices(step: Step): readonly string[] {
  const label = step.kind === 'field' ? step.field.label : step.repeat.of
  return [REPLIES.choices.edit(label), REPLIES.choices.person, REPLIES.choices.cancel]
}

function review(seen: Seen, before: readonly string[]): ReviewTurn {
  const sections = sectionsFor(seen.dialog, seen.walked, seen.state.answers, seen.context)
  return {
    kind: 'review',
    state: seen.state,
    text: [...before, reviewText(seen.dialog, seen.walked, seen.state.answers, sections, seen.context)].join('\n'),
    sections,
    choices: [REPLIES.choices.confirm],
  }
}

type Noticed = Group & { readonly notice: Notice }

/** A group's notice is shown once: before its first question, or at once when its answers came unasked. */
function noticesDue(walked: Walk, state: DialogState, place: Place): readonly Noticed[] {
  const shown = new Set(state.consents.map((each) => each.group))
  const touched = walked.steps
    .filter((step) => state.answers[step.path] || (place.kind !== 'review' && step.path === place.step.path))
    .map((step) => step.group)
  return [...new Set(touched)].filter((group): group is Noticed => group.notice !== undefined && !shown.has(group.id))
}

function consentTo(group: Noticed, context: DialogContext): Consent {
  return {
    group: group.id,
    notice: group.notice.text,
    noticeDigest: createHash('sha256').update(group.notice.text).digest('hex'),
    basis: group.notice.basis,
    at: context.clock.now().toISOString(),
  }
}
