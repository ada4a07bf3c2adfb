/** How danger is heard in families of messages nobody learned from: whole families held out in turn, printed one by one. */
import { type Classifier, classifierOf } from '../../src/assistant/danger-classifier'
import { hearListed, shapeOf } from '../../src/assistant/screen'
import { type DangerFamily, dangerFamilies } from '../evaluation/sets'
import { learnDanger } from './danger'
import type { Base } from './examples'

const DANGER_FOLDS = 10

interface Heard {
  readonly family: DangerFamily
  readonly listed: number
  /** By the list or, surely, by a classifier that has not learned from this family. */
  readonly sure: number
  /** Or in doubt: given where there is no other answer. */
  readonly doubtful: number
}

export function printDangerFolds(base: Base): void {
  const families = dangerFamilies()
  const heard = Array.from({ length: DANGER_FOLDS }, (_, fold) => {
    const classify = classifierOf(
      learnDanger(
        base,
        families.filter((__, i) => i % DANGER_FOLDS !== fold),
      ),
    )
    return families.filter((__, i) => i % DANGER_FOLDS === fold).map((family) => hearFamily(family, classify, base))
  }).flat()
  for (const each of heard) console.log(line(each.family.signal ?? '无危险', each.family.family, [each]))
  console.log(
    line(
      '危险',
      '合计',
      heard.filter((each) => each.family.signal !== undefined),
    ),
  )
  console.log(
    line(
      '无危险',
      '合计',
      heard.filter((each) => each.family.signal === undefined),
    ),
  )
}

function hearFamily(family: DangerFamily, classify: Classifier, { knowledge, normalise }: Base): Heard {
  const counts = { listed: 0, sure: 0, doubtful: 0 }
  for (const text of family.said) {
    const said = normalise(text)
    const listed = hearListed(text, knowledge, normalise) !== undefined
    const likely = classify(said, shapeOf(said, knowledge, normalise))
    if (listed) counts.listed++
    if (listed || likely?.sure) counts.sure++
    if (listed || likely) counts.doubtful++
  }
  return { family, ...counts }
}

function line(kind: string, name: string, heard: readonly Heard[]): string {
  const all = heard.reduce((sum, each) => sum + each.family.said.length, 0)
  const share = (count: (each: Heard) => number) =>
    `${((100 * heard.reduce((sum, each) => sum + count(each), 0)) / Math.max(1, all)).toFixed(1)}%`
  return `${kind} ${name}：${all} 句，名单 ${share((each) => each.listed)}，加分类器 ${share((each) => each.sure)}，加存疑 ${share((each) => each.doubtful)}`
}
