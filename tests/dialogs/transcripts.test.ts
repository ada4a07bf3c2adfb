/** Whole conversations through the front door of the room: what is said, where it leads, and the intake at the end. */
import type { Intake } from '../../src/domain/intake'
import { type Chat, chat, placeOf, residentId } from './support'

type Line = readonly [say: string, kind: string, place?: string]

function talk(id: string, lines: readonly Line[]): Chat {
  const at = chat(id)
  for (const [text, kind, place] of lines) {
    const turn = at.say(text)
    expect({ text, kind: turn.kind, place: place && placeOf(at) }).toEqual({ text, kind, place })
  }
  return at
}

function intakeOf({ turn }: Chat): Intake {
  if (turn.kind !== 'submitted') throw new Error(`not submitted but ${turn.kind}`)
  return turn.intake
}

const shown = (intake: Intake) => Object.fromEntries(intake.answers.map((answer) => [answer.path, answer.shown]))

describe('低保 for a household of three, with corrections and digressions', () => {
  const applicant = residentId('1962-06-12', 7, 'female')
  const spouse = residentId('1960-01-15', 8, 'male')
  const at = talk('subsistence-allowance', [
    ['给自己家申请', 'ask', 'peopleTogether'],
    ['三口人', 'ask', 'incomeTogether'],
    ['说不清楚', 'ask', 'applicantName'],
    ['为什么问这个', 'ask', 'applicantName'],
    ['我叫王秀英，电话13800138000', 'ask', 'sensitiveConsent'],
    ['我想先了解一下', 'ask', 'sensitiveConsent'],
    ['不同意', 'ask', 'sensitiveConsent'],
    ['同意', 'ask', 'applicantId'],
    ['等下我找找证', 'ask', 'applicantId'],
    [applicant.slice(0, 17), 'ask', 'applicantId'],
    [applicant, 'ask', 'hukouRegion'],
    ['是埇桥区的，对了要不要户口本？', 'digress', 'hukouTown'],
    ['不是埇桥，是灵璧', 'ask', 'hukouTown'],
    ['灵城镇向阳社区', 'ask', 'residence'],
    ['灵璧县灵城镇向阳小区3栋101', 'ask', 'applicantSituation'],
    ['6', 'ask', 'applicantHealth'],
    ['有残疾证', 'ask', 'incomes[0]'],
    ['有，养老金两千三', 'ask', 'incomes[1]'],
    ['没有了', 'ask', 'members[0]'],
    ['低保标准现在多少', 'digress', 'members[0]'],
    ['有，老伴，叫李国强', 'ask', 'members[0].residentId'],
    [spouse, 'ask', 'members[0].checkConsent'],
    ['本人同意', 'ask', 'members[0].situation'],
    ['打零工', 'ask', 'members[0].health'],
    ['没有', 'ask', 'members[0].memberIncomes[0]'],
    ['有，打工一个月一千五', 'ask', 'members[0].memberIncomes[1]'],
    ['没了', 'ask', 'members[1]'],
    ['还有一个，儿子', 'ask', 'members[1].name'],
    ['李小军', 'ask', 'members[1].residentId'],
    ['以后补', 'ask', 'members[1].checkConsent'],
    ['到窗口签', 'ask', 'members[1].situation'],
    ['在上大学', 'ask', 'members[1].health'],
    ['都没有', 'ask', 'members[1].memberIncomes[0]'],
    ['没有', 'ask', 'members[2]'],
    ['没有了', 'ask', 'savings'],
    ['收入刚才说错了，是两千八', 'ask', 'savings'],
    ['把家庭成员1（配偶 李国强） 收入1（工资或打工） 每月金额改成两千八', 'ask', 'savings'],
    ['这个不想说', 'ask', 'housing'],
    ['自己住的一套', 'ask', 'vehicle'],
    ['只有电动车', 'ask', 'business'],
    ['没有', 'ask', 'essentialCosts'],
    ['看病一年一万二', 'ask', 'obligors'],
    ['没有', 'ask', 'hardship'],
    ['老伴打零工不稳定，儿子上学要花钱', 'ask', 'urgent'],
    ['上一步', 'ask', 'hardship'],
    ['不改了', 'ask', 'urgent'],
    ['还能维持', 'ask', 'relativeOnStaff'],
    ['没有', 'ask', 'meansCheckConsent'],
    ['同意', 'ask', 'truthful'],
    ['承诺', 'review', 'review'],
    ['电话改成13900001111', 'review', 'review'],
    ['没问题，提交吧', 'submitted'],
  ])
  const intake = intakeOf(at)

  it('submits every answer as it was last given', () => {
    expect(shown(intake)).toMatchObject({
      filledBy: '给自己家申请',
      applicantName: '王秀英',
      applicantId: applicant,
      applicantPhone: '13900001111',
      hukouRegion: '灵璧县',
      hukouTown: '灵城镇向阳社区',
      'incomes[0].kind': '养老金或退休金',
      'incomes[0].monthlyAmount': '2300元/月',
      'members[0].name': '李国强',
      'members[0].memberIncomes[0].monthlyAmount': '2800元/月',
      'members[1].residentId': '以后补',
      savings: '没有填',
      essentialCosts: '12000元/年',
      meansCheckConsent: '同意',
    })
  })

  it('derives what was never asked, and marks it so', () => {
    const derived = intake.answers.filter((answer) => answer.provenance.by === 'derived')
    expect(derived.map(({ path, state }) => [path, state])).toEqual([
      ['householdSize', { kind: 'given', value: 3 }],
      ['monthlyHouseholdIncome', { kind: 'given', value: 510_000 }],
    ])
  })

  it('gives the eligibility rules their facts, without the address or a name', () => {
    expect(at.turn).toMatchObject({
      region: '灵璧县',
      facts: { applicantBirthDate: '1962-06-12', householdSize: 3, monthlyHouseholdIncomeFen: 510_000 },
    })
  })

  it('remembers which answers were corrected', () => {
    const corrected = intake.answers.filter((answer) => answer.provenance.corrected).map((answer) => answer.path)
    expect(corrected).toEqual([
      'sensitiveConsent',
      'applicantPhone',
      'hukouRegion',
      'members[0].memberIncomes[0].monthlyAmount',
    ])
  })

  it('carries a notice with its basis for every group that asks sensitive things', () => {
    const notices = intake.consents.filter((consent) => !consent.answer)
    expect(notices.map((consent) => consent.group)).toEqual([
      'household',
      'applicant',
      'incomes',
      'members',
      'assets',
      'consent',
    ])
    for (const consent of intake.consents) {
      expect(consent.basis.length).toBeGreaterThan(0)
      expect(consent.noticeDigest).toMatch(/^[0-9a-f]{64}$/)
    }
  })

  it('lists the papers that follow from the answers', () => {
    expect(intake.documents).toEqual([
      expect.stringContaining('居民身份证、户口簿'),
      '申请人的残疾人证（核对查不到时才要）',
      '李小军签名的核对授权书（本人到窗口签）',
    ])
  })

  it('labels answers in Chinese without names in them', () => {
    const labels = intake.answers.map((answer) => answer.label)
    expect(labels).toContain('家庭成员1 收入1 每月金额')
    expect(new Set(labels).size).toBe(labels.length)
    expect(labels.join()).not.toContain('李国强')
  })
})

