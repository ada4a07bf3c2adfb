/** What happens to a case on its first arrival at the backend; later arrivals go through. Every third one is spared. */
import type { Behaviour, CrookedFront, Sent } from './crooked-front'

export const FAULTS = {
  none: '正常',
  hangUp: '后台停机（连接被断开）',
  slow: '后台慢（0.8 秒后才答复）',
  hold: '后台不答复（超时）',
  error500: '答复 500',
  noReceipt: '答复 200 但没有回执',
  refused409: '答复 409（转人工，之后重放）',
  cut: '收下后，答复中途断开',
  swallow: '收下后，答复丢失',
  redirect: '答复 307 跳转',
} as const

export type Fault = keyof typeof FAULTS

const KINDS = Object.keys(FAULTS).filter((kind): kind is Fault => kind !== 'none')

export interface Faulting {
  /** By case id: what it met first. */
  readonly met: ReadonlyMap<string, Fault>
  /** Everything is refused while this is on: the backend is down. */
  down(on: boolean): void
}

export function startFaults(front: CrookedFront, target: string): Faulting {
  const met = new Map<string, Fault>()
  let isDown = false
  let arrived = 0
  front.behave((sent) => {
    const id = caseIdOf(sent)
    if (isDown) {
      if (!met.has(id)) met.set(id, 'hangUp')
      return { kind: 'hangUp' }
    }
    if (met.has(id)) return { kind: 'forward' }
    arrived += 1
    // Two in three go through at once: five failures in a row would rest the poller for half a minute.
    const fault = arrived % 3 === 0 ? (KINDS[(arrived / 3) % KINDS.length] ?? 'none') : 'none'
    met.set(id, fault)
    return behaviourOf(fault, target)
  })
  return {
    met,
    down: (on) => {
      isDown = on
    },
  }
}

function behaviourOf(fault: Fault, target: string): Behaviour {
  switch (fault) {
    case 'none':
      return { kind: 'forward' }
    case 'slow':
      return { kind: 'slow', ms: 800 }
    case 'hangUp':
    case 'hold':
    case 'cut':
    case 'swallow':
      return { kind: fault }
    case 'error500':
      return { kind: 'answer', status: 500, body: '' }
    case 'noReceipt':
      return { kind: 'answer', status: 200, body: '{"ok":true}' }
    case 'refused409':
      return { kind: 'answer', status: 409, body: '{"reasons":["演练"]}' }
    case 'redirect':
      return { kind: 'answer', status: 307, headers: { location: target } }
  }
}

const caseIdOf = ({ body }: Sent): string => JSON.parse(body).id
