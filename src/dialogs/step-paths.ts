/**
 * The paths of a form's steps, each put together once: they are the same at every walk, and in a large household making
 * hundreds of them anew costs more than all else in it.
 */
import type { AnswerPath } from '../domain/intake'
import type { Group } from './dialog'

interface Paths {
  /** In the order of the group's fields. */
  readonly fields: readonly AnswerPath[]
  /** Of a list's items, as far as one has been asked about. */
  readonly items: AnswerPath[]
}

const PATHS = new WeakMap<Group, Map<AnswerPath, Paths>>()

/** `around`: the item the group lies in; empty outside every list. */
export function pathsOf(group: Group, around: AnswerPath = ''): Paths {
  const known = PATHS.get(group) ?? new Map<AnswerPath, Paths>()
  PATHS.set(group, known)
  const paths = known.get(around) ?? { fields: group.fields.map((field) => under(around, field.name)), items: [] }
  known.set(around, paths)
  return paths
}

export function under(around: AnswerPath | undefined, name: string): AnswerPath {
  return around ? `${around}.${name}` : name
}
