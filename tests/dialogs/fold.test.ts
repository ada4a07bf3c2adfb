/** The fold itself: next step, pruning, derived values, form versions, and its speed on a large household. */

import { addItem, give, prune, removeItem } from '../../src/dialogs/change-answers'
import { continueDialog } from '../../src/dialogs/converse'
import { derivedValues } from '../../src/dialogs/derived-values'
import type { Answers } from '../../src/dialogs/dialog-state'
import { archiveText, dialogFromArchive, digest } from '../../src/dialogs/form-version'
import { nextStep, walk } from '../../src/dialogs/steps'
import type { FactValue } from '../../src/domain/facts'
import { chat, DIALOG_IDS, dialogNamed, freshContext, journey, valueAt } from './support'

const hand = { at: '2026-11-24T01:00:00.000Z', by: 'resident' } as const
const dialog = dialogNamed('subsistence-allowance')

function answersOf(values: Readonly<Record<string, FactValue>>): Answers {
  return Object.entries(values).reduce<Answers>(
    (answers, [path, value]) => give(answers, path, { kind: 'given', value }, hand),
    {},
  )
}

function placeOf(answers: Answers): string {
  const place = nextStep(dialog, answers)
  return place.kind === 'review' ? 'review' : place.step.path
}

it('asks the first question of an empty form, and whatever is open first', () => {
  expect(placeOf({})).toBe('filledBy')
  const household = { peopleTogether: 3, incomeTogether: 230_000 }
  expect(placeOf(answersOf({ filledBy: 'self', applicantPhone: '13800138000' }))).toBe('peopleTogether')
  expect(placeOf(answersOf({ filledBy: 'self', ...household }))).toBe('applicantName')
  expect(placeOf(answersOf({ filledBy: 'representative', ...household }))).toBe('representativeName')
})

it('depends on the answers only, not on the order they were given in', () => {
  const values = { filledBy: 'self', applicantName: '王秀英', applicantId: '341302197506120150', hukouRegion: '泗县' }
  const reversed = Object.fromEntries(Object.entries(values).reverse())
  expect(placeOf(answersOf(reversed))).toBe(placeOf(answersOf(values)))
})

it('never reads a missing or withheld amount as zero', () => {
  const base = answersOf({ 'incomes[0]': true, 'incomes[0].kind': 'wages', 'incomes[1]': false, 'members[0]': false })
  const income = (answers: Answers) =>
    derivedValues(dialog, walk(dialog, answers), answers, '2026-11-24').find(
      (each) => each.field.name === 'monthlyHouseholdIncome',
    )?.value
  const path = 'incomes[0].monthlyAmount'
  expect(income(base)).toBeUndefined()
  expect(income(give(base, path, { kind: 'declined' }, hand))).toBeUndefined()
  expect(income(give(base, path, { kind: 'unknown' }, hand))).toBeUndefined()
  expect(income(give(base, path, { kind: 'given', value: 120_000 }, hand))).toBe(120_000)
  const { 'members[0]': _, ...open } = give(base, path, { kind: 'given', value: 120_000 }, hand)
  expect(income(open)).toBeUndefined()
})

it('prunes answers whose question no longer applies, and names them', () => {
  const before = answersOf({ filledBy: 'representative', representativeName: '张建国', applicantName: '王秀英' })
  const pruned = prune(dialog, before, give(before, 'filledBy', { kind: 'given', value: 'self' }, hand))
  expect(Object.keys(pruned.answers)).toEqual(['filledBy', 'applicantName'])
  expect(pruned.dropped.map((step) => step.path)).toEqual(['representativeName'])
})

it('does not let a dropped answer decide anything', () => {
  const marriage = dialogNamed('marriage-registration')
  const answers = answersOf({ bothMainland: 'foreign', kinship: 'withinThree' })
  expect(nextStep(marriage, answers)).toMatchObject({ kind: 'stopped', step: { path: 'bothMainland' } })
})

