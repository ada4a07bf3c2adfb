/** Eligibility rules and their examples: ids once, periods sound, facts declared and compared with what they can hold. */
import { type Comparison, comparisonsOf } from '../domain/conditions'
import { fits } from '../domain/facts'
import { intersect } from '../domain/period'
import type { Criterion, EligibilityCase, RuleException, RuleSet } from '../domain/rule-set'
import type { Place } from './basis'
import type { Knowledge } from './knowledge'
import { checkProse } from './prose-checks'
import { fileOf } from './read-programme'
import { checkUnique, type Path, placeOf, type Reading, report } from './reading'
import { factNamed, isRuleSet, isStandard } from './references'

type PlaceAt = (path: Path) => Place

export function checkRules(knowledge: Knowledge, reading: Reading): void {
  for (const programme of knowledge.programmes.values()) {
    const sets = knowledge.ruleSets.filter((each) => each.programme === programme.id)
    const at: PlaceAt = (path) => placeOf(reading, fileOf(programme, 'eligibility.yaml'), ['ruleSets', ...path])
    sets.forEach((set, i) => {
      checkRuleSet(set, (path) => at([i, ...path]), knowledge, reading)
    })
    checkTogether(sets, at, reading)
  }
  for (const each of knowledge.cases) checkCase(each, knowledge, reading)
}

function checkRuleSet(set: RuleSet, at: PlaceAt, knowledge: Knowledge, reading: Reading): void {
  if (!knowledge.regions.has(set.region))
    report(reading, at(['region']), `没有叫“${set.region}”的地区`, '用 bureau.yaml 里的地区全名。')
  if (set.to !== undefined && set.to <= set.from)
    report(reading, at(['to']), `规则 ${set.id} 的结束日不晚于起始日`, '核对 from 和 to；to 那天不含在内。')
  const ids = set.criteria.map((each) => each.id)
  checkUnique(reading, ids, '条件 id', (i) => at(['criteria', i, 'id']))
  set.criteria.forEach((each, i) => {
    const partAt: PlaceAt = (path) => at(['criteria', i, ...path])
    checkPart(each, set, partAt, knowledge, reading)
    checkProse(each.unmet, partAt(['unmet']), reading.problems)
  })
  set.exceptions.forEach((each, i) => {
    checkPart(each, set, (path) => at(['exceptions', i, ...path]), knowledge, reading)
    each.overrides.forEach((id, j) => {
      const place = at(['exceptions', i, 'overrides', j])
      if (!ids.includes(id))
        report(reading, place, `例外 ${each.id} 指向的条件“${id}”不存在`, '改成本规则里的条件 id。')
    })
  })
  set.alternatives.forEach((id, i) => {
    const place = at(['alternatives', i])
    if (!knowledge.programmes.has(id)) report(reading, place, `替代事项“${id}”不存在`, '改成已有的事项 id，或删掉。')
  })
}

/** Only one rule set may answer for a programme, region and day. */
function checkTogether(sets: readonly RuleSet[], at: PlaceAt, reading: Reading): void {
  checkUnique(
    reading,
    sets.map((each) => each.id),
    '规则 id',
    (i) => at([i, 'id']),
  )
  sets.forEach((set, i) => {
    const other = sets.slice(0, i).find((before) => before.region === set.region && intersect(before, set))
    if (other)
      report(
        reading,
        at([i, 'from']),
        `规则 ${set.id} 和 ${other.id} 在${set.region}有同时有效的日子`,
        '给先的一套写上 to。',
      )
  })
}

function checkPart(
  part: Criterion | RuleException,
  set: RuleSet,
  at: PlaceAt,
  knowledge: Knowledge,
  reading: Reading,
): void {
  for (const { source: id } of part.basis) {
    const source = knowledge.sources.get(id)
    const lasts = source?.to === undefined || (set.to !== undefined && set.to <= source.to)
    if (source && (set.from < source.from || !lasts))
      report(
        reading,
        at(['basis']),
        `${part.id}：依据“${id}”（${source.from}～${source.to ?? '现行'}）管不到规则 ${set.id} 的全部日子`,
        '把规则按新旧依据分成两套，各写自己的 from 和 to。',
      )
  }
  for (const comparison of comparisonsOf(part.when)) {
    const wrong = whyMisfit(comparison, set, knowledge, reading)
    if (wrong) report(reading, at(['when']), `${part.id}：${wrong.problem}`, wrong.remedy)
  }
}

interface Misfit {
  readonly problem: string
  readonly remedy: string
}

function whyMisfit(comparison: Comparison, set: RuleSet, knowledge: Knowledge, reading: Reading): Misfit | undefined {
  const fact = factNamed(comparison.fact, knowledge, reading)
  if (fact === 'cannotTell') return undefined
  if (!fact) return { problem: `事实“${comparison.fact}”没有登记`, remedy: '在 facts.yaml 里登记。' }
  const hasOrder = ['count', 'number', 'fen', 'date'].includes(fact.kind)
  if ((comparison.op === 'below' || comparison.op === 'atLeast') && !hasOrder)
    return { problem: `事实 ${fact.name} 分不出大小`, remedy: `它是 ${fact.kind} 类型，改用 equals 或 oneOf。` }
  if ('standard' in comparison) {
    if (fact.kind !== 'fen') return { problem: `事实 ${fact.name} 不是金额`, remedy: '只有 fen 类型能和标准比。' }
    if (!isStandard(comparison.standard, set.programme, knowledge, reading))
      return { problem: `标准“${comparison.standard}”不存在`, remedy: '在本事项的 standards.yaml 里登记。' }
    return undefined
  }
  const values = comparison.op === 'oneOf' ? comparison.value : [comparison.value]
  const wrong = values.find((value) => !fits(fact, value))
  if (wrong === undefined) return undefined
  return {
    problem: `事实 ${fact.name} 不能取值“${wrong}”`,
    remedy: `它是 ${fact.kind} 类型，照 facts.yaml 的登记改。`,
  }
}

function checkCase(each: EligibilityCase, knowledge: Knowledge, reading: Reading): void {
  if (!isRuleSet(each.ruleSet, knowledge, reading))
    report(
      reading,
      each.where,
      `例子“${each.name}”的规则“${each.ruleSet}”不存在`,
      '改成 eligibility.yaml 里的规则 id。',
    )
  if (!knowledge.regions.has(each.region))
    report(reading, each.where, `没有叫“${each.region}”的地区`, '用 bureau.yaml 里的地区全名。')
  for (const [name, value] of Object.entries(each.facts)) {
    const fact = factNamed(name, knowledge, reading)
    if (fact === 'cannotTell' || value === undefined) continue
    if (!fact) report(reading, each.where, `例子“${each.name}”的事实“${name}”没有登记`, '在 facts.yaml 里登记。')
    else if (!fits(fact, value))
      report(reading, each.where, `例子“${each.name}”的事实 ${name} 不能取值“${value}”`, `它是 ${fact.kind} 类型。`)
  }
}
