/** What must hold of the offices and windows in appointments.yaml, told to the people who write them. */
import type { BookingOffice, ServiceWindow } from '../domain/appointment'
import { intersect } from '../domain/period'
import type { Knowledge } from './knowledge'
import { APPOINTMENTS_FILE } from './read-appointments'
import { checkUnique, type Path, placeOf, type Reading, report } from './reading'

type Checked = Pick<Knowledge, 'bookingOffices' | 'programmes' | 'regions'>

export function checkAppointments(knowledge: Checked, reading: Reading): void {
  const offices = knowledge.bookingOffices
  const at = (i: number, ...path: Path) => placeOf(reading, APPOINTMENTS_FILE, ['offices', i, ...path])
  checkUnique(
    reading,
    offices.map((each) => each.id),
    '预约办事处 id',
    (i) => at(i, 'id'),
  )
  offices.forEach((office, i) => {
    const tell = (path: Path, problem: string, remedy: string) =>
      report(reading, at(i, ...path), `${office.id}：${problem}`, remedy)
    checkLinks(office, offices.slice(0, i), knowledge, tell)
    if (office.latestDays < office.earliestDays)
      tell(['latestDays'], '最晚可约的日子早于最早可约的日子', 'latestDays 要不小于 earliestDays。')
    checkWindows(office.windows ?? [], tell)
  })
}

type Tell = (path: Path, problem: string, remedy: string) => void

function checkLinks(office: BookingOffice, earlier: readonly BookingOffice[], knowledge: Checked, tell: Tell): void {
  if (!knowledge.regions.has(office.region))
    tell(['region'], `没有叫“${office.region}”的地区`, '用 bureau.yaml 里的地区全名。')
  office.serves.forEach((id, i) => {
    const programme = knowledge.programmes.get(id)
    if (!programme?.dialog)
      tell(['serves', i], `事项“${id}”不存在，或没有在线表单，约不了`, '改成有 dialog 的事项 id，或删掉。')
    const other = earlier.find((each) => each.region === office.region && each.serves.includes(id))
    if (other) tell(['serves', i], `${office.region}的“${id}”已经由 ${other.id} 接`, '一个地区一个事项只写一个办事处。')
  })
}

function checkWindows(windows: readonly ServiceWindow[], tell: Tell): void {
  windows.forEach((window, i) => {
    const { from, to, minutes, period } = window
    const length = minuteOf(to) - minuteOf(from)
    if (length <= 0) tell(['windows', i, 'to'], `${from}到${to}，下班早于上班`, '核对 from 和 to。')
    else if (length % minutes !== 0)
      tell(
        ['windows', i, 'minutes'],
        `${from}到${to}不能按${minutes}分钟分完`,
        '改 minutes，或改 from、to，让时段正好分完。',
      )
    if (period?.to !== undefined && period.to <= period.from)
      tell(['windows', i, 'until'], '结束日不晚于开始日', 'since 含当天，until 不含当天。')
    const other = windows.slice(0, i).find((each) => overlap(each, window))
    if (other)
      tell(
        ['windows', i],
        `和${other.from}到${other.to}的时段重叠，会重复放号`,
        '同一天的时段不能重叠；要多放号就加 places。',
      )
  })
}

function overlap(a: ServiceWindow, b: ServiceWindow): boolean {
  const ever = { from: '1800-01-01' }
  const shareDays = a.days.some((day) => b.days.includes(day)) && intersect(a.period ?? ever, b.period ?? ever)
  return shareDays !== false && shareDays !== undefined && a.from < b.to && b.from < a.to
}

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
