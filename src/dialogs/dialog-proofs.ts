/**
 * Proves a dialog as a whole before anybody is asked by it: names, conditions, texts, bases, derived values. What walking
 * through it proves (every question reachable, an end reachable) is in dialog-walks.ts.
 */
import { comparisonsOf } from '../domain/conditions'
import type { FactDefinition } from '../domain/facts'
import type { RegionTree } from '../domain/region'
import { agesOnNamedDay } from './ages'
import { fieldsAsVocabulary, proveCondition, type Vocabulary, withDerived } from './condition-proofs'
import { proveConsents } from './consent-proofs'
import type { Path, Report } from './content-problems'
import type { DerivedField, Dialog, VisitWish } from './dialog'
import { type Outline, type OutlinedGroup, outline, seenBefore } from './dialog-outline'
import { proveFact, proveField } from './field-proofs'

/** The registers a dialog refers to; `Knowledge` fits. */
export interface Registers {
  readonly facts: ReadonlyMap<string, FactDefinition>
  readonly sources: { has(id: string): boolean }
  readonly programmes: { has(id: string): boolean }
  readonly regions: RegionTree
}

export function proveDialog(dialog: Dialog, registers: Registers, report: Report): void {
  const outlined = outline(dialog)
  if (!registers.programmes.has(dialog.programme))
    report(['programme'], `事项“${dialog.programme}”不存在`, '写 knowledge 里已有的事项 id。')
  proveNames(dialog, outlined, report)
  for (const each of outlined.groups) proveGroup(each, outlined, registers, report)
  outlined.fields.forEach((each, i) => {
    const seen = fieldsAsVocabulary(seenBefore(outlined, i, each.scope))
    if (each.field.when) proveCondition(each.field.when, seen, [...each.path, 'when'], report)
    proveText(each.field.question, seen, [...each.path, 'question'], report)
    proveField(each.field, each.path, registers, report)
  })
  proveConsents(dialog, outlined, registers.sources, report)
  proveEnds(dialog, outlined, registers, report)
}

function proveNames(dialog: Dialog, outlined: Outline, report: Report): void {
  const groups = new Set<string>()
  for (const { group, path } of outlined.groups) {
    if (groups.has(group.id)) report([...path, 'id'], `分组“${group.id}”写了两次`, '给其中一个换个 id。')
    groups.add(group.id)
  }
  outlined.fields.forEach((each, i) => {
    const around = seenBefore(outlined, i, each.scope)
    if (around.some((other) => other.field.name === each.field.name))
      report(
        [...each.path, 'name'],
        `字段“${each.field.name}”在同一层或外层已经有了`,
        '换一个名称；重复组里的字段也不能和外层重名。',
      )
    if (
      around.some(
        (other) =>
          other.pattern !== each.pattern &&
          other.field.label === each.field.label &&
          other.scope.length === each.scope.length,
      )
    )
      report([...each.path, 'label'], `两个字段都叫“${each.field.label}”`, '改成能分清的叫法，居民会说“修改某某”。')
  })
  const roots = new Set(outlined.fields.filter((each) => each.scope.length === 0).map((each) => each.field.name))
  dialog.derived.forEach(({ name }, i) => {
    if (roots.has(name)) report(['derived', i, 'name'], `“${name}”已经是字段或算出值的名称`, '换一个名称。')
    roots.add(name)
  })
}

function proveGroup(each: OutlinedGroup, outlined: Outline, registers: Registers, report: Report): void {
  const { group, path, outside } = each
  const seen = fieldsAsVocabulary(seenBefore(outlined, each.after, outside))
  if (group.when) proveCondition(group.when, seen, [...path, 'when'], report)
  group.notice?.basis.forEach(({ source }, i) => {
    if (!registers.sources.has(source))
      report(
        [...path, 'notice', 'basis', i],
        `依据“${source}”没有登记`,
        '在 knowledge 的 sources.yaml 登记，或写已有的 id。',
      )
  })
  if (!each.noticed && group.fields.some((field) => field.sensitive))
    report(path, `分组“${group.title}”有敏感信息，却没有告知`, '写上 notice：为什么收、依据、保存多久、交给谁。')
  if (!group.repeat) return
  const { min, max, first, more, calledBy } = group.repeat
  if (min > max) report([...path, 'repeat', 'min'], `最少 ${min} 个，比最多 ${max} 个还多`, '把 min 改得不大于 max。')
  proveText(first, seen, [...path, 'repeat', 'first'], report)
  proveText(more, seen, [...path, 'repeat', 'more'], report)
  for (const name of calledBy) {
    if (!group.fields.some((field) => field.name === name))
      report(
        [...path, 'repeat', 'calledBy'],
        `calledBy 里的“${name}”不是这一组的字段`,
        '写这一组里的字段名，例如姓名。',
      )
  }
}

