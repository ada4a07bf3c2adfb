/**
 * The figures in a text — amounts, dates, days, ages, percentages, phones — brought to one spelling, so that an answer's
 * can be looked for in what it quotes: 七百三十元, 730元 and 0.073万元 are one. Classifiers (三项, 一个, 两个人) are none.
 */
import { readNumber } from '../dialogs/answers/chinese-number'

const UNIT = '万?元|块钱?|周?岁|个?工作日|自然日|天|日|个月|月|年|倍|%|％|个百分点|小时|分钟|号|条|周岁|平方米|亿元'
const CHINESE = '零〇一二两三四五六七八九十百千万'
const WITH_DIGITS = new RegExp(`(\\d[\\d,]*(?:\\.\\d+)?)\\s*(万)?\\s*(${UNIT})?`, 'g')
const IN_CHINESE = new RegExp(`([${CHINESE}]{1,9})(${UNIT})`, 'g')
const SAME_UNIT: Readonly<Record<string, string>> = {
  块: '元',
  块钱: '元',
  周岁: '岁',
  日: '天',
  自然日: '天',
  号: '天',
  月: '个月',
  '％': '%',
  个工作日: '工作日',
}

/** Each as `value unit`; the unit is empty for a bare number such as a phone. */
export function figuresIn(text: string): ReadonlySet<string> {
  const found = new Set<string>()
  for (const [, digits, myriad, unit] of text.normalize('NFKC').matchAll(WITH_DIGITS))
    add(found, Number((digits ?? '').replaceAll(',', '')) * (myriad ? 10_000 : 1), unit ?? '')
  for (const [, said, unit] of text.matchAll(IN_CHINESE)) {
    const read = readNumber(said ?? '')
    if (read && !read.range && !read.more && read.length === said?.length) add(found, read.value, unit ?? '')
  }
  return found
}

function add(found: Set<string>, value: number, unit: string): void {
  const myriads = unit === '万元' ? 10_000 : unit === '亿元' ? 100_000_000 : 1
  const plain = myriads > 1 ? '元' : (SAME_UNIT[unit] ?? unit)
  found.add(`${Math.round(value * myriads * 1e6) / 1e6} ${plain}`)
}

/** Figures of `text` that `evidence` does not hold with the same unit. */
export function figuresNotIn(text: string, evidence: string): readonly string[] {
  const known = figuresIn(evidence)
  return [...figuresIn(text)].filter((figure) => !known.has(figure))
}
