/** The whole content, proved together: knowledge, rules with their worked examples, dialogs. All problems at once. */
import type { ContentProblem } from '../base/content-file'
import type { Dialog } from '../dialogs/dialog'
import { readDialogs } from '../dialogs/read-dialogs'
import { checkCases } from '../eligibility/check-cases'
import { coolingOff } from '../eligibility/cooling-off'
import type { Knowledge } from '../knowledge/knowledge'
import { readKnowledge } from '../knowledge/read-knowledge'

export interface Content {
  readonly knowledge: Knowledge
  readonly dialogs: ReadonlyMap<string, Dialog>
}

export type ContentRead =
  | { ok: true; content: Content }
  /** `readable` when every file is sound and only worked examples do not come out: good for comparing, not for serving. */
  | { ok: false; problems: readonly ContentProblem[]; readable?: Content }

export function readContent(folders: { knowledge: string; dialogs: string }): ContentRead {
  const read = readKnowledge(folders.knowledge)
  if (!read.ok) return { ok: false, problems: [...read.problems, ...formProblems(folders.dialogs, read.readable)] }
  const { knowledge } = read
  const dialogs = readDialogs(folders.dialogs, knowledge)
  const examples = [...checkCases(knowledge.cases, knowledge.ruleSets, knowledge.facts), ...checkCoolingOff(knowledge)]
  const forms = dialogs.ok ? checkDialogNames(knowledge, dialogs.dialogs) : dialogs.problems
  const problems = [...examples, ...forms]
  if (!dialogs.ok || forms.length > 0) return { ok: false, problems }
  const content = { knowledge, dialogs: dialogs.dialogs }
  return problems.length > 0 ? { ok: false, problems, readable: content } : { ok: true, content }
}

/** The forms' own problems beside those of the knowledge they draw on, as far as they can be judged by it. */
function formProblems(folder: string, knowledge: Knowledge | undefined): readonly ContentProblem[] {
  const read = knowledge && readDialogs(folder, knowledge)
  if (!knowledge || !read) return []
  return read.ok ? checkDialogNames(knowledge, read.dialogs) : read.problems
}

/** A programme that offers an intake must have one. */
function checkDialogNames(knowledge: Knowledge, dialogs: ReadonlyMap<string, Dialog>): ContentProblem[] {
  return [...knowledge.programmes.values()].flatMap(({ id, division, dialog }) =>
    dialog === undefined || dialogs.has(dialog)
      ? []
      : [
          {
            file: `knowledge/${division}/${id}/programme.yaml`,
            line: 1,
            problem: `表单“${dialog}”不存在`,
            remedy: `在 dialogs/ 里写 ${dialog}.yaml，或删掉 dialog 这一行。`,
          },
        ],
  )
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
