/**
 * A pure function of one text that keeps its last results: one message is looked at several times in its turn, and of a
 * new content version nearly every text is an old one.
 */
export function remember<T>(of: (text: string) => T, atMost = 64): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const made = of(text)
    if (known.size >= atMost) known.clear()
    known.set(text, made)
    return made
  }
}

/** Texts of a bureau's whole base, with room to spare. */
export const WHOLE_BASE = 100_000
