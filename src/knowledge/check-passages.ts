/** Passages among one another: each id once, each question answered in one place, each {{reference}} resolving. */
import type { Knowledge } from './knowledge'
import { plainText } from './normalise'
import type { Passage } from './passage'
import { type Reading, report } from './reading'
import { isStandard } from './references'

export function checkPassages(knowledge: Knowledge, reading: Reading): void {
  const ids = new Map<string, Passage>()
  for (const passage of knowledge.passages) {
    const before = ids.get(passage.id)
    if (before)
      report(
        reading,
        passage,
        `标题“${passage.title}”重复（${before.file}:${before.line} 已经有）`,
        '合并成一条，或换个题目。',
      )
    else ids.set(passage.id, passage)
    for (const { text, line } of passage.paragraphs) checkReferences(text, { ...passage, line }, knowledge, reading)
  }
  checkWordings(knowledge, reading)
}

/** Two entries with one wording would answer the same question twice, and need not say the same. */
function checkWordings(knowledge: Knowledge, reading: Reading): void {
  const owners = new Map<string, Passage>()
  for (const passage of knowledge.passages) {
    for (const wording of passage.wordings) {
      const keys = keysOf(wording, passage)
      const owner = keys.map((key) => owners.get(key)).find((each) => each !== undefined && each.id !== passage.id)
      if (owner) {
        report(
          reading,
          passage,
          `问法“${wording}”已经在“${owner.title}”下面（${owner.file}:${owner.line}）`,
          '同一个问法只留在一条里；两条答案说的是一回事就合并。',
        )
      }
      for (const key of keys) owners.set(key, owners.get(key) ?? passage)
    }
  }
}

/** A question of faq.md is asked of the whole base; a small heading of policy.md (有什么待遇) only of its programme. */
function keysOf(wording: string, passage: Passage): string[] {
  const asked = plainText(wording).replace(/[\p{P}\s]/gu, '')
  const within = `${passage.programme} ${asked}`
  return passage.kind === 'faq' ? [asked, within] : [within]
}

function checkReferences(text: string, passage: Passage, knowledge: Knowledge, reading: Reading): void {
  for (const [, kind, id = ''] of text.matchAll(/\{\{(\w+):([^}]*)\}\}/g)) {
    if (kind === 'phone') {
      if (!knowledge.phones.has(id))
        report(reading, passage, `电话 id“${id}”没有登记`, '在 bureau.yaml 的 phones 里登记。')
    } else if (kind === 'standard') {
      if (!isStandard(id, passage.programme, knowledge, reading))
        report(reading, passage, `标准“${id}”不存在`, '在本事项的 standards.yaml 里登记。')
    } else report(reading, passage, `“{{${kind}:${id}}}”看不懂`, '只能写 {{standard:…}} 或 {{phone:…}}。')
  }
}
