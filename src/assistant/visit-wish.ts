/** When a resident would like to come, out of a short message: 周五上午, 12月3日9点半, 第2个. A question is no wish. */
import { readNumber } from '../dialogs/answers/chinese-number'
import { readSpokenDate } from '../dialogs/answers/spoken-date'
import type { Field } from '../dialogs/dialog'
import type { Slot } from '../domain/appointment'
import type { LegalDay } from '../domain/legal-day'
import type { RegionTree } from '../domain/region'
import { sayVisit } from './visit-words'

export interface Wish {
  readonly day?: LegalDay | undefined
  readonly half?: 'morning' | 'afternoon' | undefined
  /** 'HH:MM' */
  readonly time?: string | undefined
}

const LONGEST = 24
const ASKING = /[？?吗呢么]|怎|什么|多少|为啥|能不能|可不可以/

export function hearWish(text: string, today: LegalDay, regions: RegionTree): Wish | undefined {
  const plain = text.normalize('NFKC').trim()
  if (plain.length > LONGEST || ASKING.test(plain)) return undefined
  const time = timeIn(plain)
  const day = readSpokenDate(plain.replace(TIME, ' '), DAY, { today, regions })
  const wish: Wish = {
    day: day.ok && typeof day.value === 'string' ? day.value : undefined,
    half: time ? (time < '12:00' ? 'morning' : 'afternoon') : halfIn(plain),
    time,
  }
  return wish.day || wish.half ? wish : undefined
}

/** The offered visit that was clicked, counted or named by its time. */
export function pickIn(text: string, offered: readonly Slot[]): Slot | undefined {
  const plain = text.normalize('NFKC').trim()
  const said = offered.find((slot) => plain.includes(sayVisit(slot).normalize('NFKC')))
  const counted = /^(?:我?选|就|要)?第?([1-9一二三四五六])(?:个|项|条)?(?:吧)?$/.exec(plain)?.[1]
  return said ?? (counted === undefined ? undefined : offered[(readNumber(counted)?.value ?? Number(counted)) - 1])
}

export function meets({ date, from, to }: Slot, { day, half, time }: Wish): boolean {
  const isHalf = half === undefined || (half === 'morning') === from < '12:00'
  return (day === undefined || date === day) && isHalf && (time === undefined || (from <= time && time < to))
}

const TIME =
  /(\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(?:点钟?|时|:)\s*(半|[一三]刻|[0-5]?\d分?|[二三四五]?十[一二三四五六七八九]?分?)?/

function timeIn(text: string): string | undefined {
  const match = TIME.exec(text)
  if (!match) return undefined
  const [, hours = '', rest = ''] = match
  const hour = /^\d/.test(hours) ? Number(hours) : (readNumber(hours)?.value ?? 0)
  const minute = minuteOf(rest.replace('分', ''))
  // Nobody visits an office at two in the night.
  const full = hour < 7 || (hour < 12 && halfIn(text) === 'afternoon') ? hour + 12 : hour
  return full < 24 ? `${String(full).padStart(2, '0')}:${String(minute).padStart(2, '0')}` : undefined
}

const NAMED_MINUTES: Readonly<Record<string, number>> = { '': 0, 一刻: 15, 半: 30, 三刻: 45 }

function minuteOf(said: string): number {
  return NAMED_MINUTES[said] ?? (/^\d/.test(said) ? Number(said) : (readNumber(said)?.value ?? 0))
}

function halfIn(text: string): Wish['half'] {
  if (/上午|早上|早晨|一早/.test(text)) return 'morning'
  return /下午|午后/.test(text) ? 'afternoon' : undefined
}

const DAY: Field = {
  ...{ name: 'visitDay', type: 'date', label: '日期', also: [], question: '', why: '', choices: {}, examples: [] },
  ...{ atLeast: 'today', unknownOk: false, laterOk: false, sensitive: false, explain: {} },
}
