/** Whole conversations through the forms for children and for disabled people, to the intake they end in. */
import { asked, chat, placeOf, residentId } from './support'
import { intakeOf, said, shown, talkThrough } from './talk-through'

const child = residentId('2015-04-05', 8, 'male')

describe('孤儿, through a grandmother', () => {
  const at = talkThrough('orphan-allowance', [
    ['我是孩子奶奶', 'ask', 'careNow'],
    ['我在照顾', 'ask', 'parentsKnown'],
    ['知道', 'ask', 'father'],
    ['去世', 'ask', 'mother'],
    ['什么是宣告失踪', 'ask', 'mother'],
    ['宣告失踪', 'ask', 'adopted'],
    ['没有', 'ask', 'careWish'],
    ['我们养', 'ask', 'childName'],
    ['李小军', 'ask', 'childId'],
    [child, 'ask', 'guardianName'],
    ['王秀英', 'ask', 'guardianConsent'],
    ['同意', 'ask', 'guardianPhone'],
    ['13800138000', 'ask', 'handIn'],
    ['埇桥', 'ask', 'town'],
    ['汴河街道向阳社区', 'ask', 'residence'],
    ['埇桥区汴河街道向阳小区3栋101', 'review', 'review'],
    ['确认', 'submitted'],
  ])

  it('carries the situation of both parents and the child’s birth date', () => {
    expect(at.turn).toMatchObject({
      region: '埇桥区',
      facts: {
        childBirthDate: '2015-04-05',
        fatherSituation: 'dead',
        motherSituation: 'declaredMissing',
        parentsNotFound: false,
        childAdopted: false,
      },
    })
  })

  it('asks for no account number, and proof only where the net finds none', () => {
    const { documents } = intakeOf(at)
    expect(documents).toContainEqual(expect.stringMatching(/死亡证明.*联网查得到的不用交/))
    expect(documents).toContainEqual(expect.stringContaining('这里不收卡号'))
  })
})

describe('孤儿: who goes elsewhere', () => {
  it('a parent alive: says why, and which service fits', () => {
    const at = chat('orphan-allowance', '奶奶', '我在照顾', '知道', '去世', '改嫁')
    expect(at.turn).toMatchObject({ kind: 'ask', path: 'mother' })
    expect(asked(at.turn).choices).toContain('我要办事实无人抚养儿童补贴')
    expect(said(at)).toContain('事实无人抚养儿童')
    expect(at.say('不办这个了，办事实无人抚养儿童')).toMatchObject({ kind: 'cancelled', next: '办事实无人抚养儿童' })
  })

  it('no grown-up with the child: safety first, then the form goes on', () => {
    const at = chat('orphan-allowance', '村干部', '一个人过')
    expect(said(at)).toMatch(/110[\s\S]*第九十二条/)
    at.say('修改现在谁在照顾孩子', '有亲属在照顾')
    expect(placeOf(at)).toBe('parentsKnown')
  })

  it('a found child: the police first, and their papers', () => {
    const at = chat('orphan-allowance', '村干部', '寄养', '捡来的')
    expect(said(at)).toContain('先报警')
    expect(placeOf(at)).toBe('adopted')
  })
})

describe('事实无人抚养儿童, through an uncle', () => {
  const at = talkThrough('unattended-child', [
    ['我是孩子叔叔', 'ask', 'careNow'],
    ['爷爷奶奶', 'ask', 'father'],
    ['坐牢', 'ask', 'mother'],
    ['跑了', 'ask', 'reported'],
    ['没报过', 'ask', 'adopted'],
    ['没有', 'ask', 'benefits'],
    ['低保', 'ask', 'childName'],
    ['李小军', 'ask', 'childId'],
    ['以后补', 'ask', 'guardianName'],
    ['王秀英', 'ask', 'sensitiveConsent'],
    ['都同意', 'ask', 'guardianPhone'],
    ['没有电话', 'ask', 'handIn'],
    ['泗县', 'ask', 'town'],
    ['不知道', 'ask', 'residence'],
    ['跳过', 'review', 'review'],
    ['妈妈的情况说错了，是重病', 'ask', 'illnessListed'],
    ['不知道', 'review', 'review'],
    ['确认提交', 'submitted'],
  ])

  it('carries both parents, drops the question that no longer applies', () => {
    expect(at.turn).toMatchObject({
      region: '泗县',
      facts: { fatherSituation: 'imprisoned', motherSituation: 'seriousIllness' },
    })
    const answers = shown(intakeOf(at))
    expect(answers).not.toHaveProperty('reported')
    expect(answers).toMatchObject({ illnessListed: '说不清楚', benefits: '低保金' })
  })

  it('takes the application without proof, and lists the relative’s own paper', () => {
    expect(intakeOf(at).documents).toContainEqual(expect.stringContaining('没有也先收'))
    expect(intakeOf(at).documents).toContainEqual(expect.stringContaining('代办人的身份证'))
  })
})

