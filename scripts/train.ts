/**
 * `npm run train`: learns, from the content's own questions, what the retrieval uses, in this order. `--embedder`: the
 * local embedder's table. No flag: the ranking weights, five-fold cross-validated by programme (`--ablation`: what each
 * feature adds). `--confidence`: how sure the first passage makes us, with the abstention curve. `--danger`: the classifier
 * beside the list of danger signals.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import calibration from '../src/assistant/answer-confidence.json'
import type { Library } from '../src/assistant/turn'
import { contentTokenizer } from '../src/knowledge/open-index'
import { FEATURE_NAMES } from '../src/knowledge/passage-features'
import { openEvaluationLibrary } from './evaluation/asker'
import { collectConfidenceExamples, type Grouped } from './training/confidence-examples'
import { learnDanger } from './training/danger'
import { printDangerFolds } from './training/danger-folds'
import { contentPairs, learnEncoder } from './training/encoder'
import { collectExamples, collectTextExamples, type Example, type Fold } from './training/examples'
import { FOLDS, openFolds } from './training/folds'
import { learnLogistic, learnRanking, rankOf, scoreOf, sigmoid, type Weights } from './training/linear'

const WORDING = ['wording', 'wordingSaid', 'wordingCovers']
const REST = ['rest', 'restSaid', 'restCovers']
const TEXT = ['text', 'textCovers']

const ABLATED: Readonly<Record<string, readonly string[]>> = {
  全部: [],
  去掉问法的词: [...WORDING, ...REST],
  去掉无名问法的词: REST,
  去掉正文的词: TEXT,
  去掉问法向量: ['vector'],
  去掉正文向量: ['vectorText'],
  去掉所有向量: ['vector', 'vectorText'],
  去掉事项: ['programme', 'section'],
  去掉环节: ['facet', 'section'],
  去掉环节正段: ['section'],
  去掉问答优先: ['faq'],
}

/** Each programme is ranked by weights that have not seen it. Per kind of question: R@1/R@5. */
function crossValidate(examples: readonly Example[], names: readonly string[]): string {
  const programmes = [...new Set(examples.map((each) => each.programme))].sort()
  const ranks = new Map<string, number[]>()
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = new Set(programmes.filter((_, i) => i % FOLDS === fold))
    const weights: Weights = learnRanking(
      examples.filter((each) => !held.has(each.programme)),
      names,
    )
    for (const each of examples.filter((one) => held.has(one.programme)))
      ranks.set(each.kind, [...(ranks.get(each.kind) ?? []), rankOf(each, weights)])
  }
  return [...ranks].map(([kind, all]) => `${kind} ${within(1, all)}/${within(5, all)}（${all.length}）`).join('  ')
}

const within = (most: number, ranks: readonly number[]) =>
  ((100 * ranks.filter((rank) => rank <= most).length) / ranks.length).toFixed(1)

function learnFusion(examples: readonly Example[], names: readonly string[]): Weights {
  const isAblation = process.argv.includes('--ablation')
  for (const [name, without] of Object.entries(ABLATED)) {
    const kept = names.filter((each) => !without.includes(each))
    if (without.length > 0 && (!isAblation || kept.length === names.length || kept.length === 0)) continue
    console.log(`${name}：${crossValidate(examples, kept)}`)
  }
  return { ...NOTHING, ...learnRanking(examples, names) }
}

const NOTHING: Weights = Object.fromEntries(FEATURE_NAMES.map((name) => [name, 0]))

async function trainRanking(library: Library, folds: readonly Fold[]): Promise<void> {
  const withWordings = learnFusion(await collectExamples(folds), FEATURE_NAMES)
  const textOnly = learnFusion(await collectTextExamples(library), TEXT)
  console.log({ withWordings, textOnly })
  write('src/knowledge/ranking-weights.json', { withWordings, textOnly })
}

const CONFIDENCE_FEATURES = [
  ...[
    'score',
    'wording',
    'rest',
    'restCovers',
    'wordingCovers',
    'wordingSaid',
    'restSaid',
    'text',
    'textCovers',
    'vector',
    'vectorText',
    'faq',
    'facet',
    'section',
  ],
  ...[
    'named',
    'fits',
    'misfits',
    'margin',
    'strongest',
    'covered',
    'otherDepartment',
    'short',
    'asksNothing',
    'familiar',
    'agree',
    'second',
  ],
]

async function trainConfidence(folds: readonly Fold[]): Promise<void> {
  const examples = await collectConfidenceExamples(folds)
  const groups = [...new Set(examples.map((each) => each.group))].sort()
  const scored: { example: Grouped; sure: number }[] = []
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = new Set(groups.filter((_, i) => i % FOLDS === fold))
    const weights = learnLogistic(
      examples.filter((each) => !held.has(each.group)),
      CONFIDENCE_FEATURES,
    )
    for (const example of examples.filter((each) => held.has(each.group)))
      scored.push({ example, sure: sigmoid(scoreOf({ bias: 1, ...example.features }, weights)) })
  }
  console.log('门槛   答对的题仍会答  必答题仍会答  答错的会答  不该答的会答（五折交叉验证）')
  for (const limit of [0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8]) {
    const share = (wanted: (each: Grouped) => boolean) => {
      const all = scored.filter(({ example }) => wanted(example))
      return `${((100 * all.filter(({ sure }) => sure >= limit).length) / Math.max(1, all.length)).toFixed(1)}%`.padStart(
        8,
      )
    }
    console.log(
      limit.toFixed(2),
      share((each) => each.positive),
      share((each) => each.positive && each.source === 'golden'),
      share((each) => !each.positive && (each.source === 'wording' || each.source === 'golden')),
      share((each) => each.source === 'outOfScope'),
    )
  }
  const weights = learnLogistic(examples, CONFIDENCE_FEATURES)
  console.log(weights)
  write('src/assistant/answer-confidence.json', { ...calibration, weights })
}

const write = (file: string, value: object) =>
  writeFileSync(join(__dirname, '..', file), `${JSON.stringify(value, null, 2)}\n`)

function trainEmbedder({ knowledge, normalise }: Library): void {
  const pairs = contentPairs(knowledge, normalise, () => true)
  const weights = learnEncoder(pairs, contentTokenizer(knowledge, normalise))
  console.log(`向量表：${pairs.length} 对，摘要 ${weights.digest}`)
  write('src/knowledge/embedder-weights.json', weights)
}

function trainDanger(library: Library): void {
  printDangerFolds(library)
  write('src/assistant/danger-weights.json', learnDanger(library))
}

async function main(): Promise<void> {
  const [stage] = process.argv.slice(2)
  const library = await openEvaluationLibrary()
  if (stage === '--embedder') return trainEmbedder(library)
  if (stage === '--danger') return trainDanger(library)
  const folds = await openFolds(library)
  if (stage === '--confidence') await trainConfidence(folds)
  else await trainRanking(library, folds)
}

void main()
