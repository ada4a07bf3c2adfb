import { RegionTree } from '../../src/domain/region'
import { ruleSetOn, standardsOn } from '../../src/eligibility/rules-on'
import { criterion, isTrue, ruleSet } from './sample'

const region = (name: string, within?: string) => ({ code: '000000', name, within, aliases: [] })
const regions = new RegionTree(
  [region('全国'), region('安徽省', '全国'), region('宿州市', '安徽省'), region('泗县', '宿州市')],
  '宿州市',
)
const set = (id: string, more: { region?: string; from?: string; to?: string; programme?: string } = {}) =>
  ruleSet([criterion('one', isTrue('a'))], [], { id, ...more })
const sets = [
  set('old', { from: '2022-10-20', to: '2026-07-01' }),
  set('new', { from: '2026-07-01' }),
  set('anhui', { region: '安徽省', from: '2026-09-01' }),
  set('other', { programme: 'other' }),
]
const on = (day: string, where: string) => ruleSetOn(sets, 'programme', day, where, regions)?.id

describe('the rules of a day', () => {
  it('switch at midnight', () => {
    expect([on('2026-06-30', '泗县'), on('2026-07-01', '泗县')]).toEqual(['old', 'new'])
  })

  it("are the narrowest region's, and only for those who live in it", () => {
    expect([on('2026-09-01', '泗县'), on('2026-09-01', '全国')]).toEqual(['anhui', 'new'])
  })

  it('are none before the first, nor for a programme without any', () => {
    expect(on('2022-10-19', '泗县')).toBeUndefined()
    expect(ruleSetOn(sets, 'third', '2026-07-01', '泗县', regions)).toBeUndefined()
  })
})

describe('the amounts of a day', () => {
  const standard = {
    ...{ id: 'line', programme: 'programme', label: '标准', unit: '元/人·月' as const },
    values: [
      { region: '宿州市', from: '2026-07-01', fen: 70_000, source: '一号文' },
      { region: '泗县', from: '2026-07-01', unpublished: true as const, source: '一号文' },
    ],
  }
  const amount = (day: string, where: string, programme = 'programme') =>
    standardsOn([standard], programme, day, where, regions)('line')

  it('are published ones alone', () => {
    expect(amount('2026-07-01', '宿州市')).toBe(70_000)
    expect(amount('2026-06-30', '宿州市')).toBeUndefined()
    expect(amount('2026-07-01', '泗县')).toBeUndefined()
    expect(amount('2026-07-01', '宿州市', 'other')).toBeUndefined()
  })
})
