/**
 * `npm run train`: learns the ranking weights from the content's own questions. Each stored wording is asked with
 * itself left out (its passage is right), each golden question as it stands (a passage with its key points and sources
 * is right). A linear model under a softmax over each question's candidates; five-fold cross-validated by programme.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readContent } from '../src/assistant/content'
import { understander } from '../src/assistant/understand'
import { printProblems } from '../src/base/content-file'
import type { GoldenQuestion, Knowledge } from '../src/knowledge/knowledge'
import { openIndex } from '../src/knowledge/open-index'
import { type Passage, paragraphsOn } from '../src/knowledge/passage'
import { FEATURE_NAMES, type Features, type Hit } from '../src/knowledge/passage-index'

const CANDIDATES = 40
const TODAY = '2026-11-24'

interface Example {
  readonly programme: string
  readonly candidates: readonly { features: Features; right: boolean }[]
}

async function main(): Promise<void> {
  const root = join(__dirname, '..')
  const read = readContent({ knowledge: join(root, 'knowledge'), dialogs: join(root, 'dialogs') })
  if (!read.ok) throw new Error(printProblems(read.problems))
  const examples = await collect(read.content.knowledge)
  const programmes = [...new Set(examples.map((each) => each.programme))].sort()
  let right = 0
  let before = 0
  for (let fold = 0; fold < 5; fold++) {
    const held = new Set(programmes.filter((_, i) => i % 5 === fold))
    const learned = learn(examples.filter((each) => !held.has(each.programme)))
    for (const each of examples.filter((one) => held.has(one.programme))) {
      if (topIsRight(each, learned)) right++
      if (each.candidates[0]?.right) before++
    }
  }
  const weights = learn(examples)
  console.log(
    `题目 ${examples.length} 道；第一名正确：现用权重 ${percent(before, examples.length)}，五折交叉验证 ${percent(right, examples.length)}`,
  )
  console.log(weights)
  writeFileSync(join(root, 'src/knowledge/ranking-weights.json'), `${JSON.stringify(weights, null, 2)}\n`)
}

async function collect(knowledge: Knowledge): Promise<Example[]> {
  const { index, normalise } = await openIndex(knowledge)
  const understand = understander(knowledge, normalise)
  const examples: Example[] = []
  const ask = async (
    text: string,
    on: string,
    region: string,
    isRight: (passage: Passage) => boolean,
    programme: string,
    except?: string,
  ) => {
    const asked = understand(text, TODAY)
    const hits = await index.search(
      { ...asked, on, region },
      { atMost: CANDIDATES, ...(except !== undefined && { except }) },
    )
    const candidates = hits.map((hit: Hit) => ({ features: hit.features, right: isRight(hit.passage) }))
    if (candidates.some((each) => each.right)) examples.push({ programme, candidates })
  }
  for (const passage of knowledge.passages) {
    if (passage.kind !== 'faq') continue
    for (const wording of passage.wordings) {
      await ask(
        wording,
        TODAY,
        knowledge.regions.home,
        (each) => each.id === passage.id,
        passage.programme,
        normalise(wording),
      )
    }
  }
  for (const golden of knowledge.golden) {
    const [on, region] = [golden.on ?? TODAY, golden.region ?? knowledge.regions.home]
    await ask(golden.q, on, region, (each) => answers(each, golden, on, region, knowledge), golden.programme)
  }
  return examples
}

/** The passage alone holds every key point and source of the golden question. */
function answers(passage: Passage, golden: GoldenQuestion, on: string, region: string, knowledge: Knowledge): boolean {
  if (passage.programme !== golden.programme || golden.must.length === 0) return false
  const paragraphs = paragraphsOn(passage, on, region, knowledge.regions)
  const text = paragraphs.map((each) => each.text).join('\n')
  const cited = paragraphs.flatMap((each) => each.basis)
  return (
    golden.must.every((point) => point.split('|').some((words) => text.includes(words))) &&
    golden.cites.every((basis) =>
      cited.some((each) => each.source === basis.source && (!basis.article || each.article === basis.article)),
    )
  )
}

type Weights = Record<keyof Features, number>

const score = (features: Features, weights: Weights) =>
  FEATURE_NAMES.reduce((sum, name) => sum + weights[name] * features[name], 0)

function topIsRight(example: Example, weights: Weights): boolean {
  const sorted = [...example.candidates].sort((a, b) => score(b.features, weights) - score(a.features, weights))
  return sorted[0]?.right ?? false
}

/** Gradient ascent on the log-probability of the right candidates; small L2 pull to zero; starts from zero: deterministic. */
function learn(examples: readonly Example[]): Weights {
  const weights = Object.fromEntries(FEATURE_NAMES.map((name) => [name, 0])) as Weights
  for (let round = 0; round < 400; round++) {
    const gradient = Object.fromEntries(FEATURE_NAMES.map((name) => [name, -0.001 * weights[name]])) as Weights
    for (const { candidates } of examples) {
      const scores = candidates.map((each) => Math.exp(score(each.features, weights)))
      const all = scores.reduce((sum, each) => sum + each, 0)
      const good = scores.reduce((sum, each, i) => sum + (candidates[i]?.right ? each : 0), 0)
      candidates.forEach(({ features, right }, i) => {
        const pull = (right ? (scores[i] ?? 0) / good : 0) - (scores[i] ?? 0) / all
        for (const name of FEATURE_NAMES) gradient[name] += (pull * features[name]) / examples.length
      })
    }
    for (const name of FEATURE_NAMES) weights[name] += 4 * gradient[name]
  }
  return Object.fromEntries(FEATURE_NAMES.map((name) => [name, Math.round(weights[name] * 1000) / 1000])) as Weights
}

const percent = (part: number, all: number) => `${((100 * part) / Math.max(1, all)).toFixed(1)}%`

void main()
