/** A whole conversation told line by line: what is said, what it leads to, and the place it leads to. */
import type { Intake } from '../../src/domain/intake'
import { type Chat, chat, placeOf } from './support'

export type Line = readonly [say: string, kind: string, place?: string]

export function talkThrough(id: string, lines: readonly Line[]): Chat {
  const at = chat(id)
  for (const [text, kind, place] of lines) {
    const turn = at.say(text)
    expect({ text, kind: turn.kind, place: place && placeOf(at) }).toEqual({ text, kind, place })
  }
  return at
}

export function intakeOf({ turn }: Chat): Intake {
  if (turn.kind !== 'submitted') throw new Error(`not submitted but ${turn.kind}`)
  return turn.intake
}

export const shown = (intake: Intake) => Object.fromEntries(intake.answers.map((answer) => [answer.path, answer.shown]))

export const said = ({ turn }: Chat): string => ('text' in turn ? turn.text : '')
