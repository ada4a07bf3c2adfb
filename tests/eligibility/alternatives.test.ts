import { alternativesFor } from '../../src/eligibility/alternatives'
import { criterion, exception, isTrue, judgedOn, ruleSet } from './sample'

const set = ruleSet(
  [criterion('first', isTrue('a'), { settledBy: 'meansCheck' }), criterion('second', isTrue('b'))],
  [exception(['first'], isTrue('c'))],
  { alternatives: ['nearby', 'closed', 'withoutRules'] },
)
const others = (programme: string) =>
  (({ nearby: 'cannotTell', closed: 'unlikely' }) as const)[programme as 'nearby' | 'closed']
const offered = (facts: Parameters<typeof judgedOn>[1]) => alternativesFor(set, judgedOn(set, facts), others)

describe('alternatives', () => {
  it('are offered in their order once a criterion is unmet, without what the same facts rule out', () => {
    expect(offered({ a: true, b: false })).toEqual(['nearby', 'withoutRules'])
  })

  it("are offered even where only the bureau's own check can say no", () => {
    expect(offered({ a: false, b: true, c: false })).toEqual(['nearby', 'withoutRules'])
  })

  it('are not offered while nothing is unmet, or an exception lifts it', () => {
    expect(offered({ a: true })).toEqual([])
    expect(offered({ a: false, b: true, c: true })).toEqual([])
  })
})
