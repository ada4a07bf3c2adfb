/** What holds for every form: a question is gone back to by its name, and by the words a stop tells the resident to say. */
import { continueDialog } from '../../src/dialogs/converse'
import { type FieldStep, placeIn, walk } from '../../src/dialogs/steps'
import { branchesOf, type Reached } from './branches'
import { DIALOG_IDS, journey, sampleAnswer } from './support'

interface Spot extends Reached {
  readonly step: FieldStep
}

function spotsOf(id: string): readonly Spot[] {
  const plain = journey(id).flatMap((at): Reached[] => {
    const place = placeIn(at.dialog, walk(at.dialog, at.state.answers), at.state.answers)
    return place.kind === 'ask' ? [{ ...at, step: place.step }] : []
  })
  const beside = branchesOf(id, new Set(plain.map(({ step }) => step.path)))
  return [...plain, ...beside].flatMap(({ step, ...at }) =>
    step.kind === 'field' && !step.item ? [{ ...at, step }] : [],
  )
}

function answered(spot: Spot, text: string): Spot {
  const turn = continueDialog(spot.dialog, spot.state, text, spot.context)
  return { ...spot, state: 'state' in turn ? turn.state : spot.state }
}

describe.each(DIALOG_IDS)('%s', (id) => {
  const spots = spotsOf(id)

  it.each(spots.map((spot) => [`修改${spot.step.field.label}`, spot] as const))('goes back on %s', (said, spot) => {
    const at = answered(spot, sampleAnswer(spot.step, spot.dialog))
    expect(answered(at, said).state.editing).toBe(spot.step.path)
  })

  const told = spots.flatMap((spot) =>
    Object.values(spot.step.field.choices).flatMap(({ label }) => {
      const at = answered(spot, label)
      const place = placeIn(at.dialog, walk(at.dialog, at.state.answers), at.state.answers)
      const said = place.kind === 'stopped' ? (place.stop.text.match(/(?<=“)修改[^”]+(?=”)/g) ?? []) : []
      return said.map((words) => [`${spot.step.path} ${label}: ${words}`, at, words] as const)
    }),
  )
  if (told.length === 0) return
  it.each(told)('does what a stop says one may say: %s', (_, at, words) => {
    const { editing } = answered(at, words).state
    expect(spots.map(({ step }) => step.path)).toContain(editing)
  })
})
