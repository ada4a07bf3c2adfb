/** What is said while a visit is chosen, held, booked, moved or given up. */
import type { Appointment } from '../domain/appointment'
import { type LegalDay, partsOf, weekday } from '../domain/legal-day'

export const VISIT = {
  choose: (office: string) => `还差一步：选一个${office}的时段，选好为您留5分钟。能约的有：`,
  chooseOn: (office: string) => `${office}能约的有：`,
  noneThen: '您想的时间约不到号，最近的是这些：',
  how: '点一个就行，也可以说“第2个”“周五上午”；都不合适就说“都不合适”，由办事处跟您约。',
  chooseFirst: '提交之前，请先选一个时段。',
  line: (label: string, free: number) => `${label} 还有${free}个号`,
  justTaken: '这个时段刚被约走了，换一个吧。',
  nothingLeft: '附近的日子都约满了。说“都不合适”，我就只登记您希望的日子，由办事处跟您约。',
  full: '能约的日子都约满了，先登记您希望的日子，由办事处跟您约。',
  declined: '好的，不选时段，只登记您希望的日子，由办事处跟您约。',
  held: (at: string) => `这个时段给您留到${at}，核对没问题请尽快提交。`,
  visit: (visit: string, office: string) => `预约：${visit}，${office}`,
  section: '预约',
  label: '预约时间',
  booked: (visit: string, office: string) =>
    `约好了：${visit}，${office}。要改时间就说“改到周五上午”，不去了请说“取消预约”，换一台手机也行，要报办件编号和手机号后四位。`,
  outOfTime: (from: string, until: string) =>
    `领离婚证要在${from}到${until}之间（冷静期满后的30天，《民法典》第一千零七十七条），这段时间现在没有能约的号。`,

  noVisit: (number: string) =>
    `办件 ${number} 没有约定具体时段，或者已经取消了。想改希望的日子，请等办事处联系您，或者说“转人工”；整件不办了，说“撤回申请”。`,
  over: (visit: string) => `${visit}的时间已经过了，改不了。还要办的话，请重新预约。`,
  askCancel: (visit: string, office: string) => `要取消${visit}在${office}的预约吗？确定请说“确认取消”。`,
  cancelled: (visit: string) => `${visit}的预约已经取消，会告诉办事处。以后想办，再预约就行。`,
  notCancelled: '好的，不取消，还按原来的时间去。',
  now: (visit: string, office: string) => `您现在约的是${visit}，${office}。能改到：`,
  howToMove: '点一个就改过去，也可以说“周五上午”；不改了就说“不改了”。',
  moved: (before: string, after: string) => `改好了：从${before}改到${after}，会告诉办事处。`,
  sameVisit: '您现在约的就是这个时段，不用改。',
  notMoved: '好的，不改，还按原来的时间去。',
  nowhereToMove: '最近的日子都约满了，暂时改不了，原来的时间还给您留着。',
  windowsGone: '现在不能在这里改时间，请说“转人工”。原来的时间还给您留着。',
  changedBefore: '这个预约刚刚已经变动过了，请说“查办件进度”看看现在的时间。',
} as const

export const VISIT_CHOICES = {
  none: '都不合适',
  another: '换个时段',
  confirmCancel: '确认取消',
  keep: '不取消',
  stay: '不改了',
} as const

const WEEKDAYS = '日一二三四五六'

/** 12月3日 周四 上午9:00–9:30 */
export function sayVisit({ date, from, to }: Pick<Appointment, 'date' | 'from' | 'to'>): string {
  const half = from < '12:00' ? '上午' : '下午'
  return `${sayShortDay(date)} 周${WEEKDAYS.charAt(weekday(date))} ${half}${sayTime(from)}–${sayTime(to)}`
}

export function sayShortDay(day: LegalDay): string {
  const { month, day: date } = partsOf(day)
  return `${month}月${date}日`
}

/** 9:00, and 2:30 for 14:30: the half of the day is said before it. */
export function sayTime(time: string): string {
  const hour = Number(time.slice(0, 2))
  return `${hour > 12 ? hour - 12 : hour}${time.slice(2)}`
}
