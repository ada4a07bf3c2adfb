/** The dialogue scenarios of peers, in Chinese: corrections, digressions, several answers, lists by name. */
import { asked, type Chat, chat, dialogNamed, placeOf, residentId, resumeOf, valueAt } from './support'

/** How many live together, and what comes in: asked of everybody before any name. */
const household = ['三个人', '不清楚']
const toPhone = ['给自己家申请', ...household, '王秀英', '同意', residentId('1975-06-12', 7, 'female')]
const toTown = [...toPhone, '13800138000', '埇桥']
const toIncomes = [...toTown, '不知道', '埇桥区汴河街道向阳小区3栋', '没有工作', '都没有']
const toMembers = [...toIncomes, '有', '养老金', '两千三', '没有了']
const withTwoChildren = [
  ...toMembers,
  ...['有', '老伴', '李国强', '以后补', '本人同意', '打零工', '没有', '有', '工资', '一千五', '没有'],
  ...['有', '儿子', '李小军', '以后补', '到窗口签', '上学', '没有', '没有'],
  ...['有', '女儿', '李小红', '以后补', '到窗口签', '上学', '没有', '没有', '没有了'],
]
const lowIncome = (...messages: string[]) => chat('subsistence-allowance', ...messages)
const textOf = ({ turn }: Chat) => ('text' in turn ? turn.text : '')

describe('several answers in one message', () => {
  it('fills what it can and asks for the rest', () => {
    const at = lowIncome('给自己家申请', ...household, '我叫王秀英，电话13800138000，户口是灵璧的')
    expect([valueAt(at, 'applicantName'), valueAt(at, 'applicantPhone'), valueAt(at, 'hukouRegion')]).toEqual([
      '王秀英',
      '13800138000',
      '灵璧县',
    ])
    expect(asked(at.turn)).toMatchObject({ path: 'sensitiveConsent', text: expect.stringContaining('记下了：') })
  })

  it('reads answers that follow one another without commas', () => {
    const at = chat('old-age-allowance', '自己', '灵璧', '没有')
    at.say(`王秀英 ${residentId('1942-03-05', 3, 'female')} 13800138000`)
    expect(valueAt(at, 'contactPhone')).toBe('13800138000')
    expect(asked(at.turn).path).toBe('hukouTown')
  })

  it('says which part was not understood, and stores nothing of it', () => {
    const at = lowIncome('给自己家申请', ...household, '王秀英，叽里咕噜咕噜')
    expect(asked(at.turn)).toMatchObject({
      path: 'sensitiveConsent',
      text: expect.stringContaining('“叽里咕噜咕噜”没听懂'),
    })
  })

  it('opens the next item of a list and fills it', () => {
    const at = lowIncome(...toIncomes, '有，养老金两千三')
    expect([valueAt(at, 'incomes[0].kind'), valueAt(at, 'incomes[0].monthlyAmount')]).toEqual(['pension', 230_000])
    at.say('没有了', '老伴，叫李国强')
    expect([valueAt(at, 'members[0].relation'), valueAt(at, 'members[0].name')]).toEqual(['spouse', '李国强'])
  })

  it('takes a weekday and a half-day together', () => {
    const at = chat(
      'marriage-registration',
      '内地居民',
      '没有',
      '自愿',
      '都能去',
      '未婚',
      '未婚',
      '张伟',
      '以后补',
      '刘芳',
      '以后补',
    )
    at.say('灵璧，下周三上午，13800138000')
    expect([
      valueAt(at, 'office'),
      valueAt(at, 'preferredDate'),
      valueAt(at, 'halfDay'),
      valueAt(at, 'contactPhone'),
    ]).toEqual(['灵璧县', '2026-12-02', 'morning', '13800138000'])
    expect(at.turn.kind).toBe('review')
  })

  it('reads a 5 000-character story without choking and without storing it as answers', () => {
    const at = lowIncome('给自己家申请', ...household, '王秀英', '我家的情况很复杂，一时半会儿说不完，'.repeat(280))
    expect(Object.keys(at.state.answers)).toEqual(['filledBy', 'peopleTogether', 'incomeTogether', 'applicantName'])
    expect(asked(at.turn).text.length).toBeLessThan(400)
  })
})

