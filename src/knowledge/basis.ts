/** Reads 【社会救助法 第十八条；低保审核确认办法 第八条】 into bases, against the register of sources. */
import type { ContentProblem } from '../base/content-file'
import { intersect, type Period } from '../domain/period'
import type { RegionTree } from '../domain/region'
import type { Basis, Source } from '../domain/source'

export interface Place {
  readonly file: string
  readonly line: number
}

export function readBasis(
  text: string,
  sources: ReadonlyMap<string, Source>,
  at: Place,
  problems: ContentProblem[],
): Basis[] {
  return text
    .split(/[；;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => {
      const space = part.search(/[\s　]/)
      const source = space < 0 ? part : part.slice(0, space)
      const article = space < 0 ? undefined : part.slice(space).trim()
      if (sources.has(source))
        return article ? article.split(/、(?=第)/).map((each) => ({ source, article: each })) : [{ source }]
      problems.push({
        ...at,
        problem: `出处“${source}”没有登记`,
        remedy: `在 sources.yaml 里登记，或改成已登记的 id${nearest(source, sources)}。`,
      })
      return []
    })
}

/** The days on which every cited source is in force, narrowed by what the author wrote. */
export function periodOf(
  bases: readonly Basis[],
  written: { from?: string | undefined; to?: string | undefined },
  sources: ReadonlyMap<string, Source>,
  at: Place,
  problems: ContentProblem[],
): Period | undefined {
  let period: Period | undefined
  for (const { source: id } of bases) {
    const source = sources.get(id)
    if (!source) continue
    const shared: Period | undefined = period ? intersect(period, source) : { from: source.from, to: source.to }
    if (!shared) {
      problems.push({
        ...at,
        problem: `所引的几个依据没有同时有效的日子（${id}）`,
        remedy: '新旧规定分成两段写，各引各的依据。',
      })
      return undefined
    }
    period = shared
  }
  if (!period) return undefined
  const narrowed = intersect(period, { from: written.from ?? period.from, to: written.to ?? period.to })
  if (
    !narrowed ||
    (written.from && written.from < period.from) ||
    (written.to && period.to && written.to > period.to)
  ) {
    problems.push({
      ...at,
      problem: `写的有效期（${written.from ?? ''}～${written.to ?? ''}）超出了依据的施行期（${period.from}～${period.to ?? '现行'}）`,
      remedy: '改成依据施行期以内的日期，或改引当时有效的依据。',
    })
    return undefined
  }
  return narrowed
}

/** A paragraph holds where its narrowest source holds, unless the author narrowed it further. */
export function regionOf(
  bases: readonly Basis[],
  written: string | undefined,
  sources: ReadonlyMap<string, Source>,
  regions: RegionTree,
  at: Place,
  problems: ContentProblem[],
): string {
  if (written && !regions.has(written)) {
    problems.push({ ...at, problem: `没有叫“${written}”的地区`, remedy: '用 bureau.yaml 里登记的地区全名。' })
  } else if (written) return written
  return bases
    .map((basis) => sources.get(basis.source)?.region ?? '全国')
    .reduce((narrow, name) => (regions.chain(name).length > regions.chain(narrow).length ? name : narrow), '全国')
}

function nearest(id: string, sources: ReadonlyMap<string, Source>): string {
  const like = [...sources.keys()].filter((known) => known.includes(id.slice(0, 4)) || id.includes(known))
  return like.length > 0 ? `（相近的有：${like.slice(0, 3).join('、')}）` : ''
}
