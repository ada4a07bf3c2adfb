/**
 * Whether a reference leads to something. What stands in a file that cannot be read counts as there: that file is
 * reported already, and everything that names its content would be reported for nothing.
 */
import type { FactDefinition, FactName } from '../domain/facts'
import type { ProgrammeId } from '../domain/programme'
import type { Knowledge } from './knowledge'
import { fileOf } from './read-programme'
import { isBroken, type Reading } from './reading'

export function isStandard(id: string, programmeId: ProgrammeId, knowledge: Knowledge, reading: Reading): boolean {
  const programme = knowledge.programmes.get(programmeId)
  if (programme && isBroken(reading, fileOf(programme, 'standards.yaml'))) return true
  return knowledge.standards.some((each) => each.programme === programmeId && each.id === id)
}

/** The fact's definition; `cannotTell` while facts.yaml is absent or unreadable. */
export function factNamed(
  name: FactName,
  knowledge: Knowledge,
  reading: Reading,
): FactDefinition | 'cannotTell' | undefined {
  return reading.lines.has('facts.yaml') ? knowledge.facts.get(name) : 'cannotTell'
}

export function isRuleSet(id: string, knowledge: Knowledge, reading: Reading): boolean {
  if (knowledge.ruleSets.some((set) => set.id === id)) return true
  return [...knowledge.programmes.values()].some((each) => isBroken(reading, fileOf(each, 'eligibility.yaml')))
}
