/** The bureau itself: its regions as a sound tree, its phones and offices; what is not published stays absent. */
import { type Region, RegionTree } from '../domain/region'
import type { Office, Phone } from './knowledge'
import { readTowns } from './read-towns'
import { checkUnique, placeOf, type Reading, readRequired, report } from './reading'
import { bureauFile } from './schemas'

const FILE = 'bureau.yaml'

export interface Bureau {
  readonly regions: RegionTree
  readonly phones: readonly Phone[]
  readonly offices: readonly Office[]
}

/** Undefined when the regions do not form a tree: nothing dated or placed could be judged by them. */
export function readBureau(reading: Reading): Bureau | undefined {
  const bureau = readRequired(reading, FILE, bureauFile)
  if (!bureau) return undefined
  const unique = (list: 'regions' | 'phones' | 'offices', key: 'name' | 'id', ids: readonly string[], what: string) =>
    checkUnique(reading, ids, what, (i) => placeOf(reading, FILE, [list, i, key]))
  unique(
    'regions',
    'name',
    bureau.regions.map((each) => each.name),
    '地区',
  )
  unique(
    'phones',
    'id',
    bureau.phones.map((each) => each.id),
    '电话 id',
  )
  unique(
    'offices',
    'id',
    bureau.offices.map((each) => each.id),
    '机构 id',
  )
  if (!areTree(bureau.regions, bureau.home, reading)) return undefined
  const regions = new RegionTree(bureau.regions, bureau.home, readTowns(reading, bureau.regions))
  bureau.offices.forEach((office, i) => {
    if (office.of !== undefined && !bureau.offices.some((each) => each.id === office.of && each.of === undefined))
      report(
        reading,
        placeOf(reading, FILE, ['offices', i, 'of']),
        `机构 ${office.id}：of“${office.of}”不存在，或者它自己也写了 of`,
        '写一个没有 of 的机构 id。',
      )
    if (!regions.has(office.region))
      report(
        reading,
        placeOf(reading, FILE, ['offices', i, 'region']),
        `机构 ${office.id}：没有叫“${office.region}”的地区`,
        '用本文件 regions 里登记的地区全名。',
      )
  })
  return {
    regions,
    phones: bureau.phones.map(({ hoursUnpublished, ...phone }) => phone),
    offices: bureau.offices.map((office) => publishedParts(withKind(office, bureau.offices))),
  }
}

function areTree(regions: readonly Region[], home: string, reading: Reading): boolean {
  const parents = new Map(regions.map((region) => [region.name, region.within]))
  const before = reading.problems.length
  if (!parents.has(home))
    report(reading, placeOf(reading, FILE, ['home']), `没有叫“${home}”的地区`, '写 regions 里登记的地区全名。')
  regions.forEach((region, i) => {
    const at = placeOf(reading, FILE, ['regions', i, 'within'])
    if (region.within !== undefined && !parents.has(region.within))
      report(reading, at, `${region.name}的上级“${region.within}”没有登记`, '先登记上级地区，或改成已登记的全名。')
    if (isWithinItself(region.name, parents))
      report(reading, at, `${region.name}的上级一路往上又回到它自己`, '核对 within：上级必须是更大的地区。')
  })
  return reading.problems.length === before
}

function isWithinItself(name: string, parents: ReadonlyMap<string, string | undefined>): boolean {
  const passed = new Set<string>()
  let at = parents.get(name)
  for (; at !== undefined && at !== name && !passed.has(at); at = parents.get(at)) passed.add(at)
  return at === name
}

/** A county's office does, and is called, what its kind is. */
function withKind(office: WrittenOffice, offices: readonly WrittenOffice[]): WrittenOffice {
  const kind = offices.find((each) => each.id === office.of)
  if (!kind) return office
  return { ...office, says: [...kind.says, ...office.says], serves: [...kind.serves, ...office.serves] }
}

type WrittenOffice = Omit<Office, 'phone' | 'address' | 'hours'> & { phone: unknown; address: unknown; hours: unknown }

function publishedParts(office: WrittenOffice): Office {
  const published = (value: unknown) => (typeof value === 'string' ? value : undefined)
  return {
    ...office,
    phone: published(office.phone),
    address: published(office.address),
    hours: published(office.hours),
  }
}
