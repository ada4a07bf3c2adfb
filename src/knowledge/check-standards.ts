/** Amounts: one value per region and day, without gaps, each from a document in force as long as the value holds. */
import type { Programme } from '../domain/programme'
import type { Source } from '../domain/source'
import type { Standard, StandardRow } from '../domain/standard'
import type { Place } from './basis'
import type { Knowledge } from './knowledge'
import { fileOf } from './read-programme'
import { checkUnique, placeOf, type Reading, report } from './reading'

type RowPlace = (row: StandardRow, key?: string) => Place

export function checkStandards(knowledge: Knowledge, reading: Reading): void {
  for (const programme of knowledge.programmes.values()) {
    const standards = knowledge.standards.filter((each) => each.programme === programme.id)
    const at = placesIn(programme, reading)
    checkUnique(
      reading,
      standards.map((each) => each.id),
      '标准 id',
      (i) => at([i, 'id']),
    )
    standards.forEach((standard, i) => {
      const rowAt: RowPlace = (row, key) =>
        at([i, 'values', standard.values.indexOf(row), ...(key === undefined ? [] : [key])])
      for (const row of standard.values) checkRow(standard, row, rowAt, knowledge, reading)
      checkPeriods(standard, rowAt, reading)
    })
  }
}

function placesIn(programme: Programme, reading: Reading) {
  return (path: readonly PropertyKey[]) => placeOf(reading, fileOf(programme, 'standards.yaml'), ['standards', ...path])
}

function checkRow(standard: Standard, row: StandardRow, at: RowPlace, knowledge: Knowledge, reading: Reading): void {
  const name = `标准 ${standard.id}`
  if (!knowledge.regions.has(row.region))
    report(reading, at(row, 'region'), `${name}：没有叫“${row.region}”的地区`, '用 bureau.yaml 里的地区全名。')
  if (row.to !== undefined && row.to <= row.from)
    report(reading, at(row, 'to'), `${name}：结束日不晚于起始日`, '核对 from 和 to；to 那天不含在内。')
  const source = knowledge.sources.get(row.source)
  if (!source) report(reading, at(row, 'source'), `${name}：出处“${row.source}”没有登记`, '在 sources.yaml 里登记。')
  else if (!isWithin(row, source)) {
    report(
      reading,
      at(row, 'from'),
      `${name}：这一行的日子（${sayPeriod(row)}）超出了依据“${source.id}”的施行期（${sayPeriod(source)}）`,
      '改成施行期以内的日子，或改引当时有效的依据。',
    )
  }
  if ('unpublished' in row && row.ask && !knowledge.offices.has(row.ask) && !knowledge.phones.has(row.ask))
    report(reading, at(row, 'ask'), `${name}：ask“${row.ask}”不存在`, '写 bureau.yaml 里的机构或电话 id。')
}

/** Neighbours in time within one region neither overlap nor leave days without a value between them. */
function checkPeriods(standard: Standard, at: RowPlace, reading: Reading): void {
  const regions = new Set(standard.values.map((row) => row.region))
  for (const region of regions) {
    const rows = standard.values.filter((row) => row.region === region).sort((a, b) => (a.from < b.from ? -1 : 1))
    rows.forEach((row, i) => {
      const before = rows[i - 1]
      if (!before) return
      const name = `标准 ${standard.id} 在${region}`
      if (before.to === undefined || before.to > row.from)
        report(
          reading,
          at(row),
          `${name}有两行时间重叠（${before.from} 起的和 ${row.from} 起的）`,
          `给先的一行写上 to: ${row.from}。`,
        )
      else if (before.to < row.from)
        report(
          reading,
          at(row),
          `${name}从 ${before.to} 到 ${row.from} 之间没有值`,
          '前后两行首尾相接；这段时间没有公布的，补一行 unpublished: true。',
        )
    })
  }
}

function isWithin(row: StandardRow, source: Source): boolean {
  if (row.from < source.from) return false
  return source.to === undefined || (row.to !== undefined && row.to <= source.to)
}

const sayPeriod = ({ from, to }: { from: string; to?: string | undefined }) => `${from}～${to ?? '现行'}`
