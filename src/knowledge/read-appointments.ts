/**
 * Where and when visits can be booked: appointments.yaml. The file may be absent, and an office's windows unpublished;
 * then wished days are noted and the office answers. What must fit together is in check-appointments.ts.
 */
import { z } from 'zod'
import type { BookingOffice, ServiceWindow } from '../domain/appointment'
import { parseLegalDay } from '../domain/legal-day'
import { type Reading, readIfThere } from './reading'

export const APPOINTMENTS_FILE = 'appointments.yaml'

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

const day = z.string().refine((text) => parseLegalDay(text) !== undefined, {
  message: '不是真实存在的日期',
  params: { remedy: '写成 2026-12-03 这样的年-月-日。' },
})
const time = z.string().refine((text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text), {
  message: '不是一天里的时刻',
  params: { remedy: '写成 09:00 这样的24小时制时刻，加上引号。' },
})

const window = z.strictObject({
  days: z.array(z.enum(WEEKDAYS)).min(1),
  from: time,
  to: time,
  minutes: z.int().min(5).max(240),
  places: z.int().min(1).max(200),
  since: day.optional(),
  until: day.optional(),
})

/** Handed-over cases are let go after thirty days: a visit booked farther ahead could not be moved any more. */
const MOST_DAYS_AHEAD = 30

const office = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: z.string().min(1),
  region: z.string(),
  serves: z.array(z.string()).min(1),
  windows: z.union([z.array(window).min(1), z.strictObject({ unpublished: z.literal(true) })]),
  closed: z.array(day).default([]),
  earliestDays: z.int().min(0).default(1),
  latestDays: z.int().min(0).max(MOST_DAYS_AHEAD).default(14),
})

export const appointmentsFile = z.strictObject({ offices: z.array(office) })

export function readAppointments(reading: Reading): readonly BookingOffice[] {
  const file = readIfThere(reading, APPOINTMENTS_FILE, appointmentsFile)
  return (file?.offices ?? []).map(({ windows, ...written }) => ({
    ...written,
    windows: Array.isArray(windows) ? windows.map(windowOf) : undefined,
  }))
}

function windowOf({ days, since, until, ...times }: z.infer<typeof window>): ServiceWindow {
  const period = since || until ? { from: since ?? '1800-01-01', to: until } : undefined
  return { ...times, days: days.map((name) => WEEKDAYS.indexOf(name)), period }
}
