/** Every choice of every form, said as residents say it (spoken-answers.yaml): heard as that choice, and as no other. */
import { join } from 'node:path'
import { z } from 'zod'
import { readYamlFile } from '../../src/base/content-file'
import { continueDialog } from '../../src/dialogs/converse'
import { given, placeIn, walk, withoutNumbers } from '../../src/dialogs/steps'
import { branchesOf, type Reached } from './branches'
import { DIALOG_IDS, journey } from './support'

const LEAST = 5

const schema = z.array(
  z.strictObject({
    field: z.union([z.string(), z.array(z.string())]).transform((each) => [each].flat()),
    in: z.array(z.string()).optional(),
    say: z.record(z.string(), z.array(z.string()).min(1)),
  }),
)
const read = readYamlFile(join(__dirname, 'spoken-answers.yaml'), schema, 'spoken-answers.yaml')
if (!read.ok) throw new Error(JSON.stringify(read.problems))
const table = read.value

const saidFor = (id: string, field: string, choice: string) =>
  table.flatMap((each) =>
    each.field.includes(field) && (each.in?.includes(id) ?? true) ? (each.say[choice] ?? []) : [],
  )

/** Every question with choices once. */
function questionsOf(id: string): readonly Reached[] {
  const plain = journey(id).flatMap((at): Reached[] => {
    const place = placeIn(at.dialog, walk(at.dialog, at.state.answers), at.state.answers)
    return place.kind === 'ask' ? [{ ...at, step: place.step }] : []
  })
  const all = [...plain, ...branchesOf(id, new Set(plain.map(({ step }) => step.path)))]
  const choices = all.filter(({ step }) => step.kind === 'field' && /^(?:choice|boolean)$/.test(step.field.type))
  return choices.filter(({ step }, i) => i === choices.findIndex((each) => pathOf(each) === withoutNumbers(step.path)))
}

const pathOf = ({ step }: Reached) => withoutNumbers(step.path)

/** Words that give something else, or nothing. */
function misheard({ dialog, context, state, step }: Reached, key: string, said: readonly string[]): readonly string[] {
  if (step.kind !== 'field') return [...said]
  const wanted = step.field.type === 'boolean' ? key === 'yes' : key
  return said.filter((words) => {
    const next = continueDialog(dialog, state, words, context)
    return !('state' in next) || given(next.state.answers[step.path]?.state) !== wanted
  })
}

/** Nobody says these of themselves. */
const UNSPOKEN = ['kinship.directLine', 'target.student']

describe.each(DIALOG_IDS)('%s', (id) => {
  const spots = questionsOf(id).flatMap((spot) =>
    spot.step.kind === 'field'
      ? Object.keys(spot.step.field.choices).map((key) => [`${pathOf(spot)}.${key}`, key, spot] as const)
      : [],
  )

  it('asks some with choices', () => expect(spots.length).toBeGreaterThan(3))

  it.each(spots)('%s is heard in a resident’s own words', (name, key, spot) => {
    const said = spot.step.kind === 'field' ? saidFor(id, spot.step.field.name, key) : []
    if (!UNSPOKEN.includes(name)) expect([name, said.length >= LEAST]).toEqual([name, true])
    expect(misheard(spot, key, said)).toEqual([])
  })
})
