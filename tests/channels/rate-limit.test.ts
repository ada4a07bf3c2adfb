/** A pace shared by several processes: each refuses first by itself, asks the others next, and goes on without them. */
import { fixedClock } from '../../src/base/clock'
import { rateLimit, type SharedPace, sharedRateLimit, type Taken } from '../../src/channels/rate-limit'
import { noon } from '../cases/sample'
import { recordingLog } from './recording-log'

const allowance = { burst: 2, perMinute: 60 }
const clock = fixedClock(noon)

function limited(answer: () => Promise<Taken>) {
  const asked: string[] = []
  const shared: SharedPace = {
    take(bucket) {
      asked.push(bucket)
      return answer()
    },
  }
  const log = recordingLog()
  const own = rateLimit(allowance, clock)
  return { asked, log, limit: sharedRateLimit(own, { shared, name: 'address', allowance, clock, log }) }
}

it('refuses what the others together have used up', async () => {
  const { limit, asked } = limited(async () => ({ ok: false, retryAfterSeconds: 7 }))
  expect(await limit.take('10.0.0.1')).toEqual({ ok: false, retryAfterSeconds: 7 })
  expect(asked).toEqual(['address 10.0.0.1'])
})

it('asks nobody once its own bucket is empty', async () => {
  const { limit, asked } = limited(async () => ({ ok: true }))
  for (const ok of [true, true, false, false]) expect(await limit.take('10.0.0.1')).toMatchObject({ ok })
  expect(asked).toHaveLength(2)
})

it('goes by its own bucket while the shared one is away, and says so without an address', async () => {
  const { limit, log } = limited(() => Promise.reject(new Error('connection refused for 10.0.0.1')))
  for (const ok of [true, true, false]) expect(await limit.take('10.0.0.1')).toMatchObject({ ok })
  expect(log.lines).toEqual(['["pace.unshared",{"name":"address"}]', '["pace.unshared",{"name":"address"}]'])
})
