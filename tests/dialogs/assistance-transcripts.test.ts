/** Whole conversations through the forms of social assistance, to the intake they end in. */
import { chat, placeOf, residentId, valueAt } from './support'
import { intakeOf, said, shown, talkThrough } from './talk-through'

describe('临时救助 in haste: a fire, nothing to eat, somebody else speaking', () => {
  const at = talkThrough('temporary-assistance', [
    ['替邻居办', 'ask', 'danger'],
    ['人没有危险', 'ask', 'urgency'],
    ['等不了', 'ask', 'event'],
    ['家里失火', 'ask', 'emergencyRegion'],
    ['为什么问这个', 'ask', 'emergencyRegion'],
    ['泗县', 'ask', 'emergencyTown'],
    ['泗城镇花园村3组', 'ask', 'whereNow'],
    ['在村委会', 'ask', 'what'],
    ['昨晚失火，锅碗被褥全没了，外地来的没有亲戚', 'ask', 'peopleAffected'],
    ['三个人', 'ask', 'childrenAmong'],
    ['有', 'ask', 'representativeName'],
    ['张建国', 'ask', 'representativePhone'],
    ['13912345678', 'ask', 'applicantName'],
    ['赵大山', 'ask', 'applicantPhone'],
    ['没有电话', 'review', 'review'],
    ['确认提交', 'submitted'],
  ])

  it('asks no identity number, no income and no consent: relief comes first, papers later', () => {
    const paths = intakeOf(at).answers.map((answer) => answer.path)
    for (const path of ['applicantId', 'basicLivingInDifficulty', 'assistanceStatus', 'meansCheckConsent', 'truthful'])
      expect(paths).not.toContain(path)
  })

  it('goes to the county where it happened and carries what the rules need', () => {
    expect(at.turn).toMatchObject({
      region: '泗县',
      facts: { suddenHardship: true, essentialCostSurge: false, basicLivingInDifficulty: true },
    })
    expect(shown(intakeOf(at))).toMatchObject({ whereNow: '在村委会', applicantPhone: '没有填' })
  })

  it('asks for papers only where they are at hand', () => {
    expect(intakeOf(at).documents).toEqual([
      expect.stringContaining('先救助、后补'),
      expect.stringContaining('受灾的照片'),
      expect.stringContaining('代办人的身份证'),
    ])
  })

  it('says at once that relief comes before the procedure', () => {
    expect(said(chat('temporary-assistance', '自己', '没有危险', '等不了'))).toMatch(/先行救助[\s\S]*第五十条/)
  })
})

describe('临时救助 with danger now', () => {
  it.each([
    ['受伤了', '120'],
    ['有人要伤害他', '110'],
    ['着火', '119'],
  ])('%s: the telephone first, then the form goes on', (answer, phone) => {
    const at = chat('temporary-assistance', '自己', answer)
    expect(at.turn).toMatchObject({ kind: 'ask', path: 'danger', choices: expect.arrayContaining(['转人工']) })
    expect(said(at)).toContain(phone)
    at.say('修改眼下的危险', '人没有危险')
    expect(placeOf(at)).toBe('urgency')
  })
})

describe('临时救助 that can wait: costs too high', () => {
  const number = residentId('1970-02-03', 4, 'female')
  const at = talkThrough('temporary-assistance', [
    ['给自己家申请', 'ask', 'danger'],
    ['没有', 'ask', 'urgency'],
    ['还能等几天', 'ask', 'event'],
    ['看病花钱多', 'ask', 'basicLivingInDifficulty'],
    ['难以维持', 'ask', 'assistanceStatus'],
    ['都没有', 'ask', 'emergencyRegion'],
    ['萧县', 'ask', 'emergencyTown'],
    ['龙城镇凤山社区', 'ask', 'whereNow'],
    ['跳过', 'ask', 'what'],
    ['老伴透析一年，钱花光了', 'ask', 'peopleAffected'],
    ['两个人', 'ask', 'childrenAmong'],
    ['没有', 'ask', 'applicantName'],
    ['王秀英', 'ask', 'applicantPhone'],
    ['13800138000', 'ask', 'sensitiveConsent'],
    ['想先了解', 'ask', 'sensitiveConsent'],
    ['同意', 'ask', 'applicantId'],
    [number, 'ask', 'meansCheckConsent'],
    ['不同意', 'ask', 'meansCheckConsent'],
    ['同意', 'ask', 'truthful'],
    ['承诺', 'review', 'review'],
    ['确认', 'submitted'],
  ])

  it('carries the facts of the rules, and says whose decision it is', () => {
    expect(at.turn).toMatchObject({
      region: '萧县',
      facts: {
        essentialCostSurge: true,
        suddenHardship: false,
        basicLivingInDifficulty: true,
        assistanceStatus: 'none',
      },
    })
    const early = chat('temporary-assistance', '自己', '没有', '能等', '看病花钱多', '难以维持', '都没有')
    expect(said(early)).toContain('刚性支出困难家庭')
  })
})