describe('低保 for somebody else, living alone', () => {
  const at = talk('subsistence-allowance', [
    ['我是村干部，替别人代办', 'ask', 'peopleTogether'],
    ['就他一个人', 'ask', 'incomeTogether'],
    ['没有', 'ask', 'representativeName'],
    ['张建国', 'ask', 'representativePhone'],
    ['13912345678', 'ask', 'representativeRelation'],
    ['村委会的', 'ask', 'applicantName'],
    ['赵大山', 'ask', 'representedConsent'],
    ['本人同意', 'ask', 'applicantId'],
    ['没带', 'ask', 'applicantPhone'],
    ['没有电话', 'ask', 'hukouRegion'],
    ['泗县', 'ask', 'hukouTown'],
    ['跳过', 'ask', 'residence'],
    ['泗县泗城镇花园村3组', 'ask', 'applicantSituation'],
    ['干不了活', 'ask', 'applicantHealth'],
    ['不清楚', 'ask', 'incomes[0]'],
    ['没有', 'ask', 'members[0]'],
    ['就他一个人，没有别人', 'ask', 'savings'],
    ['没有', 'ask', 'housing'],
    ['不知道', 'ask', 'vehicle'],
    ['没有', 'ask', 'business'],
    ['没有', 'ask', 'essentialCosts'],
    ['不知道', 'ask', 'obligors'],
    ['没有', 'ask', 'hardship'],
    ['一个人过，腿不好', 'ask', 'urgent'],
    ['是，没饭吃了', 'ask', 'relativeOnStaff'],
    ['没有', 'ask', 'meansCheckConsent'],
    ['同意', 'ask', 'truthful'],
    ['承诺', 'review'],
  ])

  it('counts one person and no income because both were said', () => {
    at.say('确认')
    expect(shown(intakeOf(at))).toMatchObject({
      householdSize: '1',
      monthlyHouseholdIncome: '0元',
      essentialCosts: '说不清楚',
    })
  })

  it('asks for the representative’s papers and leaves an open question open', () => {
    expect(intakeOf(at).documents).toEqual([
      expect.stringContaining('居民身份证'),
      expect.stringContaining('代办人的身份证'),
      expect.stringMatching(/残疾人证.*请先问工作人员/),
      expect.stringMatching(/诊断材料.*请先问工作人员/),
    ])
  })
})

