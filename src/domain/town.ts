/**
 * Towns (镇、乡、街道): rules hold at county level, so a town named leads to the county it lies in, and is kept to be said.
 * A town of somebody else's county (睢宁县永安镇, 外地永安镇) or one denied (不在符离镇) is none of ours.
 */
export interface Town {
  /** Nine digits: the county's six and the town's three. */
  readonly code: string
  readonly name: string
  /** The county, or the city for a town outside its counties. */
  readonly within: string
  /** Names that mean it without 镇, 乡 or 街道. */
  readonly alone: readonly string[]
}

/** The towns a text names, in the order said. `isOurs` tells whether a text ends with a region of ours. */
export function townsNamed(text: string, towns: readonly Town[], isOurs: (text: string) => boolean): readonly Town[] {
  const found = towns.flatMap((town) => {
    const at = whereNamed(text, town, isOurs)
    return at >= 0 ? [{ town, at }] : []
  })
  return found.sort((a, b) => a.at - b.at).map(({ town }) => town)
}

function whereNamed(text: string, town: Town, isOurs: (text: string) => boolean): number {
  const whole = text.indexOf(town.name)
  if (whole >= 0) return standsFor(text, town.name, whole) && isHere(text.slice(0, whole), isOurs) ? whole : -1
  for (const name of town.alone) {
    const at = text.indexOf(name)
    if (at >= 0 && isPlaced(text, name, at, isOurs) && isHere(text.slice(0, at), isOurs)) return at
  }
  return -1
}

/** 大路乡下 is a road in the country, 石林乡亲 are people. */
const standsFor = (text: string, name: string, at: number) => !/^乡[下亲]/.test(text.slice(at + name.length - 1))

/** A name alone must be said as a place: 在时村, 时村的, 我是符离人. */
function isPlaced(text: string, name: string, at: number, isOurs: (text: string) => boolean): boolean {
  const [before, after] = [text.slice(0, at), text.slice(at + name.length)]
  return PLACED_BEFORE.test(before) || PLACED_AFTER.test(after) || isOurs(before)
}

const PLACED_BEFORE = /(?:^|[在住到去回是我俺咱们的、，。,\s])$/
const PLACED_AFTER = /^(?:的|人|那|这|户口|户籍|街上|农村|$)/
const OF_ANOTHER = /(?:(?<![本我们咱俺全这该个各哪])[省市县区旗]|外地|外省|外国)的?$/
const DENIED = /(?:不是|不在|不归|不属于|而非)$/

const isHere = (before: string, isOurs: (text: string) => boolean) =>
  !DENIED.test(before) && (!OF_ANOTHER.test(before) || isOurs(before.replace(/的$/, '')))
