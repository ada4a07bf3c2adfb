/** The seven forms for old people, each from its first question to the case, and what each refuses to ask or to judge. */
import { chat, dialogNamed, residentId } from './support'
import { intakeOf, said, shown, talkThrough } from './talk-through'

const elder = residentId('1942-03-05', 3, 'female')

describe('养老服务补贴 through a son', () => {
  const at = talkThrough('elder-care-subsidy', [
    ['给我妈办', 'ask', 'hukouRegion'],
    ['灵璧，对了要带户口本吗？', 'digress', 'assistanceStatus'],
    ['什么是低保边缘家庭', 'ask', 'assistanceStatus'],
    ['吃低保', 'ask', 'assessed'],
    ['做过', 'ask', 'abilityLevel'],
    ['中度', 'ask', 'receivesOther'],
    ['评估等级说错了，是重度失能', 'ask', 'receivesOther'],
    ['没有', 'ask', 'representativeName'],
    ['张建国', 'ask', 'representativePhone'],
    ['13912345678', 'ask', 'representativeRelation'],
    ['儿子', 'ask', 'elderName'],
    ['王秀英', 'ask', 'representedConsent'],
    ['本人同意', 'ask', 'elderId'],
    ['等下我找找证', 'ask', 'elderId'],
    [elder, 'ask', 'contactPhone'],
    ['老人没有电话', 'ask', 'hukouTown'],
    ['灵城镇向阳社区', 'ask', 'residence'],
    ['灵璧县灵城镇向阳小区3栋101', 'ask', 'payment'],
    ['社保卡', 'review', 'review'],
    ['确认提交', 'submitted'],
  ])
  const intake = intakeOf(at)

  it('submits the answers with the facts the rules need', () => {
    expect(shown(intake)).toMatchObject({
      elderId: elder,
      elderAge: '84',
      assistanceStatus: '低保家庭',
      abilityLevel: '重度失能',
    })
    expect(at.turn).toMatchObject({
      region: '灵璧县',
      facts: {
        applicantBirthDate: '1942-03-05',
        assistanceStatus: 'subsistence',
        elderAbilityLevel: 'severe',
        hukouInSuzhou: true,
      },
    })
  })

  it('asks for no proof of hardship, and for the papers that follow from the answers', () => {
    expect(intake.documents).toEqual([
      expect.stringContaining('居民身份证'),
      expect.stringContaining('不用再开证明'),
      '老人的能力评估报告',
      '老人的社保卡',
      expect.stringContaining('代办人的身份证'),
    ])
    expect(intake.consents.map((each) => each.answer?.path ?? each.group)).toEqual([
      'hardship',
      'elder',
      'representedConsent',
    ])
  })

  it('does not turn away an old person without a recognised hardship', () => {
    const other = chat('elder-care-subsidy', '自己', '泗县', '都没有')
    expect(other.turn).toMatchObject({ kind: 'ask', path: 'assessed', text: expect.stringContaining('先申请低保') })
    other.say('没做过', '没有', '王秀英', '同意', elder, '跳过', '跳过', '跳过', '都行', '确认')
    expect(other.turn.kind).toBe('submitted')
  })
})

describe('失能老人消费补贴', () => {
  const upToLevel = ['自己', '泗县'] as const

  const at = talkThrough('disabled-elder-care-voucher', [
    ['替老人代办', 'ask', 'residenceRegion'],
    ['埇桥区', 'ask', 'assessed'],
    ['没评过', 'ask', 'assistanceStatus'],
    ['都没有', 'ask', 'centralizedCareAid'],
    ['没有享受', 'ask', 'homeCareProject'],
    ['不知道', 'ask', 'representativeName'],
    ['刘芳', 'ask', 'representativePhone'],
    ['13912345678', 'ask', 'representativeRelation'],
    ['养老院的护工', 'ask', 'elderName'],
    ['王秀英', 'ask', 'representedConsent'],
    ['本人同意', 'ask', 'elderId'],
    ['以后补', 'ask', 'contactPhone'],
    ['跳过', 'ask', 'residence'],
    ['埇桥区汴河街道向阳小区3栋101', 'ask', 'longTermCareInsurance'],
    ['没有', 'ask', 'servicePlace'],
    ['在家', 'review', 'review'],
    ['修改身份证号', 'ask', 'elderId'],
    [elder, 'review', 'review'],
    ['没问题，提交吧', 'submitted'],
  ])

  it('submits with what was not known left open', () => {
    const intake = intakeOf(at)
    expect(shown(intake)).toMatchObject({ representativeRelation: '养老服务机构人员', homeCareProject: '说不清楚' })
    expect(at.turn).toMatchObject({
      region: '埇桥区',
      facts: {
        applicantBirthDate: '1942-03-05',
        assistanceStatus: 'none',
        receivesCentralizedCareAid: false,
        livesInSuzhou: true,
      },
    })
    expect(at.turn).not.toHaveProperty('facts.elderAbilityLevel')
    expect(said(at)).toContain('2026年12月31日')
  })

  it.each([
    ['轻度失能', '重新申请能力评估'],
    ['能力完好', '复评'],
  ])('stops at %s and says what is left to do', (level, way) => {
    const stopped = chat('disabled-elder-care-voucher', ...upToLevel, '做过', level)
    expect(stopped.turn).toMatchObject({ kind: 'ask', path: 'abilityLevel', text: expect.stringContaining(way) })
    stopped.say('说错了，是中度失能')
    expect(stopped.turn).toMatchObject({ kind: 'ask', path: 'assistanceStatus' })
  })

  it.each([
    ['特困', 'assistanceStatus'],
    ['都没有', '正在享受', 'centralizedCareAid'],
    ['都没有', '没有享受', '正在享受', 'homeCareProject'],
  ])('stops at what excludes the subsidy: %s', (...answers) => {
    const path = answers.at(-1)
    const stopped = chat('disabled-elder-care-voucher', ...upToLevel, '做过', '中度失能', ...answers.slice(0, -1))
    expect(stopped.turn).toMatchObject({ kind: 'ask', path, text: expect.stringContaining('不能再领消费补贴') })
  })
})

