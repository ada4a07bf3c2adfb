/** A screening goes on with an answer, a 不清楚, more facts or a correction; anything else is a message of its own. */
import { join } from 'node:path'
import { continueScreening, type Screening } from '../../src/assistant/screening'
import { mentions } from '../../src/assistant/stated-facts'
import { printProblems } from '../../src/base/content-file'
import type { Facts } from '../../src/domain/facts'
import { readKnowledge } from '../../src/knowledge/read-knowledge'

const read = readKnowledge(join(__dirname, '../../knowledge'))
if (!read.ok) throw new Error(printProblems(read.problems))
const { knowledge } = read

function goesOn(text: string, asking: string | undefined, facts: Facts = {}, more: Partial<Screening> = {}) {
  const screening = { asking, programmes: ['old-age-allowance'], ...more }
  return continueScreening(text, mentions(text, knowledge, '2026-11-24'), { screening, facts }, knowledge)
}

describe('the answer to the one question', () => {
  it.each([
    ['是的', 'hukouInSuzhou', true],
    ['不是', 'hukouInSuzhou', false],
    ['灵璧的', 'hukouInSuzhou', true],
    ['在泗县', 'livesInSuzhou', true],
    ['二级的', 'disabilityGrade', 'grade2'],
    ['都没有', 'assistanceStatus', 'none'],
    ['一千八', 'applicantMonthlyIncomeFen', 180_000],
    ['3个人', 'householdSize', 3],
    ['1946年11月24日', 'applicantBirthDate', '1946-11-24'],
  ])('%s', (text, asking, value) => expect(goesOn(text, asking)?.facts).toEqual({ [asking]: value }))

  it('that begins more than one choice answers nothing', () => {
    expect(goesOn('有', 'supportObligors')).toBeUndefined()
  })

  it('that is a range answers nothing', () => {
    expect(goesOn('两三千', 'applicantMonthlyIncomeFen')).toBeUndefined()
  })

  it('may be another fact than the one asked', () => {
    expect(goesOn('他没有残疾证', 'hukouInSuzhou')?.facts).toEqual({
      ...{ disabilityGrade: 'none', disabilityCategory: 'none' },
    })
  })
})

describe('not knowing', () => {
  it.each(['不清楚', '不知道', '没评过', '不想说'])('%s skips the question and keeps what was told', (text) => {
    expect(goesOn(text, 'elderAbilityLevel', { applicantAge: 82 }, { skipped: ['hukouInSuzhou'] })).toEqual({
      facts: { applicantAge: 82 },
      said: [],
      skipped: ['hukouInSuzhou', 'elderAbilityLevel'],
    })
  })
})

describe('a correction', () => {
  const told = { householdSize: 2, monthlyHouseholdIncomeFen: 230_000, applicantAge: 82 }

  it.each([
    ['不对，是一千八', { ...told, monthlyHouseholdIncomeFen: 180_000 }],
    ['说错了，是三个人', { ...told, householdSize: 3 }],
    ['不对，是78岁', { ...told, applicantAge: 78 }],
    ['不是82，是78岁', { ...told, applicantAge: 78 }],
  ])('%s', (text, facts) => expect(goesOn(text, undefined, told)?.facts).toEqual(facts))

  it('that could mean two facts changes neither', () => {
    expect(goesOn('不对，是一千八', undefined, { ...told, applicantMonthlyIncomeFen: 50_000 })).toBeUndefined()
  })

  it('of an age by the birth date takes the place of the age, and the other way round', () => {
    expect(goesOn('1948年3月2日', 'applicantBirthDate', { applicantAge: 80 })?.facts).toEqual({
      applicantBirthDate: '1948-03-02',
    })
    expect(goesOn('不对，他是80岁', undefined, { applicantBirthDate: '1948-03-02' })?.facts).toEqual({
      applicantAge: 80,
    })
  })

  it('that an age was 虚岁 takes the age back', () => {
    expect(goesOn('是虚岁', undefined, told)?.facts).toEqual({ householdSize: 2, monthlyHouseholdIncomeFen: 230_000 })
  })

  it('of the household takes back the income per head said before', () => {
    expect(goesOn('一家五口人', undefined, { incomePerHeadFen: 60_000 })?.facts).toEqual({ householdSize: 5 })
  })
})

describe('anything else', () => {
  it.each(['高龄津贴多少钱', '材料要带什么', '我爸82岁能领吗', '你好'])('%s is a message of its own', (text) => {
    expect(goesOn(text, 'hukouInSuzhou')).toBeUndefined()
  })

  it('is so without a screening', () => {
    expect(continueScreening('是', [], { facts: {} }, knowledge)).toBeUndefined()
  })
})
