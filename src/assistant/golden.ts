/** Whether a reply is what a golden question demands; and all golden questions of one content, asked before publishing. */
import type { ContentProblem } from '../base/content-file'
import type { Basis } from '../domain/source'
import type { GoldenQuestion, Knowledge } from '../knowledge/knowledge'
import type { Reply } from './reply'

/** Asks one content as a resident would, each question in a conversation of its own. */
export type Ask = (question: {
  readonly q: string
  readonly on?: string | undefined
  readonly region?: string | undefined
}) => Promise<Reply>

/** What is wrong with the reply, in the author's words; empty when the question is answered. */
export function goldenFaults(reply: Reply, golden: GoldenQuestion, knowledge: Knowledge): readonly string[] {
  const kinds = golden.kind ?? []
  const accepted = kinds.includes('answer') ? [...kinds, 'standard'] : kinds
  const missing = golden.must.filter((point) => !point.split('|').some((word) => reply.text.includes(word)))
  const banned = golden.mustNot.filter((word) => reply.text.includes(word))
  return [
    ...(kinds.length > 0 && !accepted.includes(reply.kind) ? [`回复类型是 ${reply.kind}`] : []),
    ...missing.map((each) => `没有说“${each}”`),
    ...banned.map((each) => `说了不该说的“${each}”`),
    ...golden.cites
      .filter((basis) => !isCited(reply, basis, knowledge))
      .map(({ source, article }) => `没有引用《${source}》${article ?? ''}`),
  ]
}

export async function failingGolden(knowledge: Knowledge, ask: Ask): Promise<readonly ContentProblem[]> {
  const problems: ContentProblem[] = []
  for (const golden of knowledge.golden) {
    const faults = goldenFaults(await ask(golden), golden, knowledge)
    if (faults.length > 0)
      problems.push({
        ...golden.where,
        problem: `金题“${golden.q}”${golden.on ? `（${golden.on}）` : ''}没有答对：${faults.join('；')}`,
        remedy: `用 npm run content -- preview "${golden.q}" 看选中了哪一段，改内容或改题。`,
      })
  }
  return problems
}

/** The reply cites this place of this version of the source. */
export function isCited(reply: Reply, basis: Basis, knowledge: Knowledge): boolean {
  const source = knowledge.sources.get(basis.source)
  return reply.citations.some(
    (cited) =>
      cited.document === source?.name &&
      cited.effectiveFrom === source.from &&
      (!basis.article || cited.article === basis.article),
  )
}
