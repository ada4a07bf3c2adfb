/** Divorce, a lost certificate and marriage across borders: appointments, each to the end, and where it must not go on. */
import { chat, dialogNamed, placeOf, residentId } from './support'
import { intakeOf, said, shown, talkThrough } from './talk-through'

const AGREED = ['都是内地居民', '内地', '都自愿', '谈妥了', '谈妥了', '没有共同债务', '都没有问题'] as const

describe('离婚登记', () => {
  const at = talkThrough('divorce-registration', [
    ['双方都是内地居民', 'ask', 'marriedWhere'],
    ['为什么问这个', 'ask', 'marriedWhere'],
    ['在老家民政局', 'ask', 'bothAgree'],
    ['都自愿', 'ask', 'children'],
    ['冷静期多少天？', 'digress', 'children'],
    ['谈妥了', 'ask', 'property'],
    ['没有共同财产', 'ask', 'debts'],
    ['还没谈妥', 'ask', 'debts'],
    ['说错了，是谈妥了', 'ask', 'capacity'],
    ['都没问题', 'ask', 'visitStep'],
    ['第一次去', 'ask', 'agreement'],
    ['还没写', 'ask', 'certificates'],
    ['丢了一本', 'ask', 'manName'],
    ['张伟', 'ask', 'womanName'],
    ['刘芳', 'ask', 'bothPresent'],
    ['都能去', 'ask', 'office'],
    ['埇桥', 'ask', 'preferredDate'],
    ['下周三', 'ask', 'halfDay'],
    ['上午', 'ask', 'contactPhone'],
    ['13800138000', 'ask', 'contactWay'],
    ['先发短信', 'review', 'review'],
    ['修改日期', 'ask', 'preferredDate'],
    ['2026年12月3日', 'review', 'review'],
    ['确认提交', 'submitted'],
  ])

  it('submits the appointment with every fact of the law', () => {
    expect(at.turn).toMatchObject({
      region: '埇桥区',
      facts: {
        marriageRegisteredWhere: 'mainland',
        divorceBothAgree: true,
        divorceChildrenAgreed: 'agreed',
        divorcePropertyAgreed: true,
        divorceDebtsAgreed: true,
        divorceCapacity: 'full',
        bothPresentInPerson: true,
      },
    })
    expect(shown(intakeOf(at))).toMatchObject({ preferredDate: '2026年12月3日', contactWay: '先发短信' })
  })

  it('asks for no identity number, no address and no reason', () => {
    const types = intakeOf(at).answers.map((answer) => answer.type)
    expect(types.length).toBeGreaterThan(10)
    for (const type of ['residentId', 'address', 'text', 'fen']) expect(types).not.toContain(type)
  })

  it('lists the papers that follow, and knows no representative', () => {
    expect(intakeOf(at).documents).toEqual(
      expect.arrayContaining([
        expect.stringContaining('居民身份证'),
        expect.stringContaining('剩下的那本结婚证'),
        expect.stringContaining('书面离婚协议'),
      ]),
    )
    expect(JSON.stringify(dialogNamed('divorce-registration').groups)).not.toContain('representative')
  })

  it('tells of the cooling-off at once, in the review and in the receipt', () => {
    const early = chat('divorce-registration', ...AGREED.slice(0, 3))
    expect(said(early)).toContain('30天冷静期')
    expect(said(at)).toContain('冷静期')
  })

  it.each([
    [['一方是外国人'], '有权限的登记机关'],
    [['都是内地居民', '国外领的'], '向法院起诉离婚'],
    [['都是内地居民', '没有领过结婚证'], '不用也办不了离婚登记'],
    [['都是内地居民', '内地', '对方不同意'], '可以直接向法院起诉离婚'],
    [[...AGREED.slice(0, 3), '谈不拢'], '孩子怎么抚养还没谈妥'],
    [[...AGREED.slice(0, 4), '还没谈妥'], '不裁判该怎么分'],
    [[...AGREED.slice(0, 5), '谈不拢'], '12348'],
    [[...AGREED.slice(0, 6), '法院认定过'], '监护人代理'],
    [[...AGREED, '第一次去申请', '写好了', '都在', '张伟', '刘芳', '有一方来不了'], '亲自到场'],
  ])('says where to go instead after %j', (answers, way) => {
    const stopped = chat('divorce-registration', ...answers)
    expect(stopped.turn).toMatchObject({ kind: 'ask', text: expect.stringContaining(way) })
    expect(stopped.turn).toMatchObject({ choices: expect.arrayContaining(['转人工']) })
  })

  it('for the certificate asks when the application was received, and no agreement again', () => {
    const second = talkThrough('divorce-registration', [
      ...AGREED.slice(0, 6).map((text) => [text, 'ask'] as const),
      ['都没有问题', 'ask', 'visitStep'],
      ['领离婚证', 'ask', 'appliedOn'],
      ['明天', 'ask', 'appliedOn'],
      ['2026年11月2日', 'ask', 'certificates'],
      ...['都在', '张伟', '刘芳', '都能去', '埇桥', '下周三', '上午', '13800138000'].map(
        (text) => [text, 'ask'] as const,
      ),
      ['先发短信', 'review', 'review'],
      ['确认', 'submitted'],
    ])
    expect(shown(intakeOf(second))).toMatchObject({ appliedOn: '2026年11月2日' })
    const documents = intakeOf(second).documents.join()
    expect(documents).toContain('受理回执单')
    expect(documents).not.toContain('书面离婚协议')
  })

  it('gives somebody who is afraid the numbers to call, without asking what happened', () => {
    const afraid = chat('divorce-registration', ...AGREED.slice(0, 2), '我是被逼的')
    expect(said(afraid)).toContain('110')
    expect(said(afraid)).toContain('12338')
    expect(said(afraid)).toContain('人身安全保护令')
    expect(afraid.say('转人工').kind).toBe('human')
  })

  it.each(['有孩子', '有需要抚养的子女'])('takes %s for no answer about custody', (words) => {
    const asked = chat('divorce-registration', ...AGREED.slice(0, 3), words)
    expect(asked.state.answers.children).toBeUndefined()
  })

  it.each([
    [3, '有财产', 'property'],
    [3, '有共同财产', 'property'],
    [4, '有欠债', 'debts'],
    [4, '有债务', 'debts'],
  ])('takes a plain yes for no agreement (%i, %s)', (count, words, path) => {
    const asked = chat('divorce-registration', ...AGREED.slice(0, count + 1), words)
    expect(placeOf(asked)).toBe(path)
    expect(asked.state.answers[path]).toBeUndefined()
  })
})

