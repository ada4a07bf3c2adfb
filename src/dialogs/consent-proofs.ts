/**
 * Proves the questions that ask for a consent: they can be answered yes or no and nothing between, rest on a registered
 * article, stand under a notice, and a refusal has a consequence somebody wrote down.
 */
import { comparisonsOf } from '../domain/conditions'
import type { Report } from './content-problems'
import type { ConsentSought, Dialog, Field } from './dialog'
import { isAround, type Outline, type OutlinedField } from './dialog-outline'

export function proveConsents(
  dialog: Dialog,
  outlined: Outline,
  sources: { has(id: string): boolean },
  report: Report,
): void {
  outlined.fields.forEach((each, i) => {
    const { consent } = each.field
    if (!consent) return
    proveAnswers(each, report)
    proveGround(each, consent, { outlined, sources }, report)
    proveAge(each, consent, outlined.fields.slice(0, i), report)
    if (!hasConsequence(each, dialog))
      report(
        [...each.path, 'consent'],
        `“${each.field.label}”不同意会怎样，没有写`,
        '在 stops 里写一条：还能怎么办、当面找谁；重复组里的写上 each。',
      )
  })
}

function proveAnswers({ field, path }: OutlinedField, report: Report): void {
  if (field.type !== 'choice' && field.type !== 'boolean')
    report([...path, 'consent'], `“${field.label}”是同意，却不是选项或是非`, '把 type 改成 choice。')
  if (field.unknownOk || field.laterOk)
    report(
      [...path, 'consent'],
      `“${field.label}”是同意，不能空着`,
      '删掉 unknownOk、laterOk；可以先不同意，也可以先了解。',
    )
}

function proveGround(
  each: OutlinedField,
  { basis, by }: ConsentSought,
  { outlined, sources }: { outlined: Outline; sources: { has(id: string): boolean } },
  report: Report,
): void {
  const { field, group, path, scope } = each
  basis.forEach(({ source }, i) => {
    if (!sources.has(source))
      report([...path, 'consent', 'basis', i], `依据“${source}”没有登记`, '写 sources.yaml 里已有的 id。')
  })
  if (!outlined.groups.some((other) => other.group.id === group.id && other.noticed))
    report(path, `“${field.label}”要居民同意，却没有先告知`, '给这一组写上 notice。')
  const names = outlined.fields.filter((other) => isAround(other.scope, scope) && other.field.type === 'personName')
  for (const name of by) {
    if (!names.some((other) => other.field.name === name))
      report([...path, 'consent', 'by'], `“${name}”不是姓名字段`, '写同一层或外层的 personName 字段，例如监护人姓名。')
  }
}

function proveAge(each: OutlinedField, { age }: ConsentSought, before: readonly OutlinedField[], report: Report): void {
  if (!age) return
  const born = before.find((other) => other.field.name === age.of && other.scope.join('.') === each.scope.join('.'))
  if (!born || !tellsBirth(born.field))
    report([...each.path, 'consent', 'age'], `“${age.of}”看不出几岁`, '写同一层前面的身份证号或出生日期字段。')
}

const tellsBirth = ({ type }: Field) => type === 'residentId' || type === 'date'

function hasConsequence({ field, scope }: OutlinedField, { stops }: Dialog): boolean {
  return stops.some(
    ({ when, each }) =>
      (each ?? '') === scope.join('.') && comparisonsOf(when).some((comparison) => comparison.fact === field.name),
  )
}
