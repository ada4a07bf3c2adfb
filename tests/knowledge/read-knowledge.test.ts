import { paragraphsOn } from '../../src/knowledge/passage'
import { OLD_AGE, type SmallBase, SUBSISTENCE, smallBase } from './small-base'

let base: SmallBase
beforeEach(() => {
  base = smallBase()
})
afterEach(() => base.remove())

function passage(id: string) {
  const found = base.read().passages.find((each) => each.id === id)
  if (!found) throw new Error(`no passage ${id}`)
  return found
}

describe('a policy', () => {
  it('becomes one passage per section and small heading, each knowing where it is written', () => {
    const mine = base.read().passages.filter((each) => each.programme === 'subsistence-allowance')
    expect(mine.map((each) => [each.id, each.facet, each.line])).toEqual([
      ['subsistence-allowance/policy#是什么', '是什么', 6],
      ['subsistence-allowance/policy#谁可以申请', '谁可以申请', 10],
      ['subsistence-allowance/policy#谁可以申请/一个人能单独申请吗', '谁可以申请', 16],
      ['subsistence-allowance/faq#低保要带什么材料', '材料', 5],
    ])
    expect(mine[0]?.file).toBe(`knowledge/${SUBSISTENCE}/policy.md`)
  })

  it('holds on the days its sources are in force, narrowed by what is written', () => {
    const [now, before] = passage('subsistence-allowance/policy#谁可以申请').paragraphs
    expect(now?.period).toEqual({ from: '2026-07-01', to: undefined })
    expect(before?.period).toEqual({ from: '2014-05-01', to: '2026-07-01' })
    expect(passage('subsistence-allowance/policy#谁可以申请/一个人能单独申请吗').paragraphs[0]?.period).toEqual({
      from: '2022-01-01',
    })
  })

  it('holds where its narrowest source holds', () => {
    const { paragraphs } = passage('old-age-allowance/policy#是什么')
    expect(paragraphs.map((each) => each.region)).toEqual(['示例省', '甲区'])
  })

  it('cites each source with its article', () => {
    base.change(`${SUBSISTENCE}/policy.md`, '【新法 第十八条】', '【新法 第十八条；全期办法】')
    expect(passage('subsistence-allowance/policy#谁可以申请').paragraphs[0]?.basis).toEqual([
      { source: '新法', article: '第十八条' },
      { source: '全期办法' },
    ])
  })

  it('shows a day and a place only the paragraphs that hold there', () => {
    const { regions } = base.read()
    const shown = (id: string, on: string, where: string) =>
      paragraphsOn(passage(id), on, where, regions).map((each) => each.basis[0]?.source)
    expect(shown('subsistence-allowance/policy#谁可以申请', '2026-06-30', '乙县')).toEqual(['旧办法'])
    expect(shown('subsistence-allowance/policy#谁可以申请', '2026-07-01', '乙县')).toEqual(['新法'])
    expect(shown('old-age-allowance/policy#是什么', '2026-07-01', '乙县')).toEqual(['高龄通知'])
    expect(shown('old-age-allowance/policy#是什么', '2026-07-01', '甲区')).toEqual(['高龄通知', '甲区通知'])
    expect(shown('old-age-allowance/policy#是什么', '2019-12-31', '甲区')).toEqual([])
  })

  it('keeps a list with its lead-in as one paragraph, an item per line', () => {
    base.change(
      `${SUBSISTENCE}/policy.md`,
      '低保是给收入低的家庭发的生活钱。【全期办法 第二条】',
      '要同时满足\n两条：\n- 收入低；\n- 财产少。\n【全期办法 第二条】',
    )
    expect(passage('subsistence-allowance/policy#是什么').paragraphs.map((each) => each.text)).toEqual([
      '要同时满足两条：\n- 收入低；\n- 财产少。',
    ])
  })
})

describe('a question', () => {
  it('carries its other wordings, its facet and its answer', () => {
    expect(passage('subsistence-allowance/faq#低保要带什么材料')).toMatchObject({
      kind: 'faq',
      facet: '材料',
      wordings: ['低保要带什么材料', '办低保拿啥', '抵保要啥证件'],
      paragraphs: [{ text: '带身份证、户口簿。不清楚的打 {{phone:hotline}}。' }],
    })
  })
})

describe('the digest', () => {
  it('of a passage changes with its words and not with where they stand', () => {
    const before = passage('old-age-allowance/policy#是什么').digest
    base.change(`${OLD_AGE}/policy.md`, '## 是什么', '\n\n## 是什么')
    expect(passage('old-age-allowance/policy#是什么').digest).toBe(before)
    base.change(`${OLD_AGE}/policy.md`, '甲区从七十岁起发', '甲区从七十五岁起发')
    expect(passage('old-age-allowance/policy#是什么').digest).not.toBe(before)
  })

  it('of the base changes with any file, and only then', () => {
    const before = base.read().digest
    expect(base.read().digest).toBe(before)
    base.change('calendar.yaml', '元旦', '新年')
    expect(base.read().digest).not.toBe(before)
  })
})

describe('what is not published', () => {
  it('is absent, and whom to ask is kept', () => {
    const { offices, standards } = base.read()
    expect(offices.get('county-office')).toMatchObject({ phone: undefined, address: undefined, hours: undefined })
    expect(standards[0]?.values[1]).toMatchObject({ unpublished: true, ask: 'county-office' })
  })
})