describe('补领结婚证、离婚证', () => {
  const at = talkThrough('marriage-certificate-reissue', [
    ['结婚证', 'ask', 'reason'],
    ['改名了，信息对不上', 'ask', 'registeredWhere'],
    ['内地', 'ask', 'parties'],
    ['都是内地居民', 'ask', 'marriageNow'],
    ['还在', 'ask', 'inPerson'],
    ['要两个人都去吗？', 'digress', 'inPerson'],
    ['本人去', 'ask', 'applicantName'],
    ['张伟', 'ask', 'otherName'],
    ['刘芳', 'ask', 'registeredWhen'],
    ['88年吧，在灵璧县灵城镇', 'ask', 'office'],
    ['灵璧', 'ask', 'preferredDate'],
    ['2月30日', 'ask', 'preferredDate'],
    ['下周三', 'ask', 'halfDay'],
    ['下午', 'ask', 'contactPhone'],
    ['13800138000', 'review', 'review'],
    ['原因说错了，是丢了', 'review', 'review'],
    ['确认', 'submitted'],
  ])

  it('submits what finds the record, without an identity number', () => {
    const intake = intakeOf(at)
    expect(shown(intake)).toMatchObject({ which: '结婚证', reason: '丢了', office: '灵璧县' })
    expect(intake.answers.some((answer) => answer.type === 'residentId')).toBe(false)
    expect(at.turn).toMatchObject({ region: '灵璧县', facts: { marriageRegisteredWhere: 'mainland' } })
    expect(intake.documents.join()).not.toContain('变更证明')
  })

  it('asks a divorced person how, and about a new marriage', () => {
    const divorced = chat('marriage-certificate-reissue', '离婚证', '丢了', '内地', '都是内地居民')
    expect(placeOf(divorced)).toBe('divorceHow')
    divorced.say('在登记处离的', '没有再结婚', '本人去', '张伟', '刘芳', '不清楚')
    divorced.say('泗县', '下周三', '上午', '13800138000', '确认')
    expect(shown(intakeOf(divorced))).toMatchObject({ remarried: '没有再结婚', registeredWhen: '说不清楚' })
  })

  it.each([
    [['结婚证', '丢了', '国外'], '当初发证的机构'],
    [['结婚证', '丢了', '没有登记过'], '补办结婚登记'],
    [['结婚证', '丢了', '内地', '一方是外国人'], '有权限的登记机关'],
    [['结婚证', '丢了', '内地', '都是内地居民', '已经离婚'], '复制登记档案'],
    [['离婚证', '丢了', '内地', '都是内地居民', '法院判的'], '12368'],
    [['离婚证', '丢了', '内地', '都是内地居民', '民政局', '复婚了'], '复制登记档案'],
    [['结婚证', '丢了', '内地', '都是内地居民', '还在', '本人去不了'], '公证过的委托书'],
  ])('says where to go instead after %j', (answers, way) => {
    expect(chat('marriage-certificate-reissue', ...answers).turn).toMatchObject({
      kind: 'ask',
      text: expect.stringContaining(way),
    })
  })
})

