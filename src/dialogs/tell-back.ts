/** How facts out of a story and answers in doubt are put back to the resident: by name, a few at a time, discreetly. */
import type { DialogState, Doubt, Heard } from './dialog-state'
import { REPLIES } from './replies'
import { discreet } from './shown-values'
import { stepName } from './step-names'
import { type FieldStep, fieldAt, type Walk } from './steps'

/** As many as one reads on a phone at a glance. */
export const AT_ONCE = 3

export function askWhichHolds(doubt: Doubt, step: FieldStep, name: string): string {
  return REPLIES.whichHolds(
    name,
    doubt.values.map((value) => discreet(step.field, { kind: 'given', value })),
  )
}

/** The facts to be confirmed now, or nothing. */
export function askHeard(state: DialogState, walked: Walk): string | undefined {
  const shown = factPairs((state.heard ?? []).slice(0, AT_ONCE), walked, state)
  return shown.length > 0 ? REPLIES.heard(shown) : undefined
}

export function factPairs(heard: readonly Heard[], walked: Walk, { answers }: DialogState): readonly string[] {
  return heard.flatMap(({ path, value }) => {
    const step = fieldAt(walked, path)
    if (!step) return []
    return [REPLIES.pair(stepName(step, walked, answers), discreet(step.field, { kind: 'given', value }))]
  })
}
