/** Proves each field by itself: choices, bounds, examples that its own type can read, the fact it gives. */
import type { FactDefinition, FactKind } from '../domain/facts'
import type { RegionTree } from '../domain/region'
import { ANSWER_TYPES } from './answer-types'
import { boundDay } from './answers/spoken-date'
import type { Path, Report } from './content-problems'
import type { Field, FieldType } from './dialog'

/** An identity number has no example: any that passes the check may be somebody's. */
/** Examples are read as on this day; they must not depend on the calendar more than 明天 does. */
const PROOF_DAY = '2026-07-01'
const NEEDS_EXAMPLE: readonly FieldType[] = ['personName', 'phone', 'fen', 'date', 'count', 'address']

export function proveField(
  field: Field,
  path: Path,
  known: { facts: ReadonlyMap<string, FactDefinition>; regions: RegionTree },
  report: Report,
): void {
  proveChoices(field, path, report)
  proveBounds(field, path, report)
  proveExamples(field, path, known.regions, report)
  if (field.fact !== undefined)
    proveFact(field.fact, kindGiven(field.type), Object.keys(field.choices), [...path, 'fact'], known.facts, report)
}

function proveChoices(field: Field, path: Path, report: Report): void {
  const keys = Object.keys(field.choices)
  const at = [...path, 'choices']
  if (field.type === 'choice' && keys.length < 2)
    report(at, `选项字段“${field.name}”至少要有两个选项`, '补上 choices。')
  if (field.type === 'boolean' && keys.length > 0 && keys.join() !== 'yes,no')
    report(at, `是非字段“${field.name}”的 choices 只能依次写 yes 和 no`, '写成 { yes: 同意, no: 不同意 }，或者删掉。')
  if (field.type !== 'choice' && field.type !== 'boolean' && keys.length > 0)
    report(at, `“${field.name}”不是选项或是非，不能有 choices`, '删掉 choices，或把 type 改成 choice。')
  const seen = new Map<string, string>()
  for (const [key, choice] of Object.entries(field.choices)) {
    for (const word of [choice.label, ...choice.also]) {
      const other = seen.get(word)
      if (other !== undefined)
        report([...at, key], `“${word}”同时是选项 ${other} 和 ${key} 的说法`, '一个说法只能属于一个选项。')
      seen.set(word, key)
    }
  }
}

function proveBounds(field: Field, path: Path, report: Report): void {
  for (const key of ['atLeast', 'atMost'] as const) {
    const bound = field[key]
    if (bound === undefined) continue
    const fits =
      field.type === 'date'
        ? boundDay(bound, PROOF_DAY) !== undefined
        : BOUNDED.includes(field.type) && typeof bound === 'number'
    if (!fits)
      report(
        [...path, key],
        `“${field.name}”的 ${key} 和类型对不上`,
        '金额（分）、数目、文字长度写数字；日期写 YYYY-MM-DD 或 today；其他类型不写。',
      )
  }
  const only: readonly (readonly ['daysAhead' | 'per' | 'together' | 'notCounted' | 'sex', FieldType])[] = [
    ['daysAhead', 'date'],
    ['per', 'fen'],
    ['together', 'fen'],
    ['notCounted', 'fen'],
    ['sex', 'residentId'],
  ]
  for (const [key, type] of only) {
    if (field[key] !== undefined && field.type !== type)
      report([...path, key], `${key} 只能写在 ${type} 类型的字段里`, `删掉 ${key}。`)
  }
}

const BOUNDED: readonly FieldType[] = ['fen', 'count', 'text', 'address']

function proveExamples(field: Field, path: Path, regions: RegionTree, report: Report): void {
  if (NEEDS_EXAMPLE.includes(field.type) && field.examples.length === 0)
    report(path, `“${field.name}”缺少例子`, '补上 examples，居民答不上来时会看到。')
  field.examples.forEach((example, i) => {
    const parsed = ANSWER_TYPES[field.type].read(example, field, { today: PROOF_DAY, regions })
    if (!parsed.ok)
      report([...path, 'examples', i], `例子“${example}”自己都读不懂：${parsed.say}`, '换一个按这种类型能读懂的例子。')
  })
}

export function proveFact(
  name: string,
  kind: FactKind,
  choices: readonly string[],
  path: Path,
  facts: ReadonlyMap<string, FactDefinition>,
  report: Report,
): void {
  const fact = facts.get(name)
  if (!fact) {
    report(path, `事实“${name}”没有登记`, '在 knowledge/facts.yaml 登记，或删掉 fact。')
    return
  }
  const fits = fact.kind === kind || (fact.kind === 'number' && kind === 'count')
  if (!fits) report(path, `事实“${name}”是 ${fact.kind}，这里给的是 ${kind}`, '换一个类型相同的事实。')
  const unknown = fact.choices ? choices.filter((key) => !(key in (fact.choices ?? {}))) : []
  if (fits && kind === 'choice' && unknown.length > 0)
    report(path, `事实“${name}”没有这些选项：${unknown.join('、')}`, '选项名要和 facts.yaml 里的一致。')
}

/** An identity number gives the birth date it holds. */
function kindGiven(type: FieldType): FactKind {
  switch (type) {
    case 'residentId':
      return 'date'
    case 'personName':
    case 'phone':
    case 'address':
      return 'text'
    default:
      return type
  }
}
