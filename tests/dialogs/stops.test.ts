/** Where a form cannot go on: it says why and where to go, offers a person, and goes on once the answer is changed. */
import { continueDialog } from '../../src/dialogs/converse'
import { placeIn, walk } from '../../src/dialogs/steps'
import type { AskTurn } from '../../src/dialogs/turn'
import { asked, type Chat, DIALOG_IDS, journey, sampleAnswer } from './support'

interface Halt {
  readonly at: Chat
  readonly turn: AskTurn
  /** What the form goes on with. */
  readonly plain: string
}

const placeNow = ({ dialog, state }: Chat) => placeIn(dialog, walk(dialog, state.answers), state.answers)

/** Each stop that one answer, chosen otherwise than plainly, leads to. */
function haltsOf(id: string): readonly (readonly [string, Halt])[] {
  return journey(id).flatMap((at) => {
    const place = placeNow(at)
    if (place.kind !== 'ask' || place.step.kind !== 'field') return []
    const { step } = place
    return Object.values(place.step.field.choices).flatMap(({ label }) => {
      const turn = continueDialog(at.dialog, at.state, label, at.context)
      if (turn.kind !== 'ask') return []
      const halted: Chat = { ...at, state: turn.state, turn }
      return placeNow(halted).kind === 'stopped'
        ? [[`${step.path} = ${label}`, { at: halted, turn, plain: sampleAnswer(step, at.dialog) }] as const]
        : []
    })
  })
}

const halts = DIALOG_IDS.flatMap((id) => haltsOf(id).map(([name, halt]) => [`${id}: ${name}`, halt] as const))

it('finds them: danger, another office, a consent the law asks for', () => {
  expect(halts.length).toBeGreaterThan(25)
})

it.each(halts)('%s: tells the reason, and offers a person and a change', (_, { turn }) => {
  expect(turn.text).toMatch(/《[^》]+》|1(?:10|19|20)|残联/)
  expect(turn.text).toMatch(/转人工|修改|回答/)
  expect(turn.choices).toEqual(expect.arrayContaining([expect.stringMatching(/^修改/), '转人工']))
})

it.each(halts)('%s: goes on once the answer is changed, and keeps the rest', (_, { at, turn, plain }) => {
  const change = turn.choices.find((each) => each.startsWith('修改')) ?? ''
  const opened = asked(continueDialog(at.dialog, at.state, change, at.context))
  const next = continueDialog(at.dialog, opened.state, plain, at.context)
  if (!('state' in next)) throw new Error(`no state in ${next.kind}`)
  expect(placeNow({ ...at, state: next.state }).kind).not.toBe('stopped')
  expect(Object.keys(next.state.answers)).toEqual(expect.arrayContaining(Object.keys(at.state.answers)))
})

it.each(halts)('%s: pausing, leaving and asking for a person work as everywhere', (_, { at }) => {
  const say = (text: string) => continueDialog(at.dialog, at.state, text, at.context)
  expect([say('稍后继续').kind, say('转人工').kind, say('取消').kind]).toEqual(['paused', 'human', 'cancelled'])
})
