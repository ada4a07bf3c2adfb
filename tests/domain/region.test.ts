import { RegionTree } from '../../src/domain/region'

const region = (name: string, within?: string, aliases: string[] = []) => ({ code: '000000', name, within, aliases })
const tree = new RegionTree(
  [
    region('全国'),
    region('安徽省', '全国'),
    region('宿州市', '安徽省'),
    region('埇桥区', '宿州市', ['甬桥区']),
    region('泗县', '宿州市'),
  ],
  '宿州市',
)

describe('regions', () => {
  it('are found by name or alias, and never by a part of one', () => {
    expect(tree.find('埇桥区')?.name).toBe('埇桥区')
    expect(tree.find('甬桥区')?.name).toBe('埇桥区')
    expect(tree.find('埇桥')).toBeUndefined()
    expect(tree.has('甬桥区')).toBe(false)
  })

  it('lie within one another, narrowest first', () => {
    expect(tree.chain('埇桥区')).toEqual(['埇桥区', '宿州市', '安徽省', '全国'])
    expect(tree.chain('全国')).toEqual(['全国'])
  })

  it("let a wider rule hold in its parts, and never a part's rule outside it", () => {
    expect(tree.holdsIn('安徽省', '泗县')).toBe(true)
    expect(tree.holdsIn('泗县', '泗县')).toBe(true)
    expect(tree.holdsIn('泗县', '埇桥区')).toBe(false)
    expect(tree.holdsIn('泗县', '宿州市')).toBe(false)
  })

  it('know their own parts only', () => {
    expect(tree.partsOf('宿州市').map((each) => each.name)).toEqual(['埇桥区', '泗县'])
    expect(tree.partsOf('泗县')).toEqual([])
    expect(tree.home).toBe('宿州市')
  })
})
