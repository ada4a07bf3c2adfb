/** A household changed at the review: which answer a correction means, whom a removal means, and how both are taken back. */
import { asked, placeOf, valueAt } from './support'
import { FAMILY, walkTo } from './walk-to'

const reviewed = () => walkTo('subsistence-allowance', 'review', FAMILY)
const OWN = 'incomes[0].monthlyAmount'
const HUSBAND = 'members[0].memberIncomes[0].monthlyAmount'

describe('a correction at the review', () => {
  it.each([
    ['不对，养老金是2500', OWN, 250_000],
    ['不对，老伴的工资是50元', HUSBAND, 5_000],
    ['李国强的收入是50元', HUSBAND, 5_000],
    ['老伴改成三千', HUSBAND, 300_000],
    ['不对，存款是三万', 'savings', 3_000_000],
    ['不对，开支是两万', 'essentialCosts', 2_000_000],
    ['修改最近12个月必需的开支是三万', 'essentialCosts', 3_000_000],
    ['把全家存款改成5万', 'savings', 5_000_000],
    ['修改不住在一起的子女或父母为没有', 'obligors', '没有'],
    ['户籍所在县(区)改成灵璧', 'hukouRegion', '灵璧县'],
    ['修改户籍所在县（区）为灵璧县', 'hukouRegion', '灵璧县'],
  ])('%s changes what it names, and nothing else', (said, path, value) => {
    const at = reviewed()
    const before = at.state.answers
    at.say(said)
    expect(valueAt(at, path)).toBe(value)
    expect(placeOf(at)).toBe('review')
    expect({ ...at.state.answers, [path]: before[path] }).toEqual(before)
  })

  it.each(['不对，每月收入是50元', '收入是50元', '收入改成50元', '不对，我每月收入是50元'])(
    '%s may mean two: asks which, and the choice said back settles it',
    (said) => {
      const at = reviewed()
      const before = at.state.answers
      at.say(said)
      if (at.turn.kind !== 'review') throw new Error(at.turn.kind)
      expect(at.state.answers).toEqual(before)
      const husbands = at.turn.choices.find((each) => each.includes('李国强')) ?? ''
      at.say(husbands)
      expect([valueAt(at, HUSBAND), valueAt(at, OWN)]).toEqual([5_000, 230_000])
    },
  )

  it('asks which of all amounts “不对，是两千八” means', () => {
    const at = reviewed()
    at.say('不对，是两千八')
    if (at.turn.kind !== 'review') throw new Error(at.turn.kind)
    expect(at.turn.choices.length).toBeGreaterThanOrEqual(4)
    expect(at.turn.choices.every((each) => each.endsWith('改成两千八'))).toBe(true)
  })

  it('never writes an amount into a story when the person named has no income', () => {
    const at = reviewed()
    const before = at.state.answers
    at.say('老大改成三千')
    expect(at.state.answers).toEqual(before)
    expect(at.turn).toMatchObject({ choices: expect.arrayContaining([expect.stringContaining('李小军')]) })
  })

  it('finds a person whose name holds 是, 为 or the brackets of a choice', () => {
    const at = walkTo('subsistence-allowance', 'review', { ...FAMILY, 'members[0].name': '李为是' })
    at.say('李为是的收入改成三千')
    expect(valueAt(at, HUSBAND)).toBe(300_000)
    at.say('修改家庭成员1（配偶 李为是） 姓名', '李国强')
    expect(valueAt(at, 'members[0].name')).toBe('李国强')
  })
})

describe('a removal', () => {
  it.each([
    ['把李小军删掉', '李小军'],
    ['老伴去掉', '李国强'],
    ['把老二删掉', '李小红'],
    ['老大不要了', '李小军'],
    ['把最小的删掉', '李小红'],
    ['删除第三个家庭成员', '李小红'],
    ['删掉家庭成员2（子女 李小军）', '李小军'],
  ])('%s takes out %s, and 还是留着吧 brings back everything', (said, name) => {
    const at = reviewed()
    const before = at.state.answers
    at.say(said)
    expect(at.turn).toMatchObject({ text: expect.stringContaining(`${name}），连同`) })
    expect(Object.values(at.state.answers).map(({ state }) => state)).not.toContainEqual({ kind: 'given', value: name })
    at.say('还是留着吧')
    expect(at.state.answers).toEqual(before)
  })

  it.each(['还是留着吧', '算了，还是留着', '不删了', '别删了', '撤销', '还按原来的'])('%s undoes it', (said) => {
    const at = reviewed()
    const before = at.state.answers
    at.say('把老二删掉', said)
    expect(at.state.answers).toEqual(before)
  })

  it('counts children by their birth once every number is known', () => {
    const ids = { 'members[1].residentId': '341302201503050018', 'members[2].residentId': '34130220100305002X' }
    const at = walkTo('subsistence-allowance', 'savings', { ...FAMILY, ...ids })
    expect([valueAt(at, 'members[1].residentId'), valueAt(at, 'members[2].residentId')]).toEqual(Object.values(ids))
    at.say('把老二删掉')
    expect([valueAt(at, 'members[1].name'), valueAt(at, 'members[2].name')]).toEqual(['李小红', undefined])
  })

  it('asks which when the word fits two, and does what is chosen', () => {
    const at = reviewed()
    at.say('把女儿去掉')
    expect(at.turn).toMatchObject({ choices: ['删掉家庭成员2（子女 李小军）', '删掉家庭成员3（子女 李小红）'] })
    at.say('删掉家庭成员3（子女 李小红）')
    expect(valueAt(at, 'members[2].name')).toBeUndefined()
  })
})

it('asks which list 再加一个 means, and opens the one chosen', () => {
  const at = reviewed()
  at.say('再加一个')
  expect(at.turn).toMatchObject({ choices: ['增加本人收入', '增加家庭成员'] })
  at.say('增加家庭成员')
  expect(asked(at.turn).path).toBe('members[3].relation')
})