describe('corrections', () => {
  it.each([
    ['不是埇桥，是灵璧'],
    ['是灵璧，刚才说埇桥说错了'],
    ['是灵璧，不是埇桥'],
    ['刚才说埇桥说错了，是灵璧'],
    ['户口说错了，是灵璧'],
    ['把户口改成灵璧'],
    ['户籍应该是灵璧'],
    ['埇桥改成灵璧'],
    ['不对，是灵璧'],
    ['户口不对，是灵璧县'],
  ])('%s changes the county, whichever comes first', (message) => {
    const at = lowIncome(...toTown, message)
    expect(valueAt(at, 'hukouRegion')).toBe('灵璧县')
    expect(at.state.answers.hukouRegion?.corrected).toBe(true)
    expect(asked(at.turn)).toMatchObject({ path: 'hukouTown', text: expect.stringContaining('由“埇桥区”改为“灵璧县”') })
  })

  it('finds the answer meant three questions later by its value’s kind', () => {
    const at = lowIncome(...toMembers, '有', '老伴', '李国强', '不对，养老金是两千八')
    expect(valueAt(at, 'incomes[0].monthlyAmount')).toBe(280_000)
    expect(placeOf(at)).toBe('members[0].residentId')
  })

  it('finds it by the name of the income and of the person', () => {
    const at = lowIncome(
      ...withTwoChildren,
      '养老金刚才说错了，是两千八',
      '李国强的收入不对，是一千八',
      '老伴的收入改成一千九',
    )
    expect(valueAt(at, 'incomes[0].monthlyAmount')).toBe(280_000)
    expect(valueAt(at, 'members[0].memberIncomes[0].monthlyAmount')).toBe(190_000)
  })

  it('corrects twice in a row', () => {
    const at = lowIncome(...toTown, '不是埇桥，是灵璧', '不对，是泗县')
    expect(valueAt(at, 'hukouRegion')).toBe('泗县')
  })

  it('corrects a name, a phone and a choice', () => {
    const at = lowIncome(...toTown, '姓名写错了，是王秀芳', '电话改成13900001111', '不是王秀芳，是王秀芬')
    expect([valueAt(at, 'applicantName'), valueAt(at, 'applicantPhone')]).toEqual(['王秀芬', '13900001111'])
  })

  it('takes the answer and the question of a correction', () => {
    const at = lowIncome(...toTown, '不对，是灵璧，要不要带户口本？')
    expect(at.turn).toMatchObject({ kind: 'digress', question: '要不要带户口本' })
    expect(valueAt(at, 'hukouRegion')).toBe('灵璧县')
  })

  it('keeps a bad new value out and asks again, with the reason', () => {
    const at = lowIncome(...toTown, '电话改成1390000111')
    expect(valueAt(at, 'applicantPhone')).toBe('13800138000')
    expect(asked(at.turn)).toMatchObject({ path: 'applicantPhone', text: expect.stringContaining('10位') })
  })

  it('never stores a correction of nothing as the present answer', () => {
    const at = lowIncome(...withTwoChildren, '张三的收入说错了，是一千八')
    expect(valueAt(at, 'savings')).toBeUndefined()
  })

  it('drops the branch that no longer applies and says so', () => {
    const at = lowIncome('替别人代办', ...household, '张建国', '13912345678', '亲属', '李大爷')
    at.say('由谁来填改成给自己家申请')
    expect(at.state.answers.representativeName).toBeUndefined()
    expect(textOf(at)).toContain('已删掉：代办人姓名、代办人电话、代办人和申请人的关系')
  })

  it('goes back by name: 地址重新填, 修改电话, 电话填错了', () => {
    const at = lowIncome(...toIncomes)
    for (const [message, path] of [
      ['地址重新填', 'residence'],
      ['修改电话', 'applicantPhone'],
      ['电话填错了', 'applicantPhone'],
    ] as const) {
      at.say(message)
      expect(placeOf(at)).toBe(path)
      at.say('不改了')
      expect(placeOf(at)).toBe('incomes[0]')
    }
    at.say('地址重新填', '泗县泗城镇花园小区2号')
    expect(valueAt(at, 'residence')).toBe('泗县泗城镇花园小区2号')
    expect(placeOf(at)).toBe('incomes[0]')
  })

  it('asks which one when the words fit several', () => {
    const at = lowIncome(...withTwoChildren, '修改姓名')
    expect(asked(at.turn).choices).toEqual(
      expect.arrayContaining(['修改家庭成员1（配偶 李国强） 姓名', '修改家庭成员2（子女 李小军） 姓名']),
    )
    at.say('修改家庭成员2（子女 李小军） 姓名', '李晓军')
    expect(valueAt(at, 'members[1].name')).toBe('李晓军')
  })

  it('takes a correction back: 算了还按原来的, 撤销', () => {
    const at = lowIncome(...toTown, '不是埇桥，是灵璧', '算了还按原来的')
    expect(valueAt(at, 'hukouRegion')).toBe('埇桥区')
    at.say('由谁来填改成替别人代办', '撤销')
    expect(valueAt(at, 'filledBy')).toBe('self')
  })

  it('cancels only the change while one is being made', () => {
    const at = lowIncome(...toTown, '修改电话', '取消')
    expect(at.turn.kind).toBe('ask')
    expect(valueAt(at, 'applicantPhone')).toBe('13800138000')
    expect(at.say('取消').kind).toBe('cancelled')
  })

  it('is told when a question was not asked yet', () => {
    expect(asked(lowIncome(...toPhone, '修改住址').turn)).toMatchObject({
      path: 'applicantPhone',
      text: expect.stringContaining('还没问到'),
    })
  })
})

