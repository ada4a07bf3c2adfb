/** A sensitive answer as it may be shown without a stated purpose: enough for its owner to recognise it. */
import { maskMiddle, maskNumbers } from '../domain/mask'
import type { CaseFile } from './case-file'

type Answer = CaseFile['answers'][number]

export function maskedAnswer({ type, state, shown, sensitive }: Answer): string {
  if (!sensitive || state.kind !== 'given') return maskNumbers(shown).text
  switch (type) {
    case 'residentId':
      return maskMiddle(shown, 3, 2)
    case 'phone':
      return maskMiddle(shown, 3, 4)
    case 'personName':
      return `${[...shown][0] ?? ''}**`
    default:
      return '****'
  }
}
