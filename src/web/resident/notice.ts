/** The line above the composer: lost and regained network, and short confirmations. */
import { WORDS } from './words'

export interface Notice {
  tell(words: string): void
  online(isOnline: boolean): void
}

const SHOWN_MS = 3_500

export function setUpNotice(place: HTMLElement): Notice {
  let timer: number | undefined
  let isOnline = true
  const show = (words: string, stays: boolean) => {
    window.clearTimeout(timer)
    place.textContent = words
    place.dataset.kind = stays ? 'problem' : 'word'
    if (!stays) timer = window.setTimeout(() => show(isOnline ? '' : WORDS.offline, !isOnline), SHOWN_MS)
  }
  return {
    tell: (words) => show(words, false),
    online(now) {
      if (now === isOnline) return
      isOnline = now
      if (now) show(WORDS.back, false)
      else show(WORDS.offline, true)
    },
  }
}