describe('涉外结婚登记', () => {
  const man = residentId('1995-03-07', 5, 'male')
  const woman = residentId('2003-05-06', 5, 'female')
  const at = talkThrough('foreign-marriage', [
    ['对方是外国人', 'ask', 'kinship'],
    ['没有', 'ask', 'voluntary'],
    ['都愿意', 'ask', 'bothPresent'],
    ['都能到场', 'ask', 'manStatus'],
    ['离异', 'ask', 'womanStatus'],
    ['未婚', 'ask', 'singleProof'],
    ['还没办', 'ask', 'mainlandSide'],
    ['男方', 'ask', 'manName'],
    ['张伟', 'ask', 'manId'],
    [man, 'ask', 'womanName'],
    ['Nguyen Thi Lan', 'ask', 'womanBirthDate'],
    ['1997年3月7日', 'ask', 'office'],
    ['要带户口本吗？', 'digress', 'office'],
    ['埇桥区', 'ask', 'preferredDate'],
    ['下个月15号', 'ask', 'halfDay'],
    ['上午', 'ask', 'contactPhone'],
    ['13800138000', 'review', 'review'],
    ['确认提交', 'submitted'],
  ])

  it('submits both sides with their facts, without a passport number', () => {
    expect(at.turn).toMatchObject({
      region: '埇桥区',
      facts: {
        foreignCoupleKind: 'withForeigner',
        groomBirthDate: '1995-03-07',
        brideBirthDate: '1997-03-07',
        marriageBothSingle: true,
        foreignSingleProofReady: false,
        bothPresentInPerson: true,
      },
    })
    expect(JSON.stringify(dialogNamed('foreign-marriage').groups)).not.toContain('护照号是')
  })

  it.each([
    ['外国人', ['外国人一方：有效护照', '附加证明书'], ['港澳台一方', '华侨一方']],
    ['香港', ['港澳台一方：有效通行证', '经居住地公证机构公证'], ['外国人一方', '华侨一方']],
    ['华侨', ['华侨一方：有效护照', '使（领）馆'], ['外国人一方', '港澳台一方']],
  ])('lists the papers of somebody from outside: %s', (kind, listed, others) => {
    const pair = chat('foreign-marriage', kind, '没有', '自愿', '都能去', '未婚', '未婚', '办好了', '女方是内地居民')
    pair.say('陈强', '1990年1月2日', '刘芳', woman, '萧县', '下周三', '上午', '13800138000', '确认')
    const documents = intakeOf(pair).documents.join('\n')
    for (const each of ['内地一方的居民身份证', ...listed]) expect(documents).toContain(each)
    for (const each of others) expect(documents).not.toContain(each)
  })

  it.each([
    ['2005年3月5日', '男方还没满22周岁'],
    ['2004年12月2日', '22周岁生日'],
    ['2004年12月1日', undefined],
  ])('judges the age of a foreign husband born %s on the chosen day', (birth, note) => {
    const pair = chat(
      'foreign-marriage',
      '外国人',
      '没有',
      '自愿',
      '都能去',
      '未婚',
      '未婚',
      '办好了',
      '女方是内地居民',
    )
    pair.say('李明', birth, '刘芳', woman, '萧县', '2026年12月2日')
    if (note) expect(said(pair)).toContain(note)
    else expect(said(pair)).not.toContain('周岁')
  })

  it.each([
    [['双方都是内地居民'], '按普通结婚登记办'],
    [['都不是内地居民'], '有权限的登记机关'],
    [['台湾人', '表兄妹'], '不能结婚'],
    [['外国人', '没有', '被逼的'], '110'],
    [['外国人', '没有', '自愿', '有一方来不了'], '亲自到场'],
    [['外国人', '没有', '自愿', '都能去', '还没离婚'], '先离婚'],
  ])('says where to go instead after %j', (answers, way) => {
    expect(chat('foreign-marriage', ...answers).turn).toMatchObject({ kind: 'ask', text: expect.stringContaining(way) })
  })

  it.each(['我是被逼的', '有一方不愿意', '是被强迫的'])('never takes %s for a free will', (words) => {
    for (const pair of [
      chat('foreign-marriage', '外国人', '没有亲戚关系', words),
      chat('marriage-registration', '都是内地居民', '没有亲戚关系', words),
      chat('divorce-registration', ...AGREED.slice(0, 2), words),
    ]) {
      expect(pair.turn).toMatchObject({ kind: 'ask', path: expect.stringMatching(/^(?:voluntary|bothAgree)$/) })
      expect(pair.turn).not.toHaveProperty('facts')
      expect(said(pair)).toContain('110')
    }
  })

  it('takes a plain 有亲戚关系 for no denial', () => {
    const kin = chat('foreign-marriage', '外国人', '有亲戚关系')
    expect(placeOf(kin)).toBe('kinship')
    expect(kin.state.answers.kinship).toBeUndefined()
  })
})
