/** Proves conditions: each comparison names a field declared earlier and visible, with an operator and value that fit it. */
import { type Comparison, type Condition, comparisonsOf } from '../domain/conditions'
import type { FactKind, FactValue } from '../domain/facts'
import type { Path, Report } from './content-problems'
import type { DerivedField, Field } from './dialog'
import type { OutlinedField } from './dialog-outline'

/** What a condition may name: a field's kind and choices, or a derived value's. */
export interface Nameable {
  readonly kind: FactKind | 'other'
  readonly choices?: readonly string[] | undefined
}

export type Vocabulary = ReadonlyMap<string, Nameable>

export function fieldsAsVocabulary(fields: readonly OutlinedField[]): Vocabulary {
  return new Map(fields.map(({ field }) => [field.name, nameable(field)]))
}

export function withDerived(vocabulary: Vocabulary, derived: readonly DerivedField[]): Vocabulary {
  return new Map([...vocabulary, ...derived.map((each) => [each.name, derivedNameable(each)] as const)])
}

export function proveCondition(condition: Condition, vocabulary: Vocabulary, path: Path, report: Report): void {
  for (const each of comparisonsOf(condition)) proveComparison(each, vocabulary, path, report)
}

function proveComparison(comparison: Comparison, vocabulary: Vocabulary, path: Path, report: Report): void {
  const { fact, op } = comparison
  if ('standard' in comparison) {
    report(path, `条件里用了标准“${comparison.standard}”`, '表单的条件只能比较本表单前面的回答，改用 value。')
    return
  }
  const named = vocabulary.get(fact)
  if (!named) {
    report(path, `条件里的“${fact}”不是前面已经问过的字段`, '只能用排在前面、同一层或外层的字段名。')
    return
  }
  if (named.kind === 'other') {
    report(path, `字段“${fact}”的类型不能用在条件里`, '条件只能用是非、选项、数目、金额、日期、地区。')
    return
  }
  if ((op === 'below' || op === 'atLeast') && !['count', 'fen', 'number', 'date'].includes(named.kind))
    report(path, `“${fact}”不能比大小（${op}）`, '改用 equals 或 oneOf。')
  const values = op === 'oneOf' ? comparison.value : [comparison.value]
  for (const value of values) proveValue(fact, value, named, path, report)
}

function proveValue(fact: string, value: FactValue, named: Nameable, path: Path, report: Report): void {
  if (named.choices && !named.choices.includes(String(value)))
    report(path, `“${fact}”没有“${String(value)}”这个选项`, `只能写：${named.choices.join('、')}。`)
  else if (!isOfKind(value, named.kind))
    report(
      path,
      `“${fact}”不能和“${String(value)}”比较，类型不对`,
      '是非写 true 或 false，数目和金额（分）写数字，日期写 YYYY-MM-DD。',
    )
}

function isOfKind(value: FactValue, kind: Nameable['kind']): boolean {
  switch (kind) {
    case 'boolean':
      return typeof value === 'boolean'
    case 'count':
    case 'fen':
    case 'number':
      return typeof value === 'number'
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
    default:
      return typeof value === 'string'
  }
}

function nameable(field: Field): Nameable {
  switch (field.type) {
    case 'boolean':
    case 'count':
    case 'fen':
    case 'date':
    case 'region':
      return { kind: field.type }
    case 'choice':
      return { kind: 'choice', choices: Object.keys(field.choices) }
    default:
      return { kind: 'other' }
  }
}

function derivedNameable({ from }: DerivedField): Nameable {
  switch (from.kind) {
    case 'count':
    case 'age':
      return { kind: 'count' }
    case 'sum':
      return { kind: 'fen' }
    case 'reaches':
      return { kind: 'choice', choices: ['notYet', 'today', 'passed'] }
    case 'weekend':
    case 'holds':
      return { kind: 'boolean' }
  }
}
