/** What is not published to us, each with whom to ask: amounts by programme and region, offices one by one, hours. */
import type { LegalDay } from '../../domain/legal-day'
import type { Place } from '../basis'
import type { Knowledge, Office } from '../knowledge'
import { placesIn } from './places'

export interface Gap {
  readonly kind: 'amount' | 'office' | 'hours'
  readonly at: Place
  readonly what: string
  readonly ask: string
}

/** Amounts count when they are unpublished today or later: nobody asks the bureau for last decade's figure. */
export function gapsIn(folder: string, knowledge: Knowledge, today: LegalDay): readonly Gap[] {
  const places = placesIn(folder, knowledge)
  const amounts = knowledge.standards.flatMap((standard) =>
    standard.values.flatMap((row): Gap[] => {
      if (!('unpublished' in row) || (row.to !== undefined && row.to <= today)) return []
      const programme = knowledge.programmes.get(standard.programme)
      const what = `${programme?.title ?? standard.programme}：${standard.label}（${standard.unit}）${row.region}，${row.from} 起`
      return [{ kind: 'amount', at: places.amount(row), what, ask: nameOf(row.ask, knowledge) }]
    }),
  )
  const offices = [...knowledge.offices.values()].flatMap((office): Gap[] => {
    const missing = PARTS.filter(([key]) => office[key] === undefined)
    const [first] = missing
    if (!first || hasCounties(office, knowledge)) return []
    const what = `${office.name}（${office.region}）的${missing.map(([, word]) => word).join('、')}`
    return [{ kind: 'office', at: places.office(office.id, first[0]), what, ask: office.name }]
  })
  const hours = [...knowledge.phones.values()]
    .filter((phone) => phone.hours === undefined)
    .map((phone) => ({
      ...{ kind: 'hours' as const, at: places.phone(phone.id) },
      ...{ what: `${phone.name} ${phone.phone} 的工作时间`, ask: phone.name },
    }))
  return [...amounts, ...offices, ...hours]
}

/** Its counties' offices are asked one by one instead. */
const hasCounties = ({ id }: Office, { offices }: Knowledge) => [...offices.values()].some((each) => each.of === id)

const PARTS: readonly (readonly ['phone' | 'address' | 'hours', string])[] = [
  ['phone', '电话'],
  ['address', '地址'],
  ['hours', '办公时间'],
]

function nameOf(id: string | undefined, knowledge: Knowledge): string {
  const office: Office | undefined = id ? knowledge.offices.get(id) : undefined
  const phone = knowledge.phones.get(id ?? 'government-hotline')
  return office?.name ?? phone?.name ?? '当地民政部门'
}
