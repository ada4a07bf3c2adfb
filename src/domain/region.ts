/** Regions as a tree from the country down to the county (GB/T 2260 codes). Which rule holds where. */
import { type Town, townsNamed } from './town'

export interface Region {
  readonly code: string
  readonly name: string
  readonly within?: string | undefined
  readonly aliases: readonly string[]
}

export class RegionTree {
  private readonly byName: ReadonlyMap<string, Region>
  readonly home: string
  private readonly towns: readonly Town[]
  private readonly names: readonly string[]

  constructor(regions: readonly Region[], home: string, towns: readonly Town[] = []) {
    this.byName = new Map(regions.map((region) => [region.name, region]))
    this.home = home
    this.towns = towns
    this.names = regions.flatMap((region) => [region.name, ...region.aliases])
  }

  all(): readonly Region[] {
    return [...this.byName.values()]
  }

  has(name: string): boolean {
    return this.byName.has(name)
  }

  find(name: string): Region | undefined {
    return this.byName.get(name) ?? this.all().find((region) => region.aliases.includes(name))
  }

  /** The region itself and everything it lies in, narrowest first: 埇桥区, 宿州市, 安徽省, 全国. */
  chain(name: string): readonly string[] {
    const chain: string[] = []
    for (let at: string | undefined = name; at !== undefined; at = this.byName.get(at)?.within) chain.push(at)
    return chain
  }

  /** A rule made for `ruleRegion` holds for a person in `asked`. */
  holdsIn(ruleRegion: string, asked: string): boolean {
    return this.chain(asked).includes(ruleRegion)
  }

  /** The parts of a region one level down; empty for a county. */
  partsOf(name: string): readonly Region[] {
    return this.all().filter((region) => region.within === name)
  }

  /** The towns of ours a text names, in the order said. They are no regions: rules hold for the county. */
  townsIn(text: string): readonly Town[] {
    return townsNamed(text, this.towns, (before) => this.names.some((name) => before.endsWith(name)))
  }
}
