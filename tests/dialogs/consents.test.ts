/** Consents of their own: of the applicant, of each grown member, of a child's guardian, through a representative. */
import type { Consent } from '../../src/domain/intake'
import { asked, type Chat, placeOf, residentId, valueAt } from './support'
import { intakeOf, said } from './talk-through'
import { FAMILY, walkTo } from './walk-to'

const LOW = 'subsistence-allowance'
const child = residentId('2015-03-05', 8, 'male')
const birthday = (day: string) => ({ ...FAMILY, 'members[1].residentId': residentId(day, 8, 'male') })

function consentsOf(at: Chat): readonly Consent[] {
  at.say('确认提交')
  return intakeOf(at).consents.filter((consent) => consent.answer)
}

const about = (consents: readonly Consent[], person: string | undefined) =>
  consents.filter((consent) => consent.person === person)

describe('sensitive information', () => {
  it('is asked about before the identity number, with why it is needed on 想先了解', () => {
    const at = walkTo(LOW, 'sensitiveConsent', FAMILY)
    expect(asked(at.turn).choices).toEqual(['同意', '不同意', '想先了解'])
    expect(valueAt(at, 'applicantId')).toBeUndefined()
    for (const words of ['想先了解', '我想先了解一下', '先看看再说']) {
      at.say(words)
      expect(placeOf(at)).toBe('sensitiveConsent')
      expect(said(at)).toMatch(/加密保存[\s\S]*第二十九条/)
    }
  })

  it('refused: says what can still be done and whom to see, and goes on once it is given', () => {
    const at = walkTo(LOW, 'sensitiveConsent', FAMILY)
    at.say('不同意')
    expect(said(at)).toMatch(/不影响您办事[\s\S]*乡镇（街道）窗口[\s\S]*转人工/)
    expect(asked(at.turn).choices).toEqual(['同意', '修改敏感信息单独同意', '转人工', '取消'])
    expect(at.say('确认提交').kind).toBe('ask')
    at.say('同意')
    expect(placeOf(at)).toBe('applicantId')
  })

  it.each(['王秀英，同意', '王秀英，可以，电话13800138000', '我叫王秀英，单独同意是同意'])(
    '%s gives no consent before it was asked for',
    (words) => {
      const at = walkTo(LOW, 'applicantName', FAMILY)
      at.say(words)
      expect(valueAt(at, 'applicantName')).toBe('王秀英')
      expect(valueAt(at, 'sensitiveConsent')).toBeUndefined()
      expect(placeOf(at)).toBe('sensitiveConsent')
    },
  )

  it('is recorded as a consent of its own, on its own basis', () => {
    const given = about(consentsOf(walkTo(LOW, 'review', FAMILY)), undefined)
    expect(given.map(({ answer }) => [answer?.path, answer?.value])).toEqual([
      ['sensitiveConsent', 'agreed'],
      ['meansCheckConsent', true],
    ])
    expect(given[0]).toMatchObject({
      basis: [{ source: '个人信息保护法', article: '第二十九条' }],
      noticeDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      answer: { shown: '同意' },
    })
  })

  it('through a representative: says for whom, and records who spoke', () => {
    const told = { ...FAMILY, filledBy: '替别人代办', representativeName: '张建国' }
    const at = walkTo(LOW, 'representedConsent', told)
    expect(said(at)).toContain('替王秀英办')
    const done = walkTo(LOW, 'review', { ...told, representedConsent: '到窗口签' })
    expect(consentsOf(done)).toContainEqual(
      expect.objectContaining({
        by: 'representativeName',
        answer: { path: 'representedConsent', value: 'atOffice', shown: '到窗口签' },
      }),
    )
    expect(intakeOf(done).documents).toContain('申请人本人到窗口签的敏感信息同意书')
  })
})