describe('能力评估', () => {
  const start = [
    '自己',
    '萧县',
    '王秀英',
    '同意',
    elder,
    '13800138000',
    '萧县龙城镇花园村3组',
    '请上门',
    '第一次',
  ] as const
  const at = talkThrough('elder-ability-assessment', [
    ['我爸', 'ask', 'residenceRegion'],
    ['萧县', 'ask', 'representativeName'],
    ['张建国', 'ask', 'representativePhone'],
    ['13912345678', 'ask', 'representativeRelation'],
    ['儿子', 'ask', 'elderName'],
    ['张大山', 'ask', 'representedConsent'],
    ['本人同意', 'ask', 'elderId'],
    [residentId('1940-05-06', 4, 'male'), 'ask', 'contactPhone'],
    ['13800138000', 'ask', 'residence'],
    ['萧县龙城镇花园村3组', 'ask', 'place'],
    ['走不动，请上门', 'ask', 'reason'],
    ['第一次', 'ask', 'purpose'],
    ['想申请消费券', 'ask', 'diagnosis'],
    ['确诊痴呆', 'ask', 'riskEvents'],
    ['摔过两次', 'ask', 'tellNow'],
    ['现在说', 'ask', 'eating'],
    ['为什么问', 'ask', 'eating'],
    ['自己能做', 'ask', 'grooming'],
    ['要人帮', 'ask', 'bathing'],
    ['全靠别人', 'ask', 'dressing'],
    ['要人帮一部分', 'ask', 'continence'],
    ['有时控制不住', 'ask', 'toileting'],
    ['要人扶', 'ask', 'transfer'],
    ['2', 'ask', 'walking'],
    ['要人扶', 'ask', 'stairs'],
    ['上不了，全靠别人', 'ask', 'orientation'],
    ['有时糊涂', 'ask', 'memory'],
    ['基本不清楚', 'ask', 'communication'],
    ['洗澡说错了，是要人帮一部分', 'ask', 'communication'],
    ['不知道', 'ask', 'mood'],
    ['偶尔有', 'ask', 'consciousness'],
    ['清醒', 'ask', 'sightHearing'],
    ['耳朵背', 'ask', 'housework'],
    ['全靠别人', 'ask', 'travelling'],
    ['这个不想说', 'ask', 'contact'],
    ['来往少了', 'review', 'review'],
    ['是几级失能？', 'digress', 'review'],
    ['确认提交', 'submitted'],
  ])

  it('hands over what was told, and no grade', () => {
    const intake = intakeOf(at)
    expect(shown(intake)).toMatchObject({
      bathing: '要人帮一部分',
      communication: '说不清楚',
      travelling: '没有填',
      riskEvents: '两次或更多',
    })
    expect(at.turn).toMatchObject({ region: '萧县', facts: { applicantBirthDate: '1940-05-06', livesInSuzhou: true } })
    expect(at.turn).not.toHaveProperty('facts.elderAbilityLevel')
    expect(intake.answers.map((answer) => answer.shown).join()).not.toMatch(/[轻中重]度失能|完全失能|能力完好/)
    expect(intake.documents).toEqual([
      '老人的居民身份证',
      expect.stringContaining('诊断证明'),
      expect.stringContaining('近30天意外'),
      '代办人的身份证',
    ])
  })

  it('never says a grade or a score about this person in any of its words', () => {
    const words = JSON.stringify(dialogNamed('elder-ability-assessment'))
    expect(words).not.toMatch(/轻度失能|中度失能|重度失能|完全失能|\d+分(?![钟])/)
  })

  it('leaves the pre-assessment out when it is not wanted', () => {
    const short = chat('elder-ability-assessment', ...start, '先了解', '没有', '没有', '等评估人员来问')
    expect(short.turn.kind).toBe('review')
    short.say('确认')
    expect(Object.keys(shown(intakeOf(short)))).not.toContain('eating')
  })

  it('sends somebody who is unconscious to a doctor first', () => {
    const asleep = chat('elder-ability-assessment', ...start, '先了解', '没有', '没有', '现在说')
    asleep.say(...Array.from({ length: 13 }, () => '不清楚'), '昏迷')
    expect(said(asleep)).toContain('先打120')
  })
})