it('moves later items up when one is removed, nested answers included', () => {
  const answers = answersOf({
    'members[0]': true,
    'members[0].name': '甲',
    'members[1]': true,
    'members[1].name': '乙',
    'members[1].memberIncomes[0]': true,
    'members[1].memberIncomes[0].kind': 'wages',
    'members[2]': false,
  })
  const left = removeItem(answers, 'members', 0)
  expect(Object.keys(left)).toEqual([
    'members[0]',
    'members[0].name',
    'members[0].memberIncomes[0]',
    'members[0].memberIncomes[0].kind',
    'members[1]',
  ])
  expect(left['members[0].name']?.state).toEqual({ kind: 'given', value: '乙' })
  expect(addItem(left, 'members', 1, hand)['members[1]']?.state).toEqual({ kind: 'given', value: true })
})

it('marks an answer corrected only when it changed', () => {
  const first = answersOf({ filledBy: 'self' })
  expect(give(first, 'filledBy', { kind: 'given', value: 'self' }, hand).filledBy?.corrected).toBe(false)
  const changed = give(first, 'filledBy', { kind: 'given', value: 'representative' }, hand)
  expect(changed.filledBy?.corrected).toBe(true)
  expect(give(changed, 'filledBy', { kind: 'given', value: 'representative' }, hand).filledBy?.corrected).toBe(true)
})

describe.each(DIALOG_IDS)('form versions of %s', (id) => {
  it('come back from the archive with the same digest and the same course', () => {
    const form = dialogNamed(id)
    const kept = dialogFromArchive(archiveText(form))
    expect(digest(kept)).toBe(digest(form))
    for (const at of journey(id)) {
      expect(nextStep(kept, at.state.answers)).toEqual(nextStep(form, at.state.answers))
    }
  })

  it('have another digest when a single word of a question changes', () => {
    const form = dialogNamed(id)
    expect(digest({ ...form, opening: `${form.opening}！` })).not.toBe(digest(form))
  })

  it('keep the order of choices, which residents count by', () => {
    const form = dialogNamed(id)
    const [group] = form.groups
    const field = group?.fields.find((each) => Object.keys(each.choices).length > 1)
    if (!group || !field) throw new Error('no choices')
    const turned = Object.fromEntries(Object.entries(field.choices).reverse())
    const fields = group.fields.map((each) => (each === field ? { ...each, choices: turned } : each))
    expect(digest({ ...form, groups: [{ ...group, fields }, ...form.groups.slice(1)] })).not.toBe(digest(form))
  })
})

it('refuses an archived text that is no form', () => {
  expect(() => dialogFromArchive('{"id":1}')).toThrow(expect.objectContaining({ code: 'form.missing' }))
  expect(() => dialogFromArchive('not json')).toThrow(expect.objectContaining({ code: 'form.missing' }))
})

it('records an operator’s hand as the operator’s', () => {
  const at = chat('old-age-allowance')
  const turn = continueDialog(at.dialog, at.state, '老人自己申请', { ...freshContext(), by: 'operator' })
  expect('state' in turn && turn.state.answers.filledBy?.by).toBe('operator')
})

it('takes an answer out of turn in a household of 20 with 10 incomes each', () => {
  const values: Record<string, FactValue> = {
    ...{ filledBy: 'self', peopleTogether: 21, incomeTogether: 0, applicantName: '王秀英', 'incomes[0]': false },
  }
  for (let member = 0; member < 20; member++) {
    Object.assign(values, {
      [`members[${member}]`]: true,
      [`members[${member}].name`]: '某人',
      [`members[${member}].relation`]: 'child',
    })
    for (let income = 0; income < 10; income++) {
      const path = `members[${member}].memberIncomes[${income}]`
      Object.assign(values, { [path]: true, [`${path}.kind`]: 'wages', [`${path}.monthlyAmount`]: 10_000 })
    }
  }
  const answers = answersOf(values)
  expect(nextStep(dialog, answers)).toEqual(nextStep(dialog, answers))
  const at = chat('subsistence-allowance')
  at.state = { ...at.state, answers }
  at.say('13800138000')
  expect(valueAt(at, 'applicantPhone')).toBe('13800138000')
})
