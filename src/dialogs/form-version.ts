/** Form versions: a dialog as one canonical text and the digest that names it, for the form archive and the envelope. */
import { createHash } from 'node:crypto'
import { Fault } from '../base/fault'
import type { Dialog } from './dialog'
import { dialogSchema } from './dialog-schema'

/** Stable: the same questions give the same text, whatever the order of keys in the file. */
export function archiveText(dialog: Dialog): string {
  return JSON.stringify(inKeyOrder(dialog))
}

/** Every message asks whether its form is still the current one; a dialog never changes in place. */
const DIGESTS = new WeakMap<Dialog, string>()

export function digest(dialog: Dialog): string {
  const known = DIGESTS.get(dialog) ?? createHash('sha256').update(archiveText(dialog)).digest('hex')
  DIGESTS.set(dialog, known)
  return known
}

/** An archived version was proved when it was kept; one that cannot be read now is a fault, not a content error. */
export function dialogFromArchive(text: string): Dialog {
  const parsed = dialogSchema.safeParse(asJson(text))
  if (!parsed.success) throw new Fault('form.missing', 'an archived form version cannot be read')
  return parsed.data
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Fault('form.missing', 'an archived form version is not JSON', { cause })
  }
}

/** Choices keep their written order: it is the order the resident sees and counts (“第二个”). */
function inKeyOrder(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => inKeyOrder(each))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  if (key !== 'choices') entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, each]) => [name, inKeyOrder(each, name)]))
}
