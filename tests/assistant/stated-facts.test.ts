/** Words → facts: what is heard in free speech, with whose words, and what is left unknown. */
import { join } from 'node:path'
import { mentions } from '../../src/assistant/stated-facts'
import { printProblems } from '../../src/base/content-file'
import { readKnowledge } from '../../src/knowledge/read-knowledge'

const read = readKnowledge(join(__dirname, '../../knowledge'))
if (!read.ok) throw new Error(printProblems(read.problems))
const { knowledge } = read

const heard = (text: string) => mentions(text, knowledge, '2026-11-24')
/** Facts by name: their value, '?' for what is vague, or the ends of its range. */
const facts = (text: string) =>
  Object.fromEntries(
    heard(text).map((each) => [each.fact, each.value === undefined ? (each.range ?? '?') : each.value]),
  )

describe('the household and its money', () => {
  it('hears the issue’s own sentence, each fact with the words it came from', () => {
    expect(heard('我跟老伴两个人，退休金加起来两千三，儿子在外地不管我们，想问低保')).toEqual([
      { fact: 'householdSize', value: 2, words: '我跟老伴两个人' },
      { fact: 'elderLivingSituation', value: 'emptyNest', words: '儿子在外地' },
      { fact: 'monthlyHouseholdIncomeFen', value: 230_000, words: '退休金加起来两千三' },
    ])
  })

  it.each([
    ['一家四口，全家一年收入三万六', { householdSize: 4, monthlyHouseholdIncomeFen: 300_000 }],
    ['一家3口，月收入4500', { householdSize: 3, monthlyHouseholdIncomeFen: 450_000 }],
    ['我家五口人，收入三千', { householdSize: 5, monthlyHouseholdIncomeFen: 300_000 }],
    ['全家月收入2300元，2个人', { householdSize: 2, monthlyHouseholdIncomeFen: 230_000 }],
    ['两口子加起来3200', { monthlyHouseholdIncomeFen: 320_000 }],
    ['家里人均收入600', { incomePerHeadFen: 60_000 }],
    ['我一个月挣1800块', { applicantMonthlyIncomeFen: 180_000 }],
    ['每个月工资两千五', { applicantMonthlyIncomeFen: 250_000 }],
    ['我没有工作，没有收入', { employed: false, applicantMonthlyIncomeFen: 0 }],
  ])('%s', (text, expected) => expect(facts(text)).toEqual(expected))

  it.each([
    ['我一个月工资大概两三千', { applicantMonthlyIncomeFen: [200_000, 300_000] }],
    ['退休金两千三四', { applicantMonthlyIncomeFen: [230_000, 240_000] }],
    ['全家收入两千多', { monthlyHouseholdIncomeFen: [200_000, 300_000] }],
    ['我退休金大概两千左右', { applicantMonthlyIncomeFen: '?' }],
  ])('what is uncertain is a range or open, never a figure: %s', (text, expected) =>
    expect(facts(text)).toEqual(expected),
  )

  it('does not count 养老金, which may be the basic pension, before it is asked', () => {
    expect(facts('我养老金每月两百')).toEqual({ applicantMonthlyIncomeFen: '?' })
  })

  it.each(['领了3年低保', '看病一共花了十万', '每月领80块高龄津贴', '家里欠了五万'])(
    'hears no income in: %s',
    (text) => {
      const names = Object.keys(facts(text))
      expect(names.filter((name) => name.endsWith('IncomeFen'))).toEqual([])
    },
  )
})

describe('ages and whose they are', () => {
  it.each([
    ['我爸82岁', { applicantAge: 82 }],
    ['我老伴74了', { applicantAge: 74 }],
    ['我岳母周岁80', { applicantAge: 80 }],
    ['我妈今年七十九，明年八十', { applicantAge: 79 }],
    ['我爸1945年3月2日生的', { applicantBirthDate: '1945-03-02' }],
    ['我爸1945年3月生的', { applicantAge: 81 }],
    ['我爸快八十了', { applicantAge: 79 }],
    ['孙子8岁了', { childAge: 8 }],
    ['我今年85岁，想给我妈问问', {}],
  ])('%s', (text, expected) => expect(facts(text)).toEqual(expected))

  it('takes 虚岁 for what it can be, and decides nothing where an age that matters lies between', () => {
    expect(facts('我妈虚岁八十')).toEqual({ applicantAge: 79 })
    expect(facts('我妈虚岁八十一')).toEqual({ applicantAge: [79, 80] })
    expect(facts('我妈1946年生的')).toEqual({ applicantAge: [79, 80] })
  })
})

describe('whose it is', () => {
  it('keeps somebody else’s body and money out of the applicant’s, and tells whose it was', () => {
    expect(heard('我67岁，老婆有病残疾二级，我每月退休金1500')).toEqual([
      { fact: 'applicantAge', value: 67, words: '67岁' },
      { fact: 'applicantMonthlyIncomeFen', value: 150_000, words: '我每月退休金1500' },
      { fact: 'disabilityGrade', words: '老婆有病残疾二级' },
    ])
  })

  it.each([
    ['我妈80岁，我52岁，我妈有残疾证一级，我有残疾证三级', { applicantAge: 80, disabilityGrade: 'grade1' }],
    ['我今年70了，老伴68', { applicantAge: 70 }],
    ['我老伴81了', { applicantAge: 81 }],
    ['我22，老婆20，能领证吗', { groomAge: 22, brideAge: 20 }],
    ['老婆有病残疾二级', { disabilityGrade: 'grade2' }],
  ])('%s', (text, expected) => expect(facts(text)).toEqual(expected))
})

