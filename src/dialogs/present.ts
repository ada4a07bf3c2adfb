/** Turns a state into what the resident sees next: a question with its notice and choices, a stop, or the review. */
import type { Consent } from '../domain/intake'
import { sayDay } from '../domain/legal-day'
import { agesOnNamedDay, birthOf, reachedOn } from './ages'
import { digestOf } from './consents'
import type { Group, Notice } from './dialog'
import type { DialogState } from './dialog-state'
import { REPLIES } from './replies'
import { reviewText, sectionsFor } from './review'
import { discreet, fillIn, shownState } from './shown-values'
import { stepName } from './step-names'
import { type FieldStep, type GateStep, type Place, placeIn, type Step, type Walk, walk } from './steps'
import type { DialogContext, Talk } from './talk'
import { askHeard, askWhichHolds } from './tell-back'
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
  const heard = askHeard(state, walked)
  const question = heard ?? (place.kind === 'stopped' ? stopText(place, seen) : questionText(step, seen))
  return {
    kind: 'ask',
    state,
    text: [...before, question].filter((each) => each !== '').join('\n'),
    path: step.path,
    field: step.kind === 'field' ? step.field.label : step.repeat.of,
    choices: heard ? [REPLIES.choices.heardRight, REPLIES.choices.heardWrong] : choicesAt(place, seen),
    step: walked.asked,
  }
}

function choicesAt(place: Exclude<Place, { kind: 'review' }>, seen: Seen): readonly string[] {
  if (place.kind === 'stopped') return stopChoices(place, seen)
  return isInDoubt(place.step, seen.state)
    ? [REPLIES.choices.first, REPLIES.choices.second, REPLIES.choices.person]
    : choicesFor(place.step, seen)
}

const isInDoubt = (step: Step, { doubt }: DialogState) => doubt?.path === step.path

export function questionText(step: Step, seen: Pick<Seen, 'state' | 'walked'>): string {
  const { state, walked } = seen
  if (step.kind === 'gate') {
    const text = step.index === step.repeat.min ? step.repeat.first : step.repeat.more
    return fillIn(text, walked, state.answers, step.item)
  }
  if (state.doubt && isInDoubt(step, state))
    return askWhichHolds(state.doubt, step, stepName(step, walked, state.answers))
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
    ...(field.consent ? [REPLIES.choices.learnFirst] : []),
    ...extra,
  ]
}

function gateChoices(step: GateStep): readonly string[] {
  return [REPLIES.choices.gateYes, step.index === step.repeat.min ? REPLIES.choices.gateNo : REPLIES.choices.gateNoMore]
}

type Stopped = Extract<Place, { kind: 'stopped' }>

/** A stop at an age not reached names the day it is reached on. */
export function stopText({ stop, item }: Stopped, { dialog, state, walked }: StopSeen): string {
  const dated = agesOnNamedDay(dialog).reduce((text, { name, from }) => {
    const birth = birthOf(walked.facts[from.birth])
    return birth ? text.replaceAll(`{${name}}`, sayDay(reachedOn(birth, from.years))) : text
  }, stop.text)
  return fillIn(dated, walked, state.answers, item)
}

type StopSeen = Pick<Seen, 'dialog' | 'state' | 'walked'>

/** Every answer the stop rests on may be the wrong one; the service that fits instead can be begun at once. */
function stopChoices({ stop, step, rests }: Stopped, { walked, state, context }: Seen): readonly string[] {
  const other = context.programmes.find((each) => each.id === stop.offer)
  return [
    ...(step.field.consent ? otherChoices(step, state) : []),
    ...rests.map((each) => REPLIES.choices.edit(stepName(each, walked, state.answers))),
    ...(other ? [REPLIES.choices.start(other.short)] : []),
    REPLIES.choices.person,
    REPLIES.choices.cancel,
  ]
}

/** A consent refused can be given at once. */
function otherChoices({ field, path }: FieldStep, { answers }: DialogState): readonly string[] {
  const answer = answers[path]?.state
  const labels = Object.values(field.choices).map(({ label }) => label)
  return labels.filter((label) => answer === undefined || label !== shownState(field, answer))
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

const isNoticed = (group: Group): group is Noticed => group.notice !== undefined

/** A group's notice is shown once: before its first question, or at once when its answers came unasked. */
function noticesDue(walked: Walk, state: DialogState, place: Place): readonly Noticed[] {
  const shown = new Set(state.consents.map((each) => each.group))
  const due = new Set<Noticed>()
  for (const { group, path } of walked.steps) {
    if (!isNoticed(group) || shown.has(group.id) || due.has(group)) continue
    if (state.answers[path] || (place.kind !== 'review' && path === place.step.path)) due.add(group)
  }
  return [...due]
}

function consentTo(group: Noticed, context: DialogContext): Consent {
  return {
    group: group.id,
    notice: group.notice.text,
    noticeDigest: digestOf(group.notice.text),
    basis: group.notice.basis,
    at: context.clock.now().toISOString(),
  }
}