describe('流浪求助: nobody has to say who they are', () => {
  const at = talkThrough('homeless-relief', [
    ['我自己求助', 'ask', 'danger'],
    ['没有', 'ask', 'whereRegion'],
    ['埇桥区', 'ask', 'where'],
    ['宿州站出站口', 'ask', 'person'],
    ['就我一个大人', 'ask', 'needs'],
    ['想回家', 'ask', 'willing'],
    ['不想去', 'ask', 'calledName'],
    ['不想说', 'ask', 'contactPhone'],
    ['没有电话', 'review', 'review'],
    ['确认', 'submitted'],
  ])

  it('submits with the place and the need alone', () => {
    expect(shown(intakeOf(at))).toMatchObject({
      where: '宿州站出站口',
      needs: '路费，想回家',
      willing: '不愿意',
      calledName: '没有填',
      contactPhone: '没有填',
    })
    expect(at.turn).toMatchObject({ region: '埇桥区', facts: { strandedWithoutMeans: true } })
  })

  it('has no question for an identity number', () => {
    const types = at.dialog.groups.flatMap((group) => group.fields.map((field) => field.type))
    expect(types).not.toContain('residentId')
  })

  it('for a child seen alone says the police escort it', () => {
    const seen = chat('homeless-relief', '看见别人', '没有', '灵璧', '汽车站候车厅', '孩子')
    expect(said(seen)).toMatch(/110[\s\S]*第五条/)
  })

  it('for somebody ill calls the ambulance first', () => {
    const ill = chat('homeless-relief', '看见别人', '生病')
    expect(said(ill)).toContain('120')
    ill.say('修改眼下的危险', '没有')
    expect(placeOf(ill)).toBe('whereRegion')
  })
})

describe('特困 for a neighbour of 63 without children', () => {
  const number = residentId('1963-05-06', 6, 'male')
  const at = talkThrough('destitute-support', [
    ['我是村干部，替别人代办', 'ask', 'target'],
    ['满60周岁的老人', 'ask', 'supportObligors'],
    ['兄弟算不算？', 'digress', 'supportObligors'],
    ['无儿无女', 'ask', 'monthlyIncome'],
    ['一年一千二', 'ask', 'savings'],
    ['没有', 'ask', 'housing'],
    ['老房子', 'ask', 'vehicle'],
    ['没有', 'ask', 'selfCare'],
    ['一件做不了', 'ask', 'supportWay'],
    ['在家', 'ask', 'representativeName'],
    ['张建国', 'ask', 'representativePhone'],
    ['13912345678', 'ask', 'representativeRelation'],
    ['村委会的', 'ask', 'applicantName'],
    ['赵大山', 'ask', 'representedConsent'],
    ['本人同意', 'ask', 'applicantId'],
    [number, 'ask', 'applicantPhone'],
    ['没有电话', 'ask', 'hukouRegion'],
    ['砀山', 'ask', 'hukouTown'],
    ['砀城镇梨园村', 'ask', 'residence'],
    ['砀山县砀城镇梨园村2组', 'ask', 'urgent'],
    ['还能维持', 'ask', 'meansCheckConsent'],
    ['同意', 'ask', 'truthful'],
    ['承诺', 'review', 'review'],
    ['每月收入改成50元', 'review', 'review'],
    ['没问题，提交吧', 'submitted'],
  ])

  it('carries the three limbs under the names of the rules', () => {
    expect(at.turn).toMatchObject({
      region: '砀山县',
      facts: { applicantBirthDate: '1963-05-06', supportObligors: 'none', applicantMonthlyIncomeFen: 5000 },
    })
    expect(shown(intakeOf(at))).toMatchObject({ supportWay: '留在家里', monthlyIncome: '50元/月' })
  })

  it('asks for the representative’s papers, no proof the bureau can check', () => {
    const documents = intakeOf(at).documents.join()
    expect(documents).toContain('代办人的身份证')
    expect(documents).not.toMatch(/流水|房产证|残疾人证/)
  })
})

