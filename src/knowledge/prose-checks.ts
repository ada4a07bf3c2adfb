/** What may not stand in prose: amounts, phone numbers, addresses of the web, and promises of a decision. */
import type { ContentProblem } from '../base/content-file'
import type { Place } from './basis'

const CHECKS: readonly { pattern: RegExp; problem: (found: string) => string; remedy: string }[] = [
  {
    pattern: /(?:\d[\d,.]*|[一二两三四五六七八九十百千]+)\s*万?(?:元|块钱)/u,
    problem: (found) => `文字里有金额“${found}”`,
    remedy: '金额写进 standards.yaml，这里用 {{standard:名称}}。',
  },
  {
    pattern:
      /(?<![\d第〔])(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|1[26]\d{3}|95\d{3}|(?:拨打|打|拨)\s*1[12][09])(?![\d号年条])/u,
    problem: (found) => `文字里有电话“${found}”`,
    remedy: '电话登记在 bureau.yaml，这里用 {{phone:电话 id}}。',
  },
  {
    pattern: /https?:\/\/\S+/u,
    problem: (found) => `文字里有网址“${found}”`,
    remedy: '网址写进 sources.yaml 的 link。',
  },
  {
    pattern: /您符合条件|你符合条件|一定能批|肯定能批|保证能办|一定会批准/u,
    problem: (found) => `“${found}”是在替审核机关下结论`,
    remedy: '改成“初步看”“可以申请，以审核确认为准”。',
  },
]

export function checkProse(text: string, at: Place, problems: ContentProblem[]): void {
  const prose = text.replace(/\{\{[^}]*\}\}/g, '')
  for (const { pattern, problem, remedy } of CHECKS) {
    const found = pattern.exec(prose)
    if (found) problems.push({ ...at, problem: problem(found[0]), remedy })
  }
}