describe('事实无人抚养儿童: who is told what', () => {
  it('both parents dead: the orphan form, not a refusal', () => {
    const at = chat('unattended-child', '奶奶', '我在照顾', '去世', '去世')
    expect(at.turn).toMatchObject({ kind: 'ask' })
    expect(asked(at.turn).choices).toEqual(expect.arrayContaining([expect.stringMatching(/^我要办.*孤儿/)]))
    at.say('修改孩子母亲的情况', '失联')
    expect(placeOf(at)).toBe('reported')
  })

  it('a parent who could care is a note: the bureau decides by the newest rules', () => {
    const at = chat('unattended-child', '奶奶', '我在照顾', '坐牢', '改嫁不管')
    expect(said(at)).toContain('2025年国家有新意见')
    expect(placeOf(at)).toBe('adopted')
  })

  it('not reported: go to the police, and apply now all the same', () => {
    expect(said(chat('unattended-child', '奶奶', '我在照顾', '去世', '失联', '没报'))).toMatch(/派出所[\s\S]*现在就交/)
  })
})

const disabled = residentId('1978-03-05', 9, 'female')

describe('困难残疾人生活补贴, by herself', () => {
  const at = talkThrough('disability-living-allowance', [
    ['宿州', 'ask', 'disabilityCategory'],
    ['肢体', 'ask', 'disabilityGrade'],
    ['二级', 'ask', 'assistanceStatus'],
    ['吃低保', 'ask', 'childAllowanceKind'],
    ['都没有', 'ask', 'sameKindLivingBenefit'],
    ['养老金算不算？', 'digress', 'sameKindLivingBenefit'],
    ['没有', 'ask', 'receivesWorkInjuryCareFee'],
    ['没有', 'ask', 'filledBy'],
    ['本人', 'ask', 'applicantName'],
    ['王秀英', 'ask', 'sensitiveConsent'],
    ['同意', 'ask', 'applicantId'],
    [disabled, 'ask', 'contactPhone'],
    ['13800138000', 'ask', 'handIn'],
    ['灵璧', 'ask', 'town'],
    ['灵城镇向阳社区', 'ask', 'residence'],
    ['灵璧县灵城镇向阳小区3栋101', 'ask', 'payment'],
    ['社保卡', 'review', 'review'],
    ['改成存折', 'review', 'review'],
    ['确认', 'submitted'],
  ])

  it('carries every fact the rules ask for', () => {
    expect(at.turn).toMatchObject({
      region: '灵璧县',
      facts: {
        hukouInAnhui: true,
        disabilityCategory: 'physical',
        disabilityGrade: 'grade2',
        assistanceStatus: 'subsistence',
        childAllowanceKind: 'none',
        sameKindLivingBenefit: false,
        receivesWorkInjuryCareFee: false,
      },
    })
    expect(intakeOf(at).documents).toContain('残疾人本人的银行卡或存折')
  })

  it('tells of the other allowance that can be had beside it', () => {
    const early = chat('disability-living-allowance', '宿州', '肢体', '二级')
    expect(said(early)).toContain('重度残疾人护理补贴')
  })

  it('without a certificate: where to get one, not a refusal', () => {
    const at = chat('disability-living-allowance', '宿州', '没有残疾人证')
    expect(said(at)).toContain('残联')
    at.say('修改残疾类别', '视力')
    expect(placeOf(at)).toBe('disabilityGrade')
  })

  it('from another province: handed in here, decided and paid at home', () => {
    expect(said(chat('disability-living-allowance', '外省'))).toContain('户籍地')
  })
})

describe('重度残疾人护理补贴, through a mother', () => {
  const at = talkThrough('disability-care-allowance', [
    ['蚌埠', 'ask', 'disabilityCategory'],
    ['精神残疾', 'ask', 'disabilityGrade'],
    ['三级', 'ask', 'needsLongTermCare'],
    ['离不开人', 'ask', 'assistanceStatus'],
    ['都没有', 'ask', 'sameKindCareBenefit'],
    ['没有', 'ask', 'receivesWorkInjuryCareFee'],
    ['没有', 'ask', 'filledBy'],
    ['给孩子办', 'ask', 'representativeName'],
    ['刘芳', 'ask', 'representativePhone'],
    ['13912345678', 'ask', 'representativeRelation'],
    ['妈妈', 'ask', 'applicantName'],
    ['李小军', 'ask', 'representedConsent'],
    ['同意', 'ask', 'applicantId'],
    [child, 'ask', 'guardianConsent'],
    ['监护人同意', 'ask', 'guardianName'],
    ['刘芳', 'ask', 'contactPhone'],
    ['跳过', 'ask', 'handIn'],
    ['萧县', 'ask', 'town'],
    ['龙城镇凤山社区', 'ask', 'residence'],
    ['跳过', 'ask', 'payment'],
    ['都行', 'review', 'review'],
    ['确认提交', 'submitted'],
  ])

  it('carries grade, kind and need of care', () => {
    expect(at.turn).toMatchObject({
      region: '萧县',
      facts: {
        hukouInAnhui: true,
        disabilityCategory: 'mental',
        disabilityGrade: 'grade3',
        needsLongTermCare: true,
        assistanceStatus: 'none',
        sameKindCareBenefit: false,
        receivesWorkInjuryCareFee: false,
        applicantBirthDate: '2015-04-05',
      },
    })
  })

  it('tells a third grade that the place may have widened it, and takes the application', () => {
    expect(said(chat('disability-care-allowance', '宿州', '精神', '三级'))).toContain('当地扩大了范围')
    expect(intakeOf(at).documents).toContainEqual(expect.stringContaining('代办人的身份证'))
  })
})