function proveEnds(dialog: Dialog, outlined: Outline, registers: Registers, report: Report): void {
  const roots = outlined.fields.filter((each) => each.scope.length === 0)
  const answers = fieldsAsVocabulary(roots)
  const all = withDerived(answers, dialog.derived)
  if (answers.get(dialog.region)?.kind !== 'region')
    report(['region'], `region 写的“${dialog.region}”不是地区字段`, '写一个不在重复组里的 region 类型字段名。')
  const ages = new Set(agesOnNamedDay(dialog).map((each) => each.name))
  const withAges = withDerived(
    answers,
    dialog.derived.filter((each) => ages.has(each.name)),
  )
  const conditions = [...dialog.notes, ...dialog.stops, ...dialog.documents].flatMap(({ when }) =>
    when ? comparisonsOf(when) : [],
  )
  const judgedBy = new Set(conditions.map((each) => each.fact))
  dialog.derived.forEach((each, i) => {
    proveDerived(each, outlined, answers, ['derived', i], registers, report)
    if (!each.shown && each.fact === undefined && !judgedBy.has(each.name))
      report(
        ['derived', i],
        `算出来的“${each.label}”没有地方用到`,
        '用在 notes 或 documents 的条件里，写上 fact，或者删掉。',
      )
  })
  dialog.notes.forEach((note, i) => {
    proveCondition(note.when, all, ['notes', i, 'when'], report)
    proveText(note.text, answers, ['notes', i, 'text'], report)
  })
  dialog.stops.forEach((stop, i) => {
    const seen = seenInEach(stop.each, outlined, ['stops', i], report) ?? withAges
    proveCondition(stop.when, seen, ['stops', i, 'when'], report)
    proveText(stop.text, seen, ['stops', i, 'text'], report)
    if (stop.offer !== undefined && !registers.programmes.has(stop.offer))
      report(['stops', i, 'offer'], `事项“${stop.offer}”不存在`, '写 knowledge 里已有的事项 id。')
  })
  dialog.documents.forEach((line, i) => {
    const inner = seenInEach(line.each, outlined, ['documents', i], report)
    if (line.when) proveCondition(line.when, inner ?? all, ['documents', i, 'when'], report)
    proveText(line.text, inner ?? answers, ['documents', i, 'text'], report)
  })
  proveText(dialog.receipt, answers, ['receipt'], report)
  if (dialog.appointment) proveVisit(dialog.appointment, answers, report)
}

/** What can be named where each item of a list is judged by itself. */
function seenInEach(list: string | undefined, outlined: Outline, path: Path, report: Report): Vocabulary | undefined {
  if (list === undefined) return undefined
  const inner = outlined.groups.find((each) => each.inside.join('.') === list && each.group.repeat)
  if (!inner) report([...path, 'each'], `“${list}”不是重复组`, '写重复组的 id。')
  return inner && fieldsAsVocabulary(seenBefore(outlined, outlined.fields.length, inner.inside))
}

function proveVisit({ day, half, appliedOn, receipt }: VisitWish, answers: Vocabulary, report: Report): void {
  for (const [key, name] of [
    ['day', day],
    ['appliedOn', appliedOn],
  ] as const) {
    if (name !== undefined && answers.get(name)?.kind !== 'date')
      report(['appointment', key], `“${name}”不是日期字段`, '写一个不在重复组里的 date 类型字段名。')
  }
  const choices = answers.get(half)?.choices ?? []
  if (choices.length === 0 || choices.some((each) => each !== 'morning' && each !== 'afternoon'))
    report(['appointment', 'half'], `“${half}”不是上下午的选项`, '写一个选项为 morning、afternoon 的 choice 字段。')
  proveText(receipt, answers, ['appointment', 'receipt'], report)
}

function proveDerived(
  derived: DerivedField,
  outlined: Outline,
  answers: Vocabulary,
  path: Path,
  registers: Registers,
  report: Report,
): void {
  const { from } = derived
  const typeOf = (pattern: string) => outlined.fields.find((each) => each.pattern === pattern)?.field.type
  const wrong = (problem: string) => report([...path, 'from'], problem, '写本表单里类型合适的字段。')
  switch (from.kind) {
    case 'count':
      if (!outlined.groups.some((each) => each.group.repeat && each.inside.join('.') === from.of))
        wrong(`“${from.of}”不是重复组`)
      break
    case 'sum':
      for (const pattern of from.of) if (typeOf(pattern) !== 'fen') wrong(`“${pattern}”不是金额字段`)
      break
    case 'weekend':
      if (typeOf(from.of) !== 'date') wrong(`“${from.of}”不是日期字段`)
      break
    case 'holds':
      proveCondition(from.when, answers, [...path, 'from'], report)
      break
    default: {
      const birth = typeOf(from.birth)
      if (birth !== 'residentId' && birth !== 'date') wrong(`“${from.birth}”不是身份证号或日期字段`)
      if (from.on !== 'today' && typeOf(from.on) !== 'date') wrong(`“${from.on}”不是日期字段，也不是 today`)
    }
  }
  const kind = withDerived(new Map(), [derived]).get(derived.name)?.kind
  if (derived.fact !== undefined && kind && kind !== 'other')
    proveFact(derived.fact, kind, [], [...path, 'fact'], registers.facts, report)
}

function proveText(text: string, seen: Vocabulary, path: Path, report: Report): void {
  for (const [, name] of text.matchAll(/\{([A-Za-z0-9]+)\}/g)) {
    if (name !== undefined && !seen.has(name))
      report(path, `文字里的 {${name}} 不是前面已经问过的字段`, '只能用排在前面、同一层或外层的字段名。')
  }
}
