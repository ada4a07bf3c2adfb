/** A town named (灵城镇, 符离, 时村) is understood as its county; towns of other places, roads and people are not. */
import { openEvaluationLibrary } from '../../scripts/evaluation/asker'
import { foreignPlaceIn } from '../../src/assistant/foreign-place'
import { statedFacts } from '../../src/assistant/stated-facts'
import type { Library } from '../../src/assistant/turn'
import { readRegion } from '../../src/dialogs/answers/plain-answers'

const TODAY = '2026-11-24'
let library: Library

beforeAll(async () => {
  library = await openEvaluationLibrary()
})

const understood = (text: string) => {
  const { region, town } = library.understand(text, TODAY)
  return [region, town]
}

describe('a town named in a message', () => {
  it.each([
    ['灵城镇的低保怎么申请', '灵璧县', '灵城镇'],
    ['我是符离镇的，低保去哪办', '埇桥区', '符离镇'],
    ['俺家在时村，高龄津贴咋领', '埇桥区', '时村镇'],
    ['符离集的人能在这领证吗', '埇桥区', '符离镇'],
    ['朝阳镇低保标准多少', '灵璧县', '朝阳镇'],
    ['大庄镇有没有老年食堂', '泗县', '大庄镇'],
    ['大路乡怎么申请临时救助', '灵璧县', '大路乡'],
    ['灵璧县灵城镇的五保在哪申请', '灵璧县', '灵城镇'],
    ['宿州市砀城镇低保', '砀山县', '砀城镇'],
    ['金海街道办低保找谁', '宿州市', '金海街道'],
    ['靈城鎮低保', '灵璧县', '灵城镇'],
  ])('%s: %s, %s', (text, region, town) => {
    expect(understood(text)).toEqual([region, town])
    expect(foreignPlaceIn(text, library.knowledge)).toBeUndefined()
  })

  it('gives way to the county named beside it when it lies in another', () => {
    expect(understood('灵璧县永安镇的低保')).toEqual(['灵璧县', undefined])
  })

  it.each([
    '大连永安镇的高龄补贴多少',
    '睢宁县朝阳镇低保多少',
    '外省向阳镇的低保',
    '走大路乡下老人有补贴吗',
    '下楼不方便能上门办吗',
    '桃园里的老人有补贴吗',
    '家里栏杆坏了能申请适老化改造吗',
    '我不在符离镇',
  ])('is not heard in %s', (text) => {
    expect(understood(text)).toEqual([undefined, undefined])
  })

  it('stays foreign in a city that is not ours', () => {
    expect(foreignPlaceIn('大连永安镇的高龄补贴多少', library.knowledge)).toBe('大连')
  })

  it('is no region: rules and standards are set for the counties alone', () => {
    const { regions } = library.knowledge
    expect(regions.partsOf('宿州市').map((each) => each.name)).toEqual(['埇桥区', '砀山县', '萧县', '灵璧县', '泗县'])
    expect(regions.has('灵城镇')).toBe(false)
    expect(regions.find('灵城镇')).toBeUndefined()
  })

  it('tells that the hukou is ours', () => {
    const facts = statedFacts('奶奶81，户口在浍沟镇', library.knowledge, TODAY).map((each) => [each.fact, each.value])
    expect(facts).toContainEqual(['hukouInSuzhou', true])
  })
})

describe('a form that asks for the county', () => {
  const field = { type: 'region' } as Parameters<typeof readRegion>[1]
  const read = (text: string) => readRegion(text, field, { today: TODAY, regions: library.knowledge.regions })

  it.each([
    ['灵城镇', { ok: true, value: '灵璧县', exact: true }],
    ['户口在符离镇', { ok: true, value: '埇桥区', exact: true }],
    ['灵璧县永安镇', { ok: true, value: '灵璧县' }],
    ['睢宁县朝阳镇', { ok: false }],
  ])('hears %s', (text, parsed) => {
    expect(read(text)).toMatchObject(parsed)
  })
})
