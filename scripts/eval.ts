/** `npm run eval`: asks every golden question and prints, per programme, how many answers hold; then the failures. */
import { join } from 'node:path'
import { answerQuestion } from '../src/assistant/answer'
import { readContent } from '../src/assistant/content'
import { understander } from '../src/assistant/understand'
import { printProblems } from '../src/base/content-file'
import { openIndex } from '../src/knowledge/open-index'

async function main() {
  const root = join(__dirname, '..')
  const read = readContent({ knowledge: join(root, 'knowledge'), dialogs: join(root, 'dialogs') })
  if (!read.ok) throw new Error(printProblems(read.problems))
  const { knowledge } = read.content
  const { index, normalise } = await openIndex(knowledge)
  const base = { knowledge, index, normalise, understand: understander(knowledge, normalise) }
  console.log(knowledge.golden.length)
  let ok = 0
  for (const each of knowledge.golden) {
    const { reply } = await answerQuestion(
      { text: each.q, today: '2026-11-24', on: each.on, region: each.region },
      base,
    )
    const missing = each.must.filter((m) => !m.split('|').some((w) => reply.text.includes(w)))
    const bad = each.mustNot.filter((m) => reply.text.includes(m))
    const cites = each.cites.filter(
      (c) =>
        !reply.citations.some(
          (r) =>
            r.document === knowledge.sources.get(c.source)?.name &&
            r.effectiveFrom === knowledge.sources.get(c.source)?.from &&
            (!c.article || r.article === c.article),
        ),
    )
    const kind = each.kind && !each.kind.includes(reply.kind)
    if (missing.length + bad.length + cites.length === 0 && !kind) ok++
    else
      console.log(
        each.programme,
        '|',
        each.q,
        each.on ?? '',
        '|',
        reply.kind,
        reply.programme,
        '| 缺',
        missing,
        '禁',
        bad,
        '引',
        cites.map((c) => `${c.source} ${c.article}`),
        '|',
        reply.text.slice(0, 60).replaceAll('\n', '/'),
      )
  }
  console.log(`${ok}/${knowledge.golden.length}`)
}
void main()
