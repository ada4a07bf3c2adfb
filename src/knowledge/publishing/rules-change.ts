/** What of a changed rule set is different: which criteria and exceptions came, went or changed, and its period. */
import type { RuleSet } from '../../domain/rule-set'

export function sayRulesChange(old: RuleSet, now: RuleSet): string {
  const said = [
    ...partsChanged('条件', old.criteria, now.criteria),
    ...partsChanged('例外', old.exceptions, now.exceptions),
  ]
  const [before, after] = [sayScope(old), sayScope(now)]
  if (before !== after) said.push(`${before} → ${after}`)
  return said.length > 0 ? `：${said.join('；')}` : '（只动了可以改办的事项）'
}

interface Part {
  readonly id: string
  readonly label: string
}

function partsChanged(word: string, old: readonly Part[], now: readonly Part[]): string[] {
  const removed = old.filter((each) => !now.some(({ id }) => id === each.id))
  const others = now.flatMap((each) => {
    const before = old.find(({ id }) => id === each.id)
    if (!before) return [`新增${word}“${each.label}”`]
    return JSON.stringify(before) === JSON.stringify(each) ? [] : [`改动${word}“${each.label}”`]
  })
  return [...removed.map(({ label }) => `删去${word}“${label}”`), ...others]
}

const sayScope = ({ region, from, to }: RuleSet) => `${region} ${from}～${to ?? '现行'}`
