/** Amounts by region and day. Outside every period, or unpublished, the amount is not known: never the nearest row. */
import type { Fen } from './fen'
import type { LegalDay } from './legal-day'
import { covers, type Period } from './period'
import type { RegionTree } from './region'

export const UNITS = ['元/人·月', '元/人·年', '元/户·月', '元/户', '元/人', '元/次', '元/天', '元'] as const
export type Unit = (typeof UNITS)[number]

export type StandardRow = Period & {
  readonly region: string
  readonly source: string
  readonly article?: string | undefined
} & ({ readonly fen: Fen } | { readonly unpublished: true; readonly ask?: string | undefined })

export interface Standard {
  readonly id: string
  readonly programme: string
  readonly label: string
  readonly unit: Unit
  readonly values: readonly StandardRow[]
}

export type StandardOn =
  | { kind: 'published'; fen: Fen; row: StandardRow }
  | { kind: 'unpublished'; ask?: string | undefined; row: StandardRow }
  | { kind: 'notKnown' }

/** The narrowest region's row decides; a county's row beats the city's. */
export function standardOn(standard: Standard, on: LegalDay, region: string, regions: RegionTree): StandardOn {
  for (const name of regions.chain(region)) {
    const row = standard.values.find((each) => each.region === name && covers(each, on))
    if (!row) continue
    return 'fen' in row ? { kind: 'published', fen: row.fen, row } : { kind: 'unpublished', ask: row.ask, row }
  }
  return { kind: 'notKnown' }
}