describe('适老化改造', () => {
  const at = talkThrough('home-adaptation', [
    ['自己', 'ask', 'hukouRegion'],
    ['砀山', 'ask', 'livesInInstitution'],
    ['住在家里', 'ask', 'assistanceStatus'],
    ['五保户', 'ask', 'disabilityGrade'],
    ['二级', 'ask', 'assessed'],
    ['没做过', 'ask', 'elderName'],
    ['王秀英', 'ask', 'sensitiveConsent'],
    ['同意', 'ask', 'elderId'],
    [elder, 'ask', 'contactPhone'],
    ['13800138000', 'ask', 'hukouTown'],
    ['砀城镇梨园村', 'ask', 'residence'],
    ['砀山县砀城镇梨园村2组', 'ask', 'unsafe'],
    ['不是', 'ask', 'adaptedBefore'],
    ['没有', 'ask', 'ownership'],
    ['是租的', 'ask', 'where'],
    ['厕所装扶手', 'review', 'review'],
    ['房子归谁改成老人自己的', 'review', 'review'],
    ['房子归谁改成租的', 'review', 'review'],
    ['确认', 'submitted'],
  ])

  it('submits with facts, and with the landlord’s consent among the papers', () => {
    expect(at.turn).toMatchObject({
      region: '砀山县',
      facts: {
        applicantBirthDate: '1942-03-05',
        assistanceStatus: 'destitute',
        disabilityGrade: 'grade2',
        elderLivesInInstitution: false,
      },
    })
    expect(intakeOf(at).documents).toEqual(
      expect.arrayContaining(['房主同意改造的说明', '老人的残疾人证', expect.stringContaining('不用再开证明')]),
    )
  })

  it('stops for somebody who lives in an institution', () => {
    const stopped = chat('home-adaptation', '自己', '砀山')
    stopped.say('住养老院')
    expect(stopped.turn).toMatchObject({ path: 'livesInInstitution', text: expect.stringContaining('搬回家住以后') })
  })
})

describe('家庭养老床位', () => {
  const at = talkThrough('home-care-bed', [
    ['帮我妈', 'ask', 'residenceRegion'],
    ['灵璧县', 'ask', 'livesInInstitution'],
    ['在家住', 'ask', 'assistanceStatus'],
    ['低保户', 'ask', 'assessed'],
    ['做过并有结果', 'ask', 'abilityLevel'],
    ['重度', 'ask', 'offeredHere'],
    ['不清楚', 'ask', 'representativeName'],
    ['刘芳', 'ask', 'representativePhone'],
    ['13912345678', 'ask', 'representativeRelation'],
    ['女儿', 'ask', 'elderName'],
    ['王秀英', 'ask', 'representedConsent'],
    ['本人同意', 'ask', 'elderId'],
    [elder, 'ask', 'contactPhone'],
    ['跳过', 'ask', 'residence'],
    ['灵璧县灵城镇向阳小区3栋101', 'ask', 'usesVoucher'],
    ['在领', 'ask', 'caredBy'],
    ['女儿', 'ask', 'service'],
    ['洗澡', 'review', 'review'],
    ['提交', 'submitted'],
  ])

  it('submits with its facts and warns that the voucher cannot go with it', () => {
    expect(at.turn).toMatchObject({
      region: '灵璧县',
      facts: { assistanceStatus: 'subsistence', elderAbilityLevel: 'severe', elderLivesInInstitution: false },
    })
    expect(at.turn).not.toHaveProperty('facts.homeCareBedOffered')
    const review = chat('home-care-bed', '自己', '灵璧县', '在家住', '低保', '没做过', '不清楚')
    review.say('王秀英', '同意', elder, '跳过', '灵璧县灵城镇向阳小区3栋101', '在领')
    expect(said(review)).toContain('两样先比一比再选')
  })
})

