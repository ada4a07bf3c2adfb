/** The lists other files draw on: facts and the work calendar, as written. Each name once, each day a possible one. */
import type { FactDefinition } from '../domain/facts'
import { partsOf } from '../domain/legal-day'
import { checkUnique, placeOf, type Reading, report } from './reading'

export interface Registers {
  readonly facts: readonly FactDefinition[]
  readonly years: readonly {
    readonly year: number
    readonly holidays: readonly { readonly name: string; readonly from: string; readonly to: string }[]
    readonly workdays: readonly string[]
  }[]
}

export function checkRegisters({ facts, years }: Registers, reading: Reading): void {
  checkFacts(facts, reading)
  checkCalendar(years, reading)
}

function checkFacts(facts: Registers['facts'], reading: Reading): void {
  const at = (i: number, key: string) => placeOf(reading, 'facts.yaml', ['facts', i, key])
  checkUnique(
    reading,
    facts.map((each) => each.name),
    '事实',
    (i) => at(i, 'name'),
  )
  const kinds = new Map(facts.map((fact) => [fact.name, fact.kind]))
  facts.forEach((fact, i) => {
    if (fact.from !== undefined && kinds.get(fact.from) !== 'date')
      report(
        reading,
        at(i, 'from'),
        `事实 ${fact.name} 由“${fact.from}”算出，它却不是登记过的日期`,
        '写出生日期的名称。',
      )
    if (fact.kind === 'choice' && !fact.choices)
      report(reading, at(i, 'kind'), `事实 ${fact.name} 是 choice 类型，却没有选项`, '补上 choices。')
    if (fact.derived && fact.ask !== undefined)
      report(reading, at(i, 'ask'), `事实 ${fact.name} 由别的事实算出，不该直接问`, '删掉 ask，或删掉 derived。')
  })
}

function checkCalendar(years: Registers['years'], reading: Reading): void {
  checkUnique(
    reading,
    years.map((each) => String(each.year)),
    '年份',
    (i) => placeOf(reading, 'calendar.yaml', ['years', i, 'year']),
  )
  years.forEach(({ year, holidays, workdays }, i) => {
    const at = (...path: (string | number)[]) => placeOf(reading, 'calendar.yaml', ['years', i, ...path])
    holidays.forEach((holiday, j) => {
      if (holiday.to < holiday.from)
        report(reading, at('holidays', j), `“${holiday.name}”的最后一天早于第一天`, '核对 from 和 to。')
    })
    workdays.forEach((day, j) => {
      if (partsOf(day).year !== year)
        report(reading, at('workdays', j), `${day} 不在 ${year} 年`, '移到它自己的年份下面。')
    })
  })
}