it('tells at once that urgent hardship need not wait, and again in the review', () => {
  const at = chat(
    'subsistence-allowance',
    '自己',
    '一个人',
    '没有',
    '王秀英',
    '同意',
    '以后补',
    '以后补',
    '泗县',
    '不知道',
    '泗县泗城镇花园村3组',
  )
  at.say('没有工作', '没有', '没有', '没有', '没有', '没有房子', '没有车', '没有', '没有', '没有', '没饭吃', '是')
  expect(at.turn).toMatchObject({ kind: 'ask', text: expect.stringContaining('第五十条') })
  at.say('没有', '同意', '承诺')
  expect(at.turn).toMatchObject({ kind: 'review', text: expect.stringContaining('第五十条') })
})

describe('高龄津贴 through a daughter', () => {
  const elder = residentId('1942-03-05', 3, 'female')
  const at = talk('old-age-allowance', [
    ['给我妈办', 'ask', 'hukouRegion'],
    ['砀山', 'ask', 'receivesElsewhere'],
    ['没有', 'ask', 'representativeName'],
    ['刘芳', 'ask', 'representativePhone'],
    ['１３９１２３４５６７８', 'ask', 'representativeRelation'],
    ['女儿', 'ask', 'elderName'],
    ['王秀英', 'ask', 'elderId'],
    [elder.replace(/(.{6})(.{8})/, '$1 $2 '), 'ask', 'contactPhone'],
    ['老人没有电话', 'ask', 'hukouTown'],
    ['砀城镇梨园村', 'ask', 'residence'],
    ['住在砀山县砀城镇梨园村2组', 'ask', 'payment'],
    ['社保卡', 'review', 'review'],
    ['是的，提交', 'submitted'],
  ])

  it('submits without asking for any account number', () => {
    const intake = intakeOf(at)
    expect(shown(intake)).toMatchObject({
      elderId: elder,
      elderAge: '84',
      payment: '社保卡（一卡通）',
      contactPhone: '没有填',
    })
    expect(intake.documents).toContain('老人的社保卡')
    expect(at.turn).toMatchObject({
      region: '砀山县',
      facts: { applicantBirthDate: '1942-03-05', hukouInSuzhou: true },
    })
  })

  it('shows the number in the review only in part', () => {
    const review = chat(
      'old-age-allowance',
      '自己',
      '砀山',
      '没有',
      '王秀英',
      elder,
      '跳过',
      '不知道',
      '跳过',
      '社保卡',
    )
    expect(review.turn).toMatchObject({ kind: 'review', text: expect.not.stringContaining(elder) })
    expect(review.turn).toMatchObject({
      text: expect.stringContaining(`${elder.slice(0, 6)}********${elder.slice(-4)}`),
    })
  })
})

describe('高龄津贴 before and on the eightieth birthday', () => {
  it.each([
    ['1946-11-25', '还没满80周岁'],
    ['1946-11-24', '正好80周岁'],
    ['1946-11-23', undefined],
  ])('born %s: a note, never a refusal', (birth, note) => {
    const at = chat('old-age-allowance', '自己', '砀山', '没有', '王秀英', residentId(birth, 3, 'female'))
    expect(at.turn.kind).toBe('ask')
    const text = 'text' in at.turn ? at.turn.text : ''
    if (note) expect(text).toContain(note)
    else expect(text).not.toMatch(/80周岁/)
    at.say('跳过', '不知道', '跳过', '社保卡', '确认')
    expect(at.turn.kind).toBe('submitted')
  })
})

