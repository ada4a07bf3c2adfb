/** Which other department a question belongs to, and what we say then: name, why, its hotline. */
import type { Department, Knowledge } from '../knowledge/knowledge'
import type { Normalise } from '../knowledge/normalise'

/** By the longest of its topics that is said; none when a word says that the matter is ours. */
export function departmentFor(text: string, knowledge: Knowledge, normalise: Normalise): Department | undefined {
  return nearestDepartment(text, knowledge, normalise)?.department
}

/** How plainly another department is named, in [0, 1]: 医保 might be said in passing, 医保断缴怎么补 is asked. */
export function otherDepartmentSign(text: string, knowledge: Knowledge, normalise: Normalise): number {
  const length = nearestDepartment(text, knowledge, normalise)?.length ?? 0
  return Math.min(1, length / PLAIN)
}

const PLAIN = 4

/** 养老金断了怎么接上, right after a word on 低保: one word tells that it is none of ours. */
export function isSurelyTheirs(text: string, knowledge: Knowledge, normalise: Normalise): boolean {
  return spelt(knowledge, normalise).some(
    ({ decisive, unless }) =>
      decisive.some((word) => text.includes(word)) && !unless.some((word) => text.includes(word)),
  )
}

function nearestDepartment(
  text: string,
  knowledge: Knowledge,
  normalise: Normalise,
): { department: Department; length: number } | undefined {
  let best: { department: Department; length: number } | undefined
  for (const { department, topics, unless } of spelt(knowledge, normalise)) {
    const topic = topics.find((each) => each.length > (best?.length ?? 0) && text.includes(each))
    if (topic && !unless.some((word) => text.includes(word))) best = { department, length: topic.length }
  }
  return best
}

interface Spelt {
  readonly department: Department
  /** Longest first. */
  readonly topics: readonly string[]
  readonly unless: readonly string[]
  readonly decisive: readonly string[]
}

const SPELT = new WeakMap<Knowledge, readonly Spelt[]>()

/** The departments' words in the knowledge's own spelling, prepared once for each version of the content. */
function spelt(knowledge: Knowledge, normalise: Normalise): readonly Spelt[] {
  const known = SPELT.get(knowledge)
  if (known) return known
  const made = knowledge.vocabulary.departments.map((department) => ({
    department,
    topics: department.topics.map(normalise).sort((a, b) => b.length - a.length),
    unless: department.unless.map(normalise),
    decisive: department.decisive.map(normalise),
  }))
  SPELT.set(knowledge, made)
  return made
}
