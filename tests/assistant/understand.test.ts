import { openEvaluationLibrary } from '../../scripts/evaluation/asker'
import { lastQuestion, questionsIn, splitQuestions } from '../../src/assistant/split-questions'
import { statedFacts } from '../../src/assistant/stated-facts'
import type { Library } from '../../src/assistant/turn'

const TODAY = '2026-11-24'
let library: Library

beforeAll(async () => {
  library = await openEvaluationLibrary()
}, 60_000)

describe('what a message is about', () => {
  it.each([
    ['抵保咋办啊', 'subsistence-allowance', '流程'],
    ['dibao 要啥材料', 'subsistence-allowance', '材料'],
    ['五保在哪里申请', 'destitute-support', '在哪办'],
    ['高岭补贴一个月给多少', 'old-age-allowance', '标准'],
    ['離婚登記要多久', 'divorce-registration', '时限'],
  ])('%s: %s, %s', (text, programme, facet) => {
    const asked = library.understand(text, TODAY)
    expect(asked.programmes[0]).toBe(programme)
    expect(asked.facets).toContain(facet)
  })

  it.each([
    ['di bao zen me shen qing', 'subsistence-allowance', '流程'],
    ['lh yao dai shenme', 'divorce-registration', '材料'],
    ['我想办db', 'subsistence-allowance', undefined],
    ['gljt', 'old-age-allowance', undefined],
    ['高令津贴怎么领', 'old-age-allowance', '流程'],
    ['敬老津贴', 'old-age-allowance', undefined],
    ['离混要带啥', 'divorce-registration', '材料'],
    ['特因人员怎么申请', 'destitute-support', '流程'],
    ['离婚怎么办理', 'divorce-registration', '流程'],
    ['低保多少', 'subsistence-allowance', '标准'],
  ])('reads pinyin, initials, homophones and bare verbs: %s', (text, programme, facet) => {
    const asked = library.understand(text, TODAY)
    expect(asked.programmes).toEqual([programme])
    expect(asked.facets[0]).toBe(facet)
  })

  it.each(['wifi密码', 'hello world', 'dibaox'])('reads no programme into %s', (text) => {
    expect(library.understand(text, TODAY).programmes).toEqual([])
  })

  it('takes no misspelt or spelt-out name for a word that others share', () => {
    expect(library.understand('台湾人跟我结婚在宿州能办不', TODAY).programmes).toEqual([])
    expect(library.understand('火化以后骨灰放哪', TODAY).programmes).not.toContain('funeral-fee-relief')
  })

  it('hides nothing behind invisible characters', () => {
    expect(library.understand('低\u200b保\u2060怎么申请', TODAY).programmes).toEqual(['subsistence-allowance'])
  })

  it.each([
    ['去年的低保标准', '2025-11-24'],
    ['2025年5月9日的规定是什么', '2025-05-09'],
    ['明年高龄津贴涨到多少', '2027-01-01'],
    ['那前年呢', '2024-11-24'],
  ])('%s asks for the rules of %s', (text, on) => {
    expect(library.understand(text, TODAY).on).toBe(on)
  })

  it('takes a date in a story for no wish', () => {
    expect(library.understand('我2016年5月结的婚，现在想离婚', TODAY).on).toBeUndefined()
  })
})

describe('facts stated in passing', () => {
  const facts = (text: string) =>
    Object.fromEntries(statedFacts(text, library.knowledge, TODAY).map((each) => [each.fact, each.value]))

  it.each<[string, Record<string, unknown>]>([
    ['奶奶81，户口在泗县', { applicantAge: 81, hukouInSuzhou: true }],
    ['我妈1944年3月出生的', { applicantAge: 82 }],
    ['我今年45岁，我妈能领高龄津贴吗', {}],
    ['虚岁81能领吗', {}],
    ['俺爹虚岁八十', { applicantAge: 79 }],
    ['七十多了没人管', {}],
    ['女朋友还差两个月满20能领证吗', { brideAge: 19 }],
    ['我22她20能领证吗', { groomAge: 22, brideAge: 20 }],
    ['我20他22能结婚吗', { brideAge: 20, groomAge: 22 }],
    ['家里四口人，一个月收入三千块', { householdSize: 4, monthlyHouseholdIncomeFen: 300000 }],
    ['家里四口人，一年收入两万四', { householdSize: 4, monthlyHouseholdIncomeFen: 200000 }],
    ['我跟老伴两个人，退休金加起来两千三', { householdSize: 2, monthlyHouseholdIncomeFen: 230000 }],
    ['收入两三千', {}],
    ['我是壹级肢体残疾', { disabilityGrade: 'grade1', disabilityCategory: 'physical' }],
    [
      '我弟弟智力二级残疾，没有低保也不是特困',
      { disabilityGrade: 'grade2', disabilityCategory: 'intellectual', assistanceStatus: 'none' },
    ],
    ['没有残疾证', { disabilityGrade: 'none', disabilityCategory: 'none' }],
    ['孩子9岁，爸爸坐牢，妈妈失联两年', { childAge: 9, fatherSituation: 'imprisoned', motherSituation: 'lostContact' }],
    ['儿子去世，留下5岁孩子', { childAge: 5 }],
  ])('%s', (text, expected) => {
    expect(facts(text)).toMatchObject(expected)
    if (Object.keys(expected).length === 0) expect(facts(text)).toEqual({})
  })
})

describe('the questions of a message', () => {
  it('splits two questions', () => {
    expect(questionsIn('低保要什么材料？多久能批下来？')).toHaveLength(2)
  })

  it.each([
    ['离婚要带什么，多少钱，多久', ['离婚要带什么', '多少钱', '多久'], []],
    ['低保怎么申请，高龄津贴怎么领', ['低保怎么申请', '高龄津贴怎么领'], []],
    [
      '我想问三个问题，第一低保要什么材料，第二多久能办好，第三不给办找谁',
      ['低保要什么材料', '多久能办好', '不给办找谁'],
      [],
    ],
    [
      '低保怎么申请啊要带什么啊多久能下来啊去哪里办啊',
      ['低保怎么申请啊', '要带什么啊', '多久能下来啊'],
      ['去哪里办啊'],
    ],
    ['本人是五保户，原来每月有困难残疾人生活补贴，今年2月停发了，是什么原因', [], []],
    ['老人去世了怎么办，低保还发吗', [], []],
  ])('finds what is run together in one breath: %s', (text, asked, left) => {
    expect(splitQuestions(text, (clause) => library.understand(clause, TODAY))).toEqual({ asked, left })
  })

  it('leaves a story in one piece and finds its last question', () => {
    const story = '我娘八十了，一个人在老家，腿脚不好，前些天还摔了一跤，像她这样能不能申请高龄津贴'
    expect(lastQuestion(story)).toContain('能不能申请高龄津贴')
  })

  it('leaves a short question alone', () => {
    expect(lastQuestion('低保怎么申请')).toBeUndefined()
  })
})
