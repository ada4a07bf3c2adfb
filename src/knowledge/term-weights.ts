/** What a term is worth: the rarer, the more; said again, only a little more. */
export const rarity = (holders: number, all: number) => Math.log(1 + (all - holders + 0.5) / (holders + 0.5))

export const dampen = (times: number) => (times === 1 ? 1 : 1 + Math.log(times))

/** Counts up a place of an array that has it. */
export function add(counts: Int32Array, at: number, more: number): void {
  counts[at] = (counts[at] as number) + more
}
