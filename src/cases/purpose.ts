/** Why a person’s data is looked at, as staff state it: long enough to say something, numbers of a person covered. */
import { maskNumbers } from '../domain/mask'

const SHORTEST = 4

/** Undefined when it says nothing. */
export function statedPurpose(given: string): string | undefined {
  const purpose = maskNumbers(given.trim()).text
  return purpose.length < SHORTEST ? undefined : purpose
}