describe('several people’s money', () => {
  it.each([
    ['我一个月1500，媳妇2000，两口人', { householdSize: 2, monthlyHouseholdIncomeFen: 350_000 }],
    ['家里三口人，我打工一个月3000，老婆2500，孩子上学', { householdSize: 3, monthlyHouseholdIncomeFen: 550_000 }],
    ['我俩退休金一个月一共3200', { monthlyHouseholdIncomeFen: 320_000 }],
    ['我73岁，没有收入，儿子每月给500', { applicantAge: 73, applicantMonthlyIncomeFen: 50_000 }],
  ])('is added up where person and month are sure: %s', (text, expected) => expect(facts(text)).toEqual(expected))

  it.each([
    ['我1500，媳妇2000，两口人', { householdSize: 2, monthlyHouseholdIncomeFen: '?' }],
    ['家里四口人，我一个月3000，老婆2500', { householdSize: 4, monthlyHouseholdIncomeFen: '?' }],
    ['儿子给500', { applicantMonthlyIncomeFen: '?' }],
    ['两个儿子每月各给200', { applicantMonthlyIncomeFen: '?' }],
  ])('is asked for where they are not: %s', (text, expected) => expect(facts(text)).toEqual(expected))
})

describe('disability and care', () => {
  it.each([
    ['我弟弟三级智力残疾', { disabilityGrade: 'grade3', disabilityCategory: 'intellectual' }],
    ['残疾三级，肢体的', { disabilityGrade: 'grade3', disabilityCategory: 'physical' }],
    ['我是二级残疾，视力', { disabilityGrade: 'grade2', disabilityCategory: 'visual' }],
    ['肢体二级', { disabilityGrade: 'grade2', disabilityCategory: 'physical' }],
    ['他是重度残疾', { disabilityGrade: 'grade2' }],
    ['没有残疾证', { disabilityGrade: 'none', disabilityCategory: 'none' }],
    ['有残疾证', { disabilityGrade: '?', disabilityCategory: '?' }],
    ['老人中度失能', { elderAbilityLevel: 'moderate' }],
    ['我得了尿毒症', { seriousIllness: true }],
  ])('%s', (text, expected) => expect(facts(text)).toEqual(expected))
})

describe('a no', () => {
  it('is heard as a no only as far as it goes', () => {
    expect(facts('我不是低保户')).toEqual({ assistanceStatus: '?' })
    expect(facts('我不是低保户，也不是特困')).toEqual({ assistanceStatus: 'none' })
    expect(facts('家里没有房')).toEqual({ housingKind: 'none' })
    expect(facts('没有房没有车没有存款')).toMatchObject({ assetsWithinLimit: true, vehicleKind: 'none' })
    expect(facts('我没住养老院')).toEqual({ elderLivesInInstitution: false })
  })

  it('of being registered or living here is never a yes', () => {
    expect(facts('户口不在宿州')).toEqual({ hukouInSuzhou: false })
    expect(facts('老人不住在宿州')).toEqual({ livesInSuzhou: false })
    expect(facts('户口不在灵璧').hukouInSuzhou).toBeUndefined()
  })
})

describe('places', () => {
  it.each([
    ['户口在砀山李庄', { hukouInSuzhou: true, hukouInAnhui: true, hukouCounty: '砀山县' }],
    ['户口在符离镇', { hukouInSuzhou: true, hukouInAnhui: true, hukouCounty: '埇桥区' }],
    ['住在灵璧县灵城镇', { livesInSuzhou: true }],
    ['户口在蚌埠的，现在住泗县', { hukouInSuzhou: false, hukouInAnhui: true, livesInSuzhou: true }],
    ['户口在四川，人住在埇桥', { hukouInSuzhou: false, hukouInAnhui: false, livesInSuzhou: true }],
    ['外地户口', { hukouInSuzhou: false }],
    ['我爸现在住在合肥', { livesInSuzhou: false }],
  ])('%s', (text, expected) => expect(facts(text)).toEqual(expected))
})

describe('who lives with whom, and who can support', () => {
  it.each([
    ['我爸一个人住', { elderLivingSituation: 'alone', elderLivesInInstitution: false }],
    ['我72岁，子女都在上海', { applicantAge: 72, elderLivingSituation: 'emptyNest' }],
    ['我妈住在养老院', { elderLivesInInstitution: true }],
    ['奶奶跟我们一起住', { elderLivingSituation: 'withFamily' }],
    ['没儿没女', { supportObligors: 'none' }],
  ])('%s', (text, expected) => expect(facts(text)).toEqual(expected))
})

describe('a child’s father and mother', () => {
  it('counts being away only when how long was said, and asks otherwise', () => {
    expect(facts('孩子妈跑了三年了，爸坐牢判了五年，娃8岁')).toMatchObject({
      ...{ childAge: 8, fatherSituation: 'imprisoned', motherSituation: 'lostContact' },
    })
    expect(facts('孩子妈上个月跑了，娃8岁')).toMatchObject({ motherSituation: 'shortTerm' })
    expect(facts('孩子他爸坐牢，妈跑了')).toMatchObject({ fatherSituation: '?', motherSituation: '?' })
  })

  it('hears that both are dead, and then whose child it is is known', () => {
    expect(facts('儿子儿媳去世了，孙子8岁')).toEqual({
      ...{ childAge: 8, fatherSituation: 'dead', motherSituation: 'dead', parentsNotFound: false },
    })
  })
})