describe('特困: who is told what', () => {
  it('asks a disabled person for kind and grade, and tells a grade outside the list', () => {
    const at = chat('destitute-support', '本人', '残疾人', '肢体残疾', '三级')
    expect(said(at)).toContain('第五条')
    expect(valueAt(at, 'disabilityGrade')).toBe('grade3')
    expect(placeOf(at)).toBe('supportObligors')
  })

  it('tells a child’s family that only one of two can be chosen, and a student that support goes on', () => {
    expect(said(chat('destitute-support', '本人', '孩子', '有'))).toContain('第九条')
    const student = chat('destitute-support', '本人', '还在上学的特困', '高中')
    expect(said(student)).toContain('继续供养')
  })

  it('never refuses: somebody able to support is a note with where else to go', () => {
    const at = chat('destitute-support', '本人', '老人', '有能力')
    expect(said(at)).toMatch(/低保/)
    expect(placeOf(at)).toBe('monthlyIncome')
  })
})

type Lines = readonly (readonly [string, string, string])[]

const WIFE: Lines = [
  ['有，老伴', 'ask', 'members[0].name'],
  ['李国强', 'ask', 'members[0].residentId'],
  ['以后补', 'ask', 'members[0].checkConsent'],
  ['还没问', 'ask', 'members[0].health'],
  ['有重病', 'ask', 'members[1]'],
]

const household = (id: string, told: Lines, after: readonly string[]) =>
  talkThrough(id, [
    ['给自己家申请', 'ask', 'assistanceStatus'],
    ...told,
    ...after.map((text) => [text, 'ask'] as const),
    ['承诺', 'review', 'review'],
    ['确认提交', 'submitted'],
  ])

const APPLICANT = [
  '王秀英',
  '同意',
  '以后补',
  '13800138000',
  '灵璧',
  '灵城镇向阳社区',
  '灵璧县灵城镇向阳小区3栋101',
  '同意',
] as const

describe('低保边缘家庭', () => {
  const at = household(
    'near-subsistence-household',
    [
      ['都没有', 'ask', 'peopleTogether'],
      ['两个人', 'ask', 'incomeTogether'],
      ['大概两千五', 'ask', 'members[0]'],
      ...WIFE,
      ['没有了', 'ask', 'applicantHealth'],
      ['都没有', 'ask', 'savings'],
      ['两万元', 'ask', 'housing'],
      ['自己住的一套', 'ask', 'vehicle'],
      ['电动车', 'ask', 'urgent'],
      ['还能维持', 'ask', 'incomes[0]'],
      ['有，打工一个月两千', 'ask', 'incomes[1]'],
      ['还有，种地一年六千', 'ask', 'incomes[2]'],
      ['没有了', 'ask', 'applicantName'],
    ],
    APPLICANT,
  )

  it('counts heads and income from what was said once', () => {
    expect(at.turn).toMatchObject({
      region: '灵璧县',
      facts: { assistanceStatus: 'none', householdSize: 2, monthlyHouseholdIncomeFen: 250_000 },
    })
  })

  it('asks for a diagnosis only of the one who is ill, and only where the check finds nothing', () => {
    expect(intakeOf(at).documents).toContain('李国强最近的诊断材料（核对查不到时才要）')
    expect(intakeOf(at).documents.join()).not.toContain('申请人最近的诊断材料')
  })
})

describe('刚性支出困难家庭', () => {
  const at = household(
    'essential-cost-household',
    [
      ['都没有', 'ask', 'peopleTogether'],
      ['两个人', 'ask', 'yearIncome'],
      ['一个月五千', 'ask', 'savings'],
      ['没有', 'ask', 'housing'],
      ['自己住的一套', 'ask', 'vehicle'],
      ['没有', 'ask', 'urgent'],
      ['还能维持', 'ask', 'costs[0]'],
      ['有，看病', 'ask', 'costs[0].costAmount'],
      ['三万', 'ask', 'costs[1]'],
      ['还有，孩子上学', 'ask', 'costs[1].costAmount'],
      ['六千', 'ask', 'costs[2]'],
      ['没有了', 'ask', 'members[0]'],
      ...WIFE,
      ['没有了', 'ask', 'applicantName'],
    ],
    APPLICANT,
  )

  it('adds up what was paid and what came in over twelve months', () => {
    expect(shown(intakeOf(at))).toMatchObject({ essentialCosts: '36000元', yearIncome: '60000元/年' })
    expect(at.turn).toMatchObject({ facts: { assistanceStatus: 'none', householdSize: 2 } })
  })

  it('tells those already recognised that they need not ask again, and goes on', () => {
    const covered = chat('essential-cost-household', '自己', '低保边缘家庭')
    expect(said(covered)).toContain('不再重复认定')
    expect(placeOf(covered)).toBe('peopleTogether')
  })
})
