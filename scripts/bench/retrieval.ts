/**
 * `npm run bench -- retrieval`: our retrieval, whole and in parts, beside its peers, on the bureau's base and on 50 000
 * passages; and the vector graph against the exact scan. `--base bureau|large` takes one of them, `--texts <folder>` cuts
 * the large one from law texts, `--only MiniSearch,BM25` takes some of the contenders. What is not built in minutes is told so.
 */
import { parseArgs } from 'node:util'
import { contentTokenizer } from '../../src/knowledge/open-index'
import { openEvaluationLibrary } from '../evaluation/asker'
import { contentPairs, learnEncoder } from '../training/encoder'
import { bureauBase, bureauQuestions, withoutLastWordings } from './retrieval/bureau-base'
import type { Contender, Question, TextBase } from './retrieval/engine'
import { asKnowledge, largeBase } from './retrieval/large-base'
import { measure, printRows, type Row, recallOf } from './retrieval/measure'
import { chineseTerms, hybrid, lexicalOnly, vectorStore, vectorsOnly, type Words } from './retrieval/ours'
import { langChainMemory, miniSearch, orama, plainBm25 } from './retrieval/peers'

const OPTIONS = {
  texts: { type: 'string' },
  base: { type: 'string' },
  only: { type: 'string' },
} as const

const PASSAGES = 50_000
const QUESTIONS = 200

const BOOST = { title: 2, questions: 3 }

const contenders = (words: Words): Contender[] => [
  ...[hybrid(words), lexicalOnly(words), vectorsOnly(words, 'exact'), vectorsOnly(words, 'hnsw')],
  ...[miniSearch(words), miniSearch(words, BOOST), orama(words), orama(words, BOOST)],
  ...[plainBm25(words), langChainMemory(words)],
]

/** Each is told as soon as it is measured: on the large base some take minutes. */
async function compare(all: readonly Contender[], base: TextBase, questions: readonly Question[]): Promise<void> {
  const rows: Row[] = []
  for (const contender of all) {
    const measured = await measure(contender, base, questions)
    process.stderr.write(
      `${base.name}：${measured.map((row) => `${row.name} ${row.set} R@5 ${recallOf(row)}`).join('，')}\n`,
    )
    rows.push(...measured)
  }
  for (const set of new Set(questions.map((each) => each.set))) printRows(rows.filter((each) => each.set === set))
}

/** Of the ten nearest by the exact scan, the share that the graph finds; one just as near stands for another. */
async function compareGraph(words: Words, base: TextBase, questions: readonly Question[]): Promise<void> {
  const [exact, graph] = [await vectorStore(words, base, 'exact'), await vectorStore(words, base, 'hnsw')]
  let found = 0
  for (const { q } of questions) {
    const asked = words.normalise(q)
    const nearest = await exact.similaritySearchWithScore(asked, 10)
    const limit = (nearest.at(-1)?.[1] ?? 0) - AS_NEAR
    found += (await graph.similaritySearchWithScore(asked, 10)).filter(([, score]) => score >= limit).length
  }
  const recall = (found / (10 * Math.max(1, questions.length))).toFixed(4)
  console.log(`HNSW 对全扫的 recall@10：${recall}（${base.entries.length} 段，${questions.length} 问）`)
}

const AS_NEAR = 1e-5

export async function bench(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS, allowPositionals: true })
  const named = values.only?.split(',')
  const chosen = (words: Words) =>
    contenders(words).filter(({ name }) => named === undefined || named.some((each) => name.includes(each)))
  const words = await openEvaluationLibrary()
  if (values.base !== 'large') await onBureau(words, chosen)
  if (values.base !== 'bureau') await onLarge(words, chosen, values.texts)
}

type Chosen = (words: Words) => readonly Contender[]

async function onBureau(words: Words, chosen: Chosen): Promise<void> {
  const bureau = bureauBase(words.knowledge)
  const { questions, leftOut } = bureauQuestions(words.knowledge)
  console.log(
    `## ${bureau.name}：${bureau.entries.length} 段，${questions.length} 问（另有 ${leftOut} 问没有单独一段能答全，不计）`,
  )
  console.log(
    '答对＝排在前 k 的段落里有一段独自含有该题全部要点和出处；R@k＝答对的题的百分比。各家索引同样的标题、小标题、',
  )
  console.log(
    '问法、正文，同样的中文切词和同义归一。本项目的权重学过必答题，没有学过后两组；对手只索引当天有效的段落。',
  )
  await compare(chosen(words), bureau, questions)
  await compareGraph(words, bureau, questions)
  const held = withoutLastWordings(words.knowledge)
  const pairs = contentPairs(held.knowledge, words.normalise, () => true)
  const embedder = learnEncoder(pairs, contentTokenizer(words.knowledge, words.normalise))
  console.log(
    `\n## 同一知识库，每个问答留出一种问法来问：${held.questions.length} 问（向量表不带这些问法重新学过；答对＝它所属的那一段）`,
  )
  const reduced = { ...words, knowledge: held.knowledge, embedder }
  await compare(chosen(reduced), bureauBase(held.knowledge), held.questions)
}

async function onLarge(words: Words, chosen: Chosen, texts: string | undefined): Promise<void> {
  const { base, cut, questions } = largeBase({
    ...{ texts, knowledge: words.knowledge, terms: chineseTerms(words) },
    ...{ passages: PASSAGES, questions: QUESTIONS },
  })
  const all = { ...words, knowledge: asKnowledge(base, words.knowledge) }
  console.log(
    `\n## ${base.name}：${base.entries.length} 段（切出 ${cut} 段，其余为同一文件内句子的组合），${questions.length} 问`,
  )
  console.log('问题＝一句话里按原序留下的四到七个词；含有这整句话的段落都算对。没有存问法，事项和环节帮不上忙。')
  await compareGraph(all, base, questions)
  await compare(chosen(all), base, questions)
}
