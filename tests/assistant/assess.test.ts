import { type Asker, openAsker } from '../../scripts/evaluation/asker'

let asker: Asker

beforeAll(async () => {
  asker = await openAsker()
})
afterAll(() => asker.close())

/** Programme → outcome of what the reply judged; empty when it judged nothing. */
async function outcomes(q: string): Promise<Record<string, string>> {
  const { reply } = await asker.ask({ q })
  return reply.kind === 'assessment'
    ? Object.fromEntries(reply.assessments.map((each) => [each.programme, each.outcome]))
    : {}
}

describe('a described situation is judged', () => {
  it('finds the allowances an elder may have, the likely one first', async () => {
    const { reply } = await asker.ask({ q: '我爸82岁，户口在埇桥区，能享受什么补贴' })
    expect(reply.kind).toBe('assessment')
    expect(reply.programme).toBe('old-age-allowance')
    expect(await outcomes('我爸82岁，户口在埇桥区，能享受什么补贴')).toMatchObject({ 'old-age-allowance': 'likely' })
  })

  it('is unlikely at 虚岁 80, which is 79 at most', async () => {
    expect(await outcomes('俺爹虚岁八十，户口在泗县，高龄津贴能领不')).toMatchObject({
      'old-age-allowance': 'unlikely',
    })
  })

  it('judges the parent asked for, not the one who asks', async () => {
    expect(await outcomes('我今年85岁，我妈能领高龄津贴吗')).not.toMatchObject({ 'old-age-allowance': 'likely' })
  })

  it('says that it is preliminary, what was heard, and asks for one thing more', async () => {
    const { reply } = await asker.ask({ q: '我弟弟智力二级残疾，护理补贴能领不' })
    expect(reply.kind).toBe('assessment')
    expect(reply.text).toContain('以审核确认为准')
    expect(reply.text).toContain('您说的情况')
    expect(reply.text).not.toMatch(/您符合条件/)
  })
})

describe('what could be otherwise is said', () => {
  const textOf = async (q: string) => (await asker.ask({ q })).reply.text

  it('asks about 虚岁 only where the age said decides', async () => {
    expect(await textOf('我妈80了，户口在泗县，能领高龄津贴吗')).toContain('要是虚岁')
    expect(await textOf('我妈周岁80，户口在泗县，能领高龄津贴吗')).not.toContain('要是虚岁')
    expect(await textOf('我妈85了，户口在泗县，能领高龄津贴吗')).not.toContain('要是虚岁')
  })

  it('judges by both ends of a range where they agree, and by neither where they do not', async () => {
    const judged = await outcomes('俺娘虚岁八十一，户口和住处都在砀山，住在砀山，能享受啥补贴')
    expect(judged).toMatchObject({ 'elder-ability-assessment': 'likely', 'old-age-allowance': 'cannotTell' })
  })

  it('offers what else to look at when the answer is no', async () => {
    const text = await textOf('我妈75岁，户口在泗县，能领高龄津贴吗')
    expect(text).toContain('可能不符合')
    expect(text).toContain('还可以看看：老年人优待')
  })

  it('does not offer again what somebody already has, and judges what was asked for', async () => {
    const judged = await outcomes('我弟弟智力二级残疾，吃低保，户口在泗县，能领什么补贴')
    expect(Object.keys(judged).slice(0, 2).sort()).toEqual(['disability-care-allowance', 'disability-living-allowance'])
    expect(judged['subsistence-allowance']).toBeUndefined()
  })
})

describe('a couple is judged to the day', () => {
  it.each([
    ['男方2004年11月24日生，女方2006年11月24日生，今天能领证吗', 'cannotTell'],
    ['男方2004年11月24日生，女方2006年11月25日生，今天能领证吗', 'unlikely'],
    ['男方2004年11月25日生，女方2006年11月24日生，今天能领证吗', 'unlikely'],
    ['我22她20能领证吗', 'cannotTell'],
    ['我22岁女朋友20岁可以结婚吗', 'cannotTell'],
    ['我男朋友21我20，可以登记结婚吗', 'unlikely'],
    ['男18女19可以领结婚证吗', 'unlikely'],
  ])('%s: %s', async (q, outcome) => {
    expect(await outcomes(q)).toEqual({ 'marriage-registration': outcome })
  })
})

describe('a question about the rule is answered, not judged', () => {
  it.each([
    '三级精神残疾能领护理补贴吗',
    '二级肢体残疾能办五保吗',
    '不是低保户能领养老服务补贴吗',
    '吃低保的还能申请临时救助吗',
    '表兄妹能结婚吗',
    '虚岁80能领高龄津贴吗',
    '外地户口的老人住在宿州能领养老消费券吗',
  ])('%s', async (q) => {
    expect((await asker.ask({ q })).reply.kind).toBe('answer')
  })
})
