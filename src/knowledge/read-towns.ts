/** vocabulary/towns.yaml → the towns of our counties: each within a region of ours, each name leading to one of them. */
import type { Region } from '../domain/region'
import type { Town } from '../domain/town'
import { checkUnique, placeOf, type Reading, readIfThere, report } from './reading'
import { townsFile } from './schemas'

const FILE = 'vocabulary/towns.yaml'

export function readTowns(reading: Reading, regions: readonly Region[]): readonly Town[] {
  const towns = readIfThere(reading, FILE, townsFile)?.towns ?? []
  const names = towns.flatMap((town, i) => [
    { name: town.name, path: ['towns', i, 'name'] },
    ...town.alone.map((name, j) => ({ name, path: ['towns', i, 'alone', j] })),
  ])
  checkUnique(
    reading,
    names.map((each) => each.name),
    '乡镇名',
    (i) => placeOf(reading, FILE, names[i]?.path),
  )
  towns.forEach((town, i) => {
    const at = placeOf(reading, FILE, ['towns', i, 'within'])
    const region = regions.find((each) => each.name === town.within)
    if (!region) report(reading, at, `${town.name}：没有叫“${town.within}”的地区`, '用 bureau.yaml 里的地区全名。')
    else if (!liesIn(town.code, region.code))
      report(
        reading,
        at,
        `${town.name}的代码 ${town.code} 不在${region.name}（${region.code}）`,
        '核对代码和所在的县（区）。',
      )
  })
  return towns
}

/** 341323100 lies in 341323, and in the city 341300. */
const liesIn = (town: string, region: string) => town.startsWith(region.replace(/(00)+$/, ''))
