/** The whole content, proved together: knowledge, rules with their worked examples, dialogs. All problems at once. */
import type { ContentProblem } from '../base/content-file'
import { checkCases } from '../eligibility/check-cases'
import { coolingOff } from '../eligibility/cooling-off'
import type { Knowledge } from '../knowledge/knowledge'
import { readKnowledge } from '../knowledge/read-knowledge'

export interface Content {
  readonly knowledge: Knowledge
}

export type ContentRead = { ok: true; content: Content } | { ok: false; problems: readonly ContentProblem[] }

export function readContent(folders: { knowledge: string; dialogs: string }): ContentRead {
  const read = readKnowledge(folders.knowledge)
  if (!read.ok) return read
  const { knowledge } = read
  const problems = [...checkCases(knowledge.cases, knowledge.ruleSets, knowledge.facts), ...checkCoolingOff(knowledge)]
  return problems.length > 0 ? { ok: false, problems } : { ok: true, content: { knowledge } }
}

function checkCoolingOff(knowledge: Knowledge): ContentProblem[] {
  return knowledge.coolingOffExamples.flatMap((example) => {
    const computed = coolingOff(example.applied, knowledge.calendar)
    const wrong = (['withdrawUntil', 'certificateFrom', 'certificateUntil'] as const).filter(
      (key) => computed[key] !== example[key],
    )
    return wrong.map((key) => ({
      file: 'knowledge/marriage/divorce-registration/cooling-off.yaml',
      line: 1,
      problem: `冷静期算例“${example.name}”的 ${key} 应为 ${example[key]}，算出 ${computed[key]}`,
      remedy: '核对算例和 calendar.yaml 的放假安排。',
    }))
  })
}
