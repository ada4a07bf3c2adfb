/** A dialog laid out flat for its proofs: every group and field in order, where it is written and what it can see. */
import type { Path } from './content-problems'
import type { Dialog, Field, Group } from './dialog'

export interface OutlinedField {
  readonly field: Field
  readonly group: Group
  readonly path: Path
  /** Ids of the repeating groups around it, outermost first. */
  readonly scope: readonly string[]
  /** members.incomes.amount */
  readonly pattern: string
}

export interface OutlinedGroup {
  readonly group: Group
  readonly path: Path
  /** The scope outside the group; inside it is one longer when the group repeats. */
  readonly outside: readonly string[]
  readonly inside: readonly string[]
  /** How many fields were declared before it. */
  readonly after: number
  /** The group itself or one around it tells why and on what basis it asks. */
  readonly noticed: boolean
}

export interface Outline {
  readonly fields: readonly OutlinedField[]
  readonly groups: readonly OutlinedGroup[]
}

export function outline(dialog: Dialog): Outline {
  const out: { fields: OutlinedField[]; groups: OutlinedGroup[] } = { fields: [], groups: [] }
  dialog.groups.forEach((group, i) => {
    visit(group, ['groups', i], [], false, out)
  })
  return out
}

function visit(
  group: Group,
  path: Path,
  outside: readonly string[],
  noticedAround: boolean,
  out: { fields: OutlinedField[]; groups: OutlinedGroup[] },
): void {
  const inside = group.repeat ? [...outside, group.id] : outside
  const noticed = noticedAround || group.notice !== undefined
  out.groups.push({ group, path, outside, inside, after: out.fields.length, noticed })
  group.fields.forEach((field, i) => {
    const pattern = [...inside, field.name].join('.')
    out.fields.push({ field, group, path: [...path, 'fields', i], scope: inside, pattern })
  })
  group.groups.forEach((inner, i) => {
    visit(inner, [...path, 'groups', i], inside, noticed, out)
  })
}

/** What a question in `scope` may refer to when `count` fields were declared before it. */
export function seenBefore(outlined: Outline, count: number, scope: readonly string[]): readonly OutlinedField[] {
  return outlined.fields.slice(0, count).filter((each) => isAround(each.scope, scope))
}

export function isAround(outer: readonly string[], inner: readonly string[]): boolean {
  return outer.length <= inner.length && outer.every((id, i) => inner[i] === id)
}
