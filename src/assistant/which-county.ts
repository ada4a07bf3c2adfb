/**
 * Where only the city is known and its counties have different amounts on that day: which one is asked, with the counties
 * as choices. Where all have the same, or none is published, nothing is asked.
 */
import type { ProgrammeId } from '../domain/programme'
import { standardOn } from '../domain/standard'
import type { Knowledge } from '../knowledge/knowledge'
import type { Frame } from './compose'
import { CHOICES, SAY } from './replies'
import type { Reply } from './reply'
import { TALK } from './talk-words'

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

/** 那我们区呢: asked back, with each county as a choice. */
export function sayWhichCounty({ regions }: Knowledge): Reply {
  const counties = regions.partsOf(regions.home).map(({ name }) => SAY.ofCounty.replace('{county}', name))
  return { kind: 'clarify', text: TALK.whichCounty, citations: [], choices: [...counties, CHOICES.human] }
}
