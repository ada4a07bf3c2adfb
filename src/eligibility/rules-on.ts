/** Which rule sets hold on a day in a region, and the amounts they compare with. */
import type { StandardValue } from '../domain/conditions'
import type { LegalDay } from '../domain/legal-day'
import { covers } from '../domain/period'
import type { ProgrammeId } from '../domain/programme'
import type { RegionTree } from '../domain/region'
import type { RuleSet } from '../domain/rule-set'
import { type Standard, standardOn } from '../domain/standard'

/** The programme's rule set for this day and region; the narrowest region's set wins. */
export function ruleSetOn(
  sets: readonly RuleSet[],
  programme: ProgrammeId,
  on: LegalDay,
  region: string,
  regions: RegionTree,
): RuleSet | undefined {
  const chain = regions.chain(region)
  return sets
    .filter((set) => set.programme === programme && covers(set, on) && chain.includes(set.region))
    .sort((a, b) => chain.indexOf(a.region) - chain.indexOf(b.region))[0]
}

/** Published amounts of one programme as the condition grammar asks for them. */
export function standardsOn(
  standards: readonly Standard[],
  programme: ProgrammeId,
  on: LegalDay,
  region: string,
  regions: RegionTree,
): StandardValue {
  return (id) => {
    const standard = standards.find((each) => each.programme === programme && each.id === id)
    const found = standard && standardOn(standard, on, region, regions)
    return found?.kind === 'published' ? found.fen : undefined
  }
}
