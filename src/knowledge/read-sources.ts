/** The register of documents, from the root and each division's sources.yaml: unique, dated, each link resolving. */
import { DIVISIONS } from '../domain/programme'
import type { RegionTree } from '../domain/region'
import type { Source } from '../domain/source'
import { isBroken, type Path, placeOf, type Reading, readIfThere, readRequired, report } from './reading'
import { sourcesFile } from './schemas'

interface Entry {
  readonly source: Source
  readonly file: string
  readonly path: Path
}

/** Undefined when one of the files cannot be read: every mark that cites it would be reported for nothing. */
export function readSources(
  reading: Reading,
  regions: RegionTree | undefined,
): ReadonlyMap<string, Source> | undefined {
  const divisions = Object.keys(DIVISIONS).map((division) => `${division}/sources.yaml`)
  const lists = [readRequired(reading, 'sources.yaml', sourcesFile)]
  for (const name of divisions) lists.push(readIfThere(reading, name, sourcesFile))
  const entries = ['sources.yaml', ...divisions].flatMap((file, n): Entry[] =>
    (lists[n]?.sources ?? []).map((source, i) => ({ source, file, path: ['sources', i] })),
  )
  const register = new Map<string, Source>()
  for (const entry of entries) {
    checkOne(entry, register, reading)
    checkRegion(entry, regions, reading)
    register.set(entry.source.id, isInverted(entry.source) ? { ...entry.source, to: undefined } : entry.source)
  }
  checkReplaced(entries, register, reading)
  return ['sources.yaml', ...divisions].some((name) => isBroken(reading, name)) ? undefined : register
}

function checkOne({ source, file, path }: Entry, register: ReadonlyMap<string, Source>, reading: Reading): void {
  const at = (key: string) => placeOf(reading, file, [...path, key])
  if (register.has(source.id)) report(reading, at('id'), `依据“${source.id}”登记了两次`, '只留一处。')
  // Reported once here: all that cites it is then read as if it had not ended.
  if (isInverted(source)) report(reading, at('to'), `依据“${source.id}”的失效日不晚于施行日`, '核对 from 和 to。')
}

const isInverted = ({ from, to }: Source) => to !== undefined && to <= from

function checkRegion({ source, file, path }: Entry, regions: RegionTree | undefined, reading: Reading): void {
  if (regions && !regions.has(source.region))
    report(
      reading,
      placeOf(reading, file, [...path, 'region']),
      `没有叫“${source.region}”的地区`,
      '用 bureau.yaml 里登记的地区全名。',
    )
}

/** A document's link to what it replaces resolves, and what it replaces has ended by then. */
function checkReplaced(entries: readonly Entry[], register: ReadonlyMap<string, Source>, reading: Reading): void {
  for (const { source, file, path } of entries) {
    source.replaces.forEach((id, i) => {
      const at = placeOf(reading, file, [...path, 'replaces', i])
      const replaced = register.get(id)
      if (!replaced) report(reading, at, `依据 ${source.id} 所取代的“${id}”没有登记`, '登记被取代的文件，或删掉。')
      else if (replaced.to === undefined || replaced.to > source.from)
        report(
          reading,
          at,
          `“${id}”已被 ${source.id} 取代，却没有在 ${source.from} 失效`,
          `给“${id}”写上 to: ${source.from}。`,
        )
    })
  }
}
