/** Answers as people read them: 是, 2300元/月, 2026年7月1日, 埇桥区; and a text's {placeholders} filled with them. */
import type { FactValue } from '../domain/facts'
import { sayYuan } from '../domain/fen'
import type { AnswerState } from '../domain/intake'
import { sayDay } from '../domain/legal-day'
import { maskMiddle } from '../domain/mask'
import { yesNoLabels } from './answers/choice'
import type { Field } from './dialog'
import type { Answers } from './dialog-state'
import { REPLIES } from './replies'
import { type FieldStep, given, type Item, type Walk } from './steps'

export function shownState(field: Field, state: AnswerState): string {
  return state.kind === 'given' ? shownValue(field, state.value) : REPLIES.states[state.kind]
}

export function shownValue(field: Field, value: FactValue): string {
  switch (field.type) {
    case 'boolean':
      return value === true ? yesNoLabels(field).yes : yesNoLabels(field).no
    case 'choice':
      return field.choices[String(value)]?.label ?? String(value)
    case 'fen':
      return typeof value === 'number' ? `${sayYuan(value)}${field.per ? REPLIES.per[field.per] : ''}` : String(value)
    case 'date':
      return sayDay(String(value))
    default:
      return String(value)
  }
}

/** In chats and reviews an identity number keeps only what its owner needs to recognise it. */
export function discreet(field: Field, state: AnswerState): string {
  const shown = shownState(field, state)
  return field.type === 'residentId' && state.kind === 'given' ? maskMiddle(shown, 6, 4) : shown
}

/** Fills {name} with the answer nearest to the item asked about; without one, the field's label stands for it. */
export function fillIn(text: string, walked: Walk, answers: Answers, item?: Item): string {
  return text.replace(/\{([A-Za-z0-9]+)\}/g, (whole, name: string) => {
    const step = walked.steps.findLast(
      (each): each is FieldStep => each.kind === 'field' && each.field.name === name && isAround(each.item, item),
    )
    const value = step && given(answers[step.path]?.state)
    return step ? (value === undefined ? step.field.label : shownValue(step.field, value)) : whole
  })
}

/** What is asked inside `item` may mention that item and those around it, never its neighbours. */
function isAround(outer: Item | undefined, item: Item | undefined): boolean {
  for (let at = item; ; at = at.within) {
    if (at?.path === outer?.path) return true
    if (!at) return false
  }
}
