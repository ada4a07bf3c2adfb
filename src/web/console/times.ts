/** Instants as operators read them: how long ago, and the clock of China. */
const DAY_MS = 86_400_000

/** 不到1分钟, 3分钟, 2小时5分, 3天. */
export function span(from: string, to: string): string {
  const minutes = Math.floor((Date.parse(to) - Date.parse(from)) / 60_000)
  if (!(minutes >= 1)) return '不到1分钟'
  if (minutes < 60) return `${minutes}分钟`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}小时${minutes % 60 === 0 ? '' : `${minutes % 60}分`}`
  return `${Math.floor(minutes / (24 * 60))}天`
}

/** 09:30 on the same day, 11-24 09:30 before it. */
export function clockTime(at: string, now: string): string {
  const [there, here] = [inChina(at), inChina(now)]
  return there.slice(0, 10) === here.slice(0, 10) ? there.slice(11, 16) : there.slice(5, 16)
}

export function inChina(at: string): string {
  return new Date(Date.parse(at) + DAY_MS / 3).toISOString().slice(0, 16).replace('T', ' ')
}
