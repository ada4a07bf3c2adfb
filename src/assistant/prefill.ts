/**
 * What the resident told of themselves before a form, put into the answers that ask just that, as their own words and
 * corrected like any other. Told back once. Never who somebody is: names, numbers, addresses, birth dates are asked; the county that was named is no address.
 */
import { give } from '../dialogs/change-answers'
import type { Dialog, Field } from '../dialogs/dialog'
import { present, questionText } from '../dialogs/present'
import { discreet } from '../dialogs/shown-values'
import { type FieldStep, placeIn, walk } from '../dialogs/steps'
import { type DialogContext, handOf } from '../dialogs/talk'
import type { AskTurn, ReviewTurn } from '../dialogs/turn'
import type { Facts, FactValue } from '../domain/facts'
import { SAY } from './replies'
import { asFacts, statedFacts } from './stated-facts'
import type { Turn } from './turn'

/** Somebody is spoken of, not the rule: 低保户有什么补贴 tells nothing of who asks. */
const PERSONAL = /我|俺|咱|本人|爸|妈|父亲|母亲|爷|奶|姥|外公|外婆|老伴|媳妇|丈夫|妻子|儿子|女儿|孩子|弟|哥|姐|妹|他|她/

/** The conversation's facts with what this message states. */
export function rememberedFacts(turn: Turn): Facts {
  const { masked, conversation, library, today } = turn
  if (!PERSONAL.test(masked.text)) return conversation.facts
  return { ...conversation.facts, ...asFacts(statedFacts(withoutServices(turn), library.knowledge, today)) }
}

const SHORTEST_NAME = 4

/** 我要申请重度残疾人护理补贴 names a service and states no grade. */
function withoutServices({ masked, asked, library }: Turn): string {
  const named = asked.programmes.flatMap((id) => library.knowledge.programmes.get(id) ?? [])
  const names = named.flatMap(({ title, short, aliases, colloquial }) => [title, short, ...aliases, ...colloquial])
  const long = names.filter((name) => name.length >= SHORTEST_NAME).sort((a, b) => b.length - a.length)
  return long.reduce((text, name) => text.replaceAll(name, '，'), masked.text)
}

/** Fills every open question whose answer is known, the one being asked and those to come. */
export function fillKnown(
  turn: AskTurn | ReviewTurn,
  facts: Facts,
  stage: { dialog: Dialog; context: DialogContext },
): AskTurn | ReviewTurn {
  if (turn.kind === 'review' || turn.state.editing !== undefined) return turn
  const before = beforeQuestion(turn, stage.dialog)
  if (before === undefined) return turn
  let { answers } = turn.state
  const filled: FieldStep[] = []
  for (let step = nextKnown(stage.dialog, answers, facts); step; step = nextKnown(stage.dialog, answers, facts)) {
    answers = give(
      answers,
      step.path,
      { kind: 'given', value: valueFor(step.field, facts) ?? '' },
      handOf(stage.context),
    )
    filled.push(step)
  }
  if (filled.length === 0) return turn
  const pairs = filled.map(({ field, path }) => `${field.label} ${discreet(field, answers[path]?.state ?? NONE)}`)
  const next = present(stage, { ...turn.state, answers })
  return { ...next, text: [before, SAY.prefilled(pairs), next.text].filter((part) => part !== '').join('\n') }
}

const NONE = { kind: 'unknown' } as const

/** What was said before the question stays said; at a stop, or where more follows the question, nothing is filled in. */
function beforeQuestion(turn: AskTurn, dialog: Dialog): string | undefined {
  const { state, text } = turn
  const walked = walk(dialog, state.answers)
  const place = placeIn(dialog, walked, state.answers)
  if (place.kind !== 'ask') return undefined
  const question = questionText(place.step, { state, walked })
  return text.endsWith(question) ? text.slice(0, -question.length).trimEnd() : undefined
}

function nextKnown(dialog: Dialog, answers: AskTurn['state']['answers'], facts: Facts): FieldStep | undefined {
  return walk(dialog, answers).steps.find(
    (step): step is FieldStep =>
      step.kind === 'field' && !step.item && !answers[step.path] && valueFor(step.field, facts) !== undefined,
  )
}

function valueFor(field: Field, facts: Facts): FactValue | undefined {
  const value = field.fact === undefined ? undefined : facts[field.fact]
  if (value === undefined) return undefined
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined
    case 'choice':
      return typeof value === 'string' && Object.hasOwn(field.choices, value) ? value : undefined
    case 'region':
      return typeof value === 'string' ? value : undefined
    case 'fen':
    case 'count':
      return typeof value === 'number' && isWithin(value, field) ? value : undefined
    default:
      return undefined
  }
}

function isWithin(value: number, { atLeast, atMost }: Field): boolean {
  const [low, high] = [typeof atLeast === 'number' ? atLeast : 0, typeof atMost === 'number' ? atMost : value]
  return value >= low && value <= high
}
