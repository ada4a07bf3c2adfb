/**
 * The service as the fuzz meets it: the real one, in a process of its own, with the pace of a person lifted. Told to
 * its parent: where it listens, which routes it serves, and, when asked, how much memory it holds.
 */
import { join } from 'node:path'
import { readConfig } from '../../src/config'
import { startService } from '../../src/main'

const ENDLESS = { burst: 1e9, perMinute: 1e9 }

async function main(): Promise<void> {
  const config = readConfig(process.env, join(__dirname, '..', '..'))
  const service = await startService(config, undefined, { address: ENDLESS, conversation: ENDLESS })
  const routes = service.routes.map(({ method, path }) => ({ method, path }))
  process.on('message', () => {
    global.gc?.()
    const { rss, heapUsed } = process.memoryUsage()
    process.send?.({ rss, heapUsed })
  })
  // Its parent is gone: nobody else would end it.
  process.once('disconnect', () => process.exit(1))
  process.send?.({ url: service.url, routes })
}

main().catch((cause) => {
  process.stderr.write(`${cause}\n`)
  process.exit(1)
})