describe('questions in the middle', () => {
  it('answers the question about a term from the form, and others by the assistant', () => {
    const at = lowIncome(...toMembers, '有', '什么叫共同生活的家庭成员？')
    expect(asked(at.turn)).toMatchObject({ path: 'members[0].relation', text: expect.stringContaining('未成年子女') })
    expect(at.say('什么是分类施保？')).toMatchObject({ kind: 'digress', question: '什么是分类施保？' })
  })

  it('tells why of the question that is named', () => {
    for (const message of ['为什么要身份证号', '身份证号问来干嘛', '问身份证号干嘛']) {
      const at = lowIncome(...toIncomes, message)
      expect(asked(at.turn)).toMatchObject({ path: 'incomes[0]', text: expect.stringContaining('核对身份') })
    }
  })

  it('takes an answer and passes the question on', () => {
    const at = lowIncome(...toPhone, '13800138000', '是灵璧区的,对了要不要户口本?')
    expect(at.turn).toMatchObject({ kind: 'digress', question: '对了要不要户口本' })
    expect(valueAt(at, 'hukouRegion')).toBe('灵璧县')
    expect(resumeOf(at.turn)).toMatchObject({ path: 'hukouTown' })
  })

  it('does not take the county of a question for an answer', () => {
    const at = lowIncome(...toPhone, '13800138000', '灵璧县低保标准是多少')
    expect(at.turn.kind).toBe('digress')
    expect(valueAt(at, 'hukouRegion')).toBeUndefined()
  })

  it('passes on a service named alone', () => {
    expect(lowIncome(...toPhone, '高龄补贴').turn).toMatchObject({ kind: 'digress', question: '高龄补贴' })
  })

  it('parks for another service and stays for the same one', () => {
    const at = lowIncome(...toPhone, '我要办低保')
    expect(asked(at.turn).text).toContain('我们正在填')
    expect(at.say('我要办低保，我妈要办高龄津贴')).toMatchObject({
      kind: 'otherBusiness',
      programme: 'old-age-allowance',
    })
  })
})

describe('words that are no commands', () => {
  it('takes names that look like commands', () => {
    for (const name of ['王等等', '高跳过', '常取消', '马继续']) {
      expect(valueAt(lowIncome('给自己家申请', ...household, name), 'applicantName')).toBe(name)
    }
  })

  it('keeps a story in which something was cancelled, skipped or wrong', () => {
    const toHardship = [...toMembers, '没有', '没有', '自己住的一套', '没有车', '没有', '没有', '没有']
    for (const story of [
      '厂里取消了我的岗位，现在没收入',
      '不是我懒，是身体不行',
      '以前申请过临时救助没批',
      '孩子上学要花钱，不知道怎么办',
      '等低保等了半年了',
    ]) {
      const at = lowIncome(...toHardship)
      expect(placeOf(at)).toBe('hardship')
      at.say(story)
      expect(valueAt(at, 'hardship')).toBe(story)
    }
  })

  it('asks what 算了 means instead of throwing everything away', () => {
    const at = lowIncome(...toPhone, '算了')
    expect(asked(at.turn)).toMatchObject({ path: 'applicantPhone', choices: ['跳过', '取消', '转人工'] })
  })
})