describe('结婚登记', () => {
  const couple = (man: string, woman: string, day: string) =>
    chat(
      'marriage-registration',
      '都是内地居民',
      '没有',
      '自愿',
      '都能去',
      '未婚',
      '离异',
      '张伟',
      man,
      '刘芳',
      woman,
      '埇桥',
      day,
    )
  const man = residentId('2004-12-02', 5, 'male')
  const woman = residentId('2003-05-06', 5, 'female')

  it('submits an appointment with both parties, the day and the half-day', () => {
    const at = couple(man, woman, '下周四')
    at.say('上午', '13800138000')
    expect(at.turn.kind).toBe('review')
    at.say('确认提交')
    expect(shown(intakeOf(at))).toMatchObject({
      manId: man,
      womanId: woman,
      office: '埇桥区',
      preferredDate: '2026年12月3日',
      halfDay: '上午',
    })
    expect(intakeOf(at).documents).toContainEqual(expect.stringContaining('女方的离婚证'))
    expect(intakeOf(at).documents.join()).not.toContain('男方的离婚证')
    expect(at.turn).toMatchObject({
      region: '埇桥区',
      facts: {
        groomBirthDate: '2004-12-02',
        brideBirthDate: '2003-05-06',
        marriageBothSingle: true,
        marriageKinship: 'none',
      },
    })
  })

  it.each([
    ['2026年12月1日', '男方还没满22周岁'],
    ['2026年12月2日', '22周岁生日'],
    ['2026年12月3日', undefined],
  ])('judges the man’s age on %s to the day', (day, note) => {
    const at = couple(man, woman, day)
    const text = 'text' in at.turn ? at.turn.text : ''
    if (note) expect(text).toContain(note)
    else expect(text).not.toContain('周岁')
  })

  it('goes no further on a day when he is too young, and on once a later day is said', () => {
    const at = couple(man, woman, '2026年12月1日')
    at.say('上午', '13800138000')
    expect(at.turn).toMatchObject({ kind: 'ask', text: expect.stringContaining('最早要到2026年12月2日') })
    expect(at.turn).toMatchObject({ choices: expect.arrayContaining(['修改希望办理的日期', '修改男方身份证号']) })
    at.say('2026年12月3日', '上午', '13800138000')
    expect(at.turn).toMatchObject({ kind: 'review', text: expect.not.stringContaining('周岁') })
  })

  it('stops again at the review when a day is corrected to one too early', () => {
    const at = couple(man, woman, '2026年12月3日')
    at.say('上午', '13800138000', '改成12月1日')
    expect(at.turn).toMatchObject({ kind: 'ask', text: expect.stringContaining('男方还没满22周岁') })
    at.say('确认提交')
    expect(at.turn.kind).toBe('ask')
  })

  it('says that a weekend is not confirmed, and refuses a past or far day', () => {
    const at = couple(man, woman, '2026年12月5日')
    expect(at.turn).toMatchObject({ text: expect.stringContaining('周末') })
    expect(couple(man, woman, '昨天').turn).toMatchObject({
      path: 'preferredDate',
      text: expect.stringContaining('不能早于'),
    })
    expect(couple(man, woman, '2028年1月1日').turn).toMatchObject({
      path: 'preferredDate',
      text: expect.stringContaining('最远'),
    })
  })

  it('refuses the other party’s number', () => {
    const at = chat('marriage-registration', '都是内地居民', '没有', '自愿', '都能去', '未婚', '未婚', '张伟', woman)
    expect(at.turn).toMatchObject({ path: 'manId', text: expect.stringContaining('登记的是女性') })
  })

  it('drops nothing but the wrong answer when 已婚 becomes 丧偶', () => {
    const at = chat('marriage-registration', '都是内地居民', '没有', '自愿', '都能去', '已婚')
    expect(at.turn).toMatchObject({ path: 'manStatus', text: expect.stringContaining('不予登记') })
    at.say('说错了，是丧偶')
    expect(placeOf(at)).toBe('womanStatus')
  })
})