describe('each member of the household', () => {
  it('is asked for once by name, and recorded by path without the name', () => {
    const done = walkTo(LOW, 'review', { ...FAMILY, 'members[1].checkConsent': '还没问' })
    const consents = consentsOf(done)
    expect(['members[0]', 'members[1]', 'members[2]'].map((person) => about(consents, person).length)).toEqual([
      1, 1, 1,
    ])
    expect(about(consents, 'members[1]')[0]).toMatchObject({
      notice: expect.stringContaining('家庭成员2本人同意吗'),
      answer: { path: 'members[1].checkConsent', value: 'atOffice', shown: '到窗口签' },
    })
    expect(JSON.stringify(consents)).not.toMatch(/李国强|李小军|王秀英/)
    expect(intakeOf(done).documents).toContain('李小军签名的核对授权书（本人到窗口签）')
  })

  it('who refuses stops the form for that member alone, by name; removing them goes on', () => {
    const at = walkTo(LOW, 'members[1].checkConsent', FAMILY)
    at.say('本人不同意')
    expect(said(at)).toMatch(/李小军不同意[\s\S]*第四十条[\s\S]*窗口/)
    expect(placeOf(at)).toBe('members[1].checkConsent')
    const change = asked(at.turn).choices.find((each) => each.startsWith('修改')) ?? ''
    at.say(change, '本人同意')
    expect(valueAt(at, 'members[1].checkConsent')).toBe('agreed')
    expect(placeOf(at)).toBe('members[1].situation')
    at.say('修改家庭成员2（子女 李小军） 本人同意核对', '本人不同意', '把李小军删掉')
    expect(placeOf(at)).toBe('members[1]')
  })

  it('is dropped with the member, and asked anew of the next', () => {
    const at = walkTo(LOW, 'review', FAMILY)
    at.say('把老二删掉')
    expect(about(consentsOf(at), 'members[2]')).toEqual([])
  })

  it('stands in the review', () => {
    const at = walkTo(LOW, 'review', FAMILY)
    expect(said(at)).toMatch(/敏感信息单独同意：同意[\s\S]*本人同意核对：本人同意/)
  })
})

describe('a child under 14', () => {
  it.each([
    ['2012-11-25', 'guardianConsent'], // 14 tomorrow
    ['2012-11-24', 'checkConsent'], // 14 today
  ])('born %s: asks for %s', (day, field) => {
    const at = walkTo(LOW, `members[1].${field}`, birthday(day))
    expect(placeOf(at)).toBe(`members[1].${field}`)
  })

  it('the applicant consents as guardian, by the applicant’s name', () => {
    const consents = consentsOf(walkTo(LOW, 'review', { ...FAMILY, 'members[1].residentId': child }))
    expect(about(consents, 'members[1]')).toEqual([
      expect.objectContaining({
        by: 'applicantName',
        basis: expect.arrayContaining([{ source: '个人信息保护法', article: '第三十一条' }]),
        answer: expect.objectContaining({ path: 'members[1].guardianConsent', value: 'applicant' }),
      }),
    ])
  })

  it('another guardian is named', () => {
    const told = { ...FAMILY, 'members[1].residentId': child, 'members[1].guardianConsent': '另有监护人也同意' }
    const at = walkTo(LOW, 'members[1].guardianName', told)
    expect(said(at)).toContain('李小军的监护人')
    const consents = consentsOf(walkTo(LOW, 'review', { ...told, 'members[1].guardianName': '李大山' }))
    expect(about(consents, 'members[1]')).toEqual([expect.objectContaining({ by: 'members[1].guardianName' })])
  })

  it('a number corrected to a grown-up’s takes the guardian’s consent back', () => {
    const at = walkTo(LOW, 'members[1].situation', { ...FAMILY, 'members[1].residentId': child })
    at.say(`修改家庭成员2（子女 李小军） 身份证号`, residentId('1999-03-05', 8, 'male'))
    expect(valueAt(at, 'members[1].guardianConsent')).toBeUndefined()
    expect(placeOf(at)).toBe('members[1].checkConsent')
  })

  it.each([
    ['orphan-allowance', { childId: child, guardianName: '王大山' }, 'guardianName'],
    ['unattended-child', { childId: child, guardianName: '王大山' }, 'guardianName'],
    ['disability-care-allowance', { applicantId: child }, 'guardianName'],
    ['disability-living-allowance', { applicantId: child }, 'guardianName'],
    ['destitute-support', { applicantId: child }, 'guardianName'],
  ])('as the applicant of %s: the guardian consents, and is named', (id, told, by) => {
    const consents = consentsOf(walkTo(id, 'review', told))
    expect(consents).toContainEqual(
      expect.objectContaining({ by, answer: expect.objectContaining({ value: 'agreed' }) }),
    )
    const refused = walkTo(id, 'guardianConsent', told)
    refused.say('监护人不同意')
    expect(said(refused)).toMatch(/第三十一条[\s\S]*窗口/)
  })
})

it('临时救助 that cannot wait asks for no consent: the law saves first', () => {
  const consents = consentsOf(walkTo('temporary-assistance', 'review', { danger: '人没有危险', urgency: '等不了' }))
  expect(consents).toEqual([])
})
