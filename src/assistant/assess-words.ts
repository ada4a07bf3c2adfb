/** What a resident reads in a preliminary judgement: what was heard, how it looks, what else to see, what to tell next. */
import type { FactDefinition, FactValue } from '../domain/facts'
import { sayYuan } from '../domain/fen'
import type { Outcome } from '../domain/rule-set'

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  likely: '初步看，可能符合',
  unlikely: '初步看，可能不符合',
  cannotTell: '还说不准',
  needsHuman: '要请工作人员看',
}

export const ASSESS = {
  told: (parts: readonly string[]) => `您说的情况：${parts.join('；')}。`,
  toldBefore: (parts: readonly string[]) => `前面说过的也算在内：${parts.join('；')}。`,
  correctable: '听错了就说“不对，是……”。',
  vague: (label: string, words: string, ends: string) => `${label}（“${words}”${ends}，没有说准，先不算）`,
  met: (label: string) => `✓ ${label}`,
  excepted: (label: string, reason: string) => `✓ ${label}：适用例外——${reason}`,
  unmet: (reason: string) => `✗ ${reason}`,
  unknown: (label: string) => `？ ${label}：还不清楚`,
  unknowns: (labels: readonly string[]) => `？ 还要看：${labels.join('；')}`,
  unpublished: '（当地标准的数额没有公布给我，这一条要以民政部门核对为准）',
  alternatives: (titles: readonly string[]) => `还可以看看：${titles.join('、')}。`,
  alsoOpen: (titles: readonly string[]) => `另外可能有关、条件还要再问的：${titles.join('、')}。`,
  ruledOut: (parts: readonly string[]) => `初步看不符合的：\n${parts.map((each) => `✗ ${each}`).join('\n')}`,
  next: (question: string) => `再告诉我一件事，判断会更准：${question}`,
  countedFully: (words: string) =>
    `“${words.trim()}”我按周岁算；要是虚岁，周岁可能还不到，请说“是虚岁”或者说出生年月日。`,
} as const

/** 残疾等级：二级; 全家每月收入合计：2300元. A count is clear from the resident's own words. */
export function sayFact(definition: FactDefinition, value: FactValue, words?: string): string {
  const said = words === undefined ? '' : `（${words.trim()}）`
  switch (definition.kind) {
    case 'choice':
      return `${definition.label}：${definition.choices?.[String(value)] ?? value}${said}`
    case 'fen':
      return `${definition.label}：${typeof value === 'number' ? sayYuan(value) : value}${said}`
    case 'boolean':
      return `${definition.label}${value === false ? '：不是' : ''}${said}`
    default:
      return words === undefined ? `${definition.label}：${value}` : `${definition.label}${said}`
  }
}

/** 2000元到3000元, where the words give the ends. */
export function sayEnds(definition: FactDefinition, range: readonly [number, number] | undefined): string {
  if (!range) return ''
  const [low, high] = definition.kind === 'fen' ? range.map(sayYuan) : range.map(String)
  return `，大约${low}到${high}`
}
