/** Which forms differ between two contents. An intake under way stays on the version it began with. */
import type { Dialog } from '../dialogs/dialog'
import { digest } from '../dialogs/form-version'

export interface DialogDifference {
  readonly at: { readonly file: string; readonly line: number }
  readonly what: string
}

export function diffDialogs(
  live: ReadonlyMap<string, Dialog>,
  working: ReadonlyMap<string, Dialog>,
): readonly DialogDifference[] {
  return [...new Set([...live.keys(), ...working.keys()])].flatMap((id) => {
    const [old, now] = [live.get(id), working.get(id)]
    if (old && now && digest(old) === digest(now)) return []
    const how = !old ? '新增' : !now ? '删去' : '改动'
    return [{ at: { file: `dialogs/${id}.yaml`, line: 1 }, what: `${how}表单“${id}”` }]
  })
}