describe('老年助餐', () => {
  const at = talkThrough('elder-meals', [
    ['自己', 'ask', 'residenceRegion'],
    ['泗县', 'ask', 'wantsSubsidy'],
    ['要', 'ask', 'assistanceStatus'],
    ['低保', 'ask', 'elderName'],
    ['王秀英', 'ask', 'sensitiveConsent'],
    ['同意', 'ask', 'elderBirthDate'],
    ['1942年3月5日', 'ask', 'contactPhone'],
    ['13800138000', 'ask', 'residence'],
    ['泗县泗城镇花园村3组', 'ask', 'way'],
    ['走不动，要送餐', 'ask', 'familyName'],
    ['张建国', 'ask', 'familyPhone'],
    ['13912345678', 'ask', 'meals'],
    ['中午', 'ask', 'diet'],
    ['有糖尿病', 'review', 'review'],
    ['确认提交', 'submitted'],
  ])

  it('submits without an identity number', () => {
    const intake = intakeOf(at)
    expect(intake.answers.some((answer) => answer.type === 'residentId')).toBe(false)
    expect(shown(intake)).toMatchObject({ elderAge: '84', diet: '要少糖（糖尿病等）', familyName: '张建国' })
    expect(at.turn).toMatchObject({
      region: '泗县',
      facts: { applicantBirthDate: '1942-03-05', livesInSuzhou: true, assistanceStatus: 'subsistence' },
    })
  })

  it('asks about hardship and family only when they are needed', () => {
    const plain = chat(
      'elder-meals',
      '自己',
      '泗县',
      '不用',
      '王秀英',
      '同意',
      '跳过',
      '跳过',
      '泗县泗城镇花园村3组',
      '去食堂吃',
    )
    plain.say('午饭', '没有')
    expect(plain.turn.kind).toBe('review')
    plain.say('确认')
    expect(Object.keys(shown(intakeOf(plain)))).not.toEqual(expect.arrayContaining(['assistanceStatus']))
    expect(intakeOf(plain).consents.map((each) => each.answer?.path ?? each.group)).toEqual([
      'elder',
      'meals',
      'sensitiveConsent',
    ])
  })
})

describe('探访登记 by a neighbour', () => {
  const start = ['自己', '灵璧县'] as const
  const at = talkThrough('elder-visits', [
    ['替老人代办', 'ask', 'residenceRegion'],
    ['灵璧', 'ask', 'willing'],
    ['愿意', 'ask', 'livesInInstitution'],
    ['住家里', 'ask', 'livingSituation'],
    ['一个人住', 'ask', 'representativeName'],
    ['陈强', 'ask', 'representativePhone'],
    ['13912345678', 'ask', 'representativeRelation'],
    ['邻居', 'ask', 'elderName'],
    ['王秀英', 'ask', 'representedConsent'],
    ['本人同意', 'ask', 'elderBirthDate'],
    ['不知道', 'ask', 'contactPhone'],
    ['没有电话', 'ask', 'residence'],
    ['灵璧县灵城镇向阳小区3栋101', 'ask', 'attention'],
    ['耳朵背，腿脚不好', 'ask', 'way'],
    ['上门', 'ask', 'familyName'],
    ['跳过', 'ask', 'familyPhone'],
    ['跳过', 'review', 'review'],
    ['确认提交', 'submitted'],
  ])

  it('submits after asking nothing that living alone has settled', () => {
    const intake = intakeOf(at)
    expect(intake.answers.some((answer) => answer.type === 'residentId')).toBe(false)
    expect(Object.keys(shown(intake))).not.toEqual(expect.arrayContaining(['disabilityGrade']))
    expect(at.turn).toMatchObject({
      region: '灵璧县',
      facts: { elderLivingSituation: 'alone', elderLivesInInstitution: false },
    })
  })

  it('asks on when the family lives there, and turns nobody away', () => {
    const family = chat('elder-visits', ...start, '愿意', '住家里', '和家人住')
    expect(family.turn).toMatchObject({ path: 'ability' })
    family.say('能力完好', '没有残疾证', '不是')
    expect(said(family)).toContain('一般不列入定期探访')
    family.say('王秀英', '同意', '1942年3月5日', '跳过', '灵璧县灵城镇向阳小区3栋101')
    family.say('没有', '打电话', '跳过', '跳过', '确认')
    expect(family.turn).toMatchObject({
      kind: 'submitted',
      facts: {
        elderLivingSituation: 'withFamily',
        elderAbilityLevel: 'intact',
        disabilityGrade: 'none',
        familyPlanningSpecialFamily: false,
      },
    })
  })

  it('registers nobody against his will', () => {
    const unwilling = chat('elder-visits', ...start, '不愿意')
    expect(unwilling.turn).toMatchObject({ kind: 'ask', path: 'willing', text: expect.stringContaining('不替他登记') })
    unwilling.say('说通了，改成愿意')
    expect(unwilling.turn).toMatchObject({ kind: 'ask', path: 'livesInInstitution' })
  })
})
