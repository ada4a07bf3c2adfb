/** 儿子 and 女儿 when both are 子女 in the form: the identity number tells, and where it is not known the resident is asked. */
import { residentId, valueAt } from './support'
import { FAMILY, type Said, walkTo } from './walk-to'

const SON = residentId('2001-02-03', 7, 'male')
const DAUGHTER = residentId('1999-05-06', 3, 'female')

const reviewed = (said: Said) => walkTo('subsistence-allowance', 'review', { ...FAMILY, ...said })
const known = { 'members[1].residentId': SON, 'members[2].residentId': DAUGHTER }

describe('with both identity numbers known', () => {
  it.each([
    ['把儿子删掉', '李小红', '李小军'],
    ['把女儿删掉', '李小军', '李小红'],
    ['把闺女删掉', '李小军', '李小红'],
  ])('%s keeps %s', (said, kept, gone) => {
    const at = reviewed(known)
    at.say(said)
    const names = [1, 2].map((index) => valueAt(at, `members[${index}].name`))
    expect(names).toEqual([kept, undefined])
    expect(names).not.toContain(gone)
  })

  it('老大 is the elder of them, son or daughter', () => {
    const at = reviewed(known)
    at.say('把老大删掉')
    expect(valueAt(at, 'members[1].name')).toBe('李小军')
  })

  it('孩子 may be either: asks which', () => {
    const at = reviewed(known)
    at.say('把孩子删掉')
    expect([1, 2].map((index) => valueAt(at, `members[${index}].name`))).toEqual(['李小军', '李小红'])
    expect(at.turn).toMatchObject({ choices: expect.arrayContaining([expect.stringContaining('李小红')]) })
  })
})

describe('with one known', () => {
  it('who cannot be meant is not asked about', () => {
    const at = reviewed({ 'members[2].residentId': DAUGHTER })
    at.say('把儿子删掉')
    expect(valueAt(at, 'members[1].name')).toBe('李小红')
  })

  it('who can is: the other may be a daughter too', () => {
    const at = reviewed({ 'members[2].residentId': DAUGHTER })
    at.say('把女儿删掉')
    expect([1, 2].map((index) => valueAt(at, `members[${index}].name`))).toEqual(['李小军', '李小红'])
    expect(at.turn).toMatchObject({ choices: expect.arrayContaining([expect.stringContaining('李小军')]) })
  })
})

it('with none known asks which child 儿子 is', () => {
  const at = reviewed({})
  at.say('把儿子删掉')
  expect(valueAt(at, 'members[1].name')).toBe('李小军')
  expect(at.turn).toMatchObject({ choices: expect.arrayContaining([expect.stringContaining('李小军')]) })
})

describe('an amount in no list', () => {
  it('is asked anew when it is called by its value', () => {
    const at = walkTo('subsistence-allowance', 'housing', FAMILY)
    at.say('那个两万去掉', '三万')
    expect(valueAt(at, 'savings')).toBe(3_000_000)
  })
})
