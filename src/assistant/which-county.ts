/**
 * Where only the city is known and its counties have different amounts on that day: which one is asked, with the counties
 * as choices. Where all have the same, or none is published, nothing is asked.
 */
import type { ProgrammeId } from '../domain/programme'
import { standardOn } from '../domain/standard'
import type { Frame } from './compose'

export function countiesThatDiffer(programme: ProgrammeId, { knowledge, on, region }: Frame): readonly string[] {
  const { regions, standards } = knowledge
  if (region !== regions.home) return []
  const own = standards.filter((each) => each.programme === programme)
  const amountsIn = (county: string) =>
    own.map((each) => {
      const found = standardOn(each, on, county, regions)
      return found.kind === 'published' ? found.fen : found.kind
    })
  const counties = regions.partsOf(regions.home).map(({ name }) => name)
  return new Set(counties.map((each) => amountsIn(each).join())).size > 1 ? counties : []
}