describe('lists', () => {
  it('removes a person by name and moves the others up', () => {
    const at = lowIncome(...withTwoChildren, '把李小军删掉')
    expect([valueAt(at, 'members[1].name'), valueAt(at, 'members[2].name')]).toEqual(['李小红', undefined])
    expect(textOf(at)).toContain('已删掉家庭成员2（子女 李小军）')
    at.say('撤销')
    expect([valueAt(at, 'members[1].name'), valueAt(at, 'members[2].name')]).toEqual(['李小军', '李小红'])
  })

  it('removes by relation, by number and by amount', () => {
    expect(valueAt(lowIncome(...withTwoChildren, '老伴去掉'), 'members[0].name')).toBe('李小军')
    expect(valueAt(lowIncome(...withTwoChildren, '删掉第二个家庭成员'), 'members[1].name')).toBe('李小红')
    expect(valueAt(lowIncome(...withTwoChildren, '那个两千三去掉'), 'incomes[0].kind')).toBeUndefined()
  })

  it('tells two children apart, or asks which', () => {
    const at = lowIncome(...toMembers, ...['有', '儿子', '李小军', '以后补', '到窗口签', '上学', '没有', '没有'])
    at.say(...['有', '儿子', '李小强', '以后补', '到窗口签', '上学', '没有', '没有', '没有了'])
    at.say('把儿子删掉')
    expect(asked(at.turn).choices).toEqual(['删掉家庭成员1（子女 李小军）', '删掉家庭成员2（子女 李小强）'])
    at.say('把二儿子删掉')
    expect(valueAt(at, 'members[1].name')).toBeUndefined()
    expect(valueAt(at, 'members[0].name')).toBe('李小军')
  })

  it('adds one more after “没有了”, and an income to a person named', () => {
    const at = lowIncome(...withTwoChildren, '再加一个家庭成员')
    expect(placeOf(at)).toBe('members[3].relation')
    at.say('父亲', '李德贵', '以后补', '本人同意', '干不了活', '没有', '没有', '没有了')
    expect(valueAt(at, 'members[3].name')).toBe('李德贵')
    at.say('李国强漏了一笔收入')
    expect(placeOf(at)).toBe('members[0].memberIncomes[1].kind')
  })

  it('stops asking when the list is full', () => {
    const one = ['有', '工资', '一百元']
    const at = lowIncome(...toIncomes, ...Array.from({ length: 8 }, () => one).flat())
    expect(placeOf(at)).toBe('members[0]')
    at.say('再加一笔本人收入')
    expect(textOf(at)).toContain('最多登记8个')
  })
})

describe('answers that cannot be', () => {
  it('refuses one number for two people', () => {
    const number = residentId('1975-06-12', 7, 'female')
    const at = lowIncome(...toMembers, '有', '老伴', '李国强', number)
    expect(asked(at.turn)).toMatchObject({ path: 'members[0].residentId', text: expect.stringContaining('另一个人') })
  })

  it('explains 2月30日 instead of answering “行吗”', () => {
    const at = chat(
      'marriage-registration',
      '内地居民',
      '没有',
      '自愿',
      '都能去',
      '未婚',
      '未婚',
      '张伟',
      '以后补',
      '刘芳',
      '以后补',
      '灵璧',
    )
    at.say('2月30日行吗')
    expect(asked(at.turn)).toMatchObject({ path: 'preferredDate', text: expect.stringContaining('2月没有30日') })
  })

  it('asks a vague amount again', () => {
    const at = lowIncome(...toIncomes, '有', '工资', '收入跟去年差不多')
    expect(placeOf(at)).toBe('incomes[0].monthlyAmount')
    at.say('两三千')
    expect(asked(at.turn).text).toContain('范围')
    at.say('大概两千五')
    expect(valueAt(at, 'incomes[0].monthlyAmount')).toBe(250_000)
  })
})

describe('a way out of every stop', () => {
  it('says why, offers what fits, and goes on once corrected', () => {
    const at = chat('marriage-registration', '一方是外国人')
    expect(asked(at.turn)).toMatchObject({
      path: 'bothMainland',
      choices: expect.arrayContaining([expect.stringMatching(/^我要办.*涉外/)]),
      text: expect.stringContaining('有权限'),
    })
    at.say('选错了，双方都是内地居民')
    expect(placeOf(at)).toBe('kinship')
    at.say('表兄妹')
    expect(asked(at.turn).text).toContain('三代以内')
    expect(at.say('转人工').kind).toBe('human')
    at.say('没有亲戚关系')
    expect(placeOf(at)).toBe('voluntary')
  })

  it('needs the consent to the means check, and takes it when it comes', () => {
    const toConsent = [
      ...toMembers,
      '没有',
      '没有',
      '自己住的一套',
      '没有车',
      '没有',
      '没有',
      '没有',
      '生病',
      '还能维持',
      '没有',
    ]
    const at = lowIncome(...toConsent, '不同意')
    expect(asked(at.turn)).toMatchObject({ path: 'meansCheckConsent', text: expect.stringContaining('第四十条') })
    at.say('那就同意吧', '承诺')
    expect(at.turn.kind).toBe('review')
  })
})

it('keeps the version of the form it began with in its state', () => {
  const at = lowIncome(...toTown)
  expect(at.state.digest).toMatch(/^[0-9a-f]{64}$/)
  expect(at.state.dialog).toBe(dialogNamed('subsistence-allowance').id)
})
