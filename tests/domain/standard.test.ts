import { RegionTree } from '../../src/domain/region'
import { type Standard, type StandardRow, standardOn } from '../../src/domain/standard'

const region = (name: string, within?: string) => ({ code: '000000', name, within, aliases: [] })
const regions = new RegionTree(
  [region('全国'), region('宿州市', '全国'), region('埇桥区', '宿州市'), region('泗县', '宿州市')],
  '宿州市',
)

const standardWith = (...values: StandardRow[]): Standard => ({
  ...{ id: 'monthlyPerHead', programme: 'subsistence-allowance', label: '低保标准', unit: '元/人·月' },
  values,
})

const dated = standardWith(
  { region: '宿州市', from: '2024-07-01', to: '2025-07-01', fen: 70_000, source: '一号文' },
  { region: '宿州市', from: '2025-07-01', to: '2026-07-01', fen: 74_000, source: '二号文' },
  { region: '埇桥区', from: '2025-01-01', to: '2026-01-01', fen: 80_000, source: '三号文' },
  { region: '泗县', from: '2025-07-01', unpublished: true, ask: 'county-office', source: '二号文' },
)
const on = (day: string, where: string) => standardOn(dated, day, where, regions)

describe('a standard', () => {
  it('is the row of the day, to the day', () => {
    expect(on('2025-06-30', '宿州市')).toMatchObject({ kind: 'published', fen: 70_000, row: { source: '一号文' } })
    expect(on('2025-07-01', '宿州市')).toMatchObject({ kind: 'published', fen: 74_000, row: { source: '二号文' } })
  })

  it('is never the nearest row: before the first and after the last it is not known', () => {
    expect(on('2024-06-30', '宿州市')).toEqual({ kind: 'notKnown' })
    expect(on('2026-07-01', '宿州市')).toEqual({ kind: 'notKnown' })
  })

  it("is the narrowest region's row where there is one that day, else the wider region's", () => {
    expect(on('2025-08-01', '埇桥区')).toMatchObject({ kind: 'published', fen: 80_000 })
    expect(on('2026-03-01', '埇桥区')).toMatchObject({ kind: 'published', fen: 74_000 })
  })

  it("is never a neighbour's or a part's", () => {
    expect(standardOn(standardWith(...dated.values.slice(2, 3)), '2025-08-01', '泗县', regions)).toEqual({
      kind: 'notKnown',
    })
    expect(standardOn(standardWith(...dated.values.slice(2, 3)), '2025-08-01', '宿州市', regions)).toEqual({
      kind: 'notKnown',
    })
  })

  it("unpublished for the county is not filled in with the city's", () => {
    expect(on('2025-08-01', '泗县')).toMatchObject({ kind: 'unpublished', ask: 'county-office' })
  })

  it('of nought fen is published', () => {
    const free = standardWith({ region: '全国', from: '2020-01-01', fen: 0, source: '一号文' })
    expect(standardOn(free, '2026-01-01', '泗县', regions)).toMatchObject({ kind: 'published', fen: 0 })
  })
})
